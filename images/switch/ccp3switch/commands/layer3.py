"""The switch's own addresses."""

from ccp3switch.config import edits
from ccp3switch.grammar.command import Command as C
from ccp3switch.grammar.command import Kept
from ccp3switch.modes import CONFIG

SVI = ("svi",)

TABLE = (
    C("interface {svi}", CONFIG, edit=edits.open_svi, opens="svi", rank=610),
    C("ip address = {ip} {mask}", SVI, edit=edits.svi_address, rank=10),
    C("ip default-gateway = {ip}", CONFIG, rank=700),
    C("ip routing", CONFIG, kept=Kept.NEVER),
)
