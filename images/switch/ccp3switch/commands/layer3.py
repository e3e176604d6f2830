"""The switch's own addresses."""

from ccp3switch.config.edits import addresses, sections
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG

SVI = ("svi",)

TABLE = (
    Command("interface {svi}", CONFIG, edit=sections.open_svi, opens="svi", rank=610),
    Command("ip address = {ip} {mask}", SVI, edit=addresses.svi_address, rank=10),
    Command("ip default-gateway = {ip}", CONFIG, rank=700),
    Command("ip routing", CONFIG, kept=Kept.NEVER, why="the switch is a host on its VLANs"),
)
