"""Port-security, err-disabled ports, LLDP."""

from ccp3switch.config.edits import security as edits
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.model.security import KEY, STICKY
from ccp3switch.modes import CONFIG, PORT

TABLE = (
    Command(f"{KEY} maximum = {{maximum}}", PORT, edit=edits.maximum, rank=10),
    Command(f"{KEY} violation = protect|restrict|shutdown", PORT, edit=edits.violation, rank=11),
    Command(f"{KEY} aging time = {{aged}}", PORT, edit=edits.aging, rank=12),
    Command(f"{KEY} aging type absolute", PORT, kept=Kept.TRUE_ANYWAY),
    Command(STICKY, PORT, edit=edits.sticky, rank=13),
    Command(f"{STICKY} {{mac}}", PORT, edit=edits.address, rank=14),
    Command(f"{KEY} mac-address {{mac}}", PORT, edit=edits.address, rank=14),
    Command(KEY, PORT, edit=edits.enable, rank=15),
    Command("errdisable recovery cause all|bpduguard|psecure-violation", CONFIG, edit=edits.cause, rank=155),
    Command("errdisable recovery interval = {recovery}", CONFIG, edit=edits.interval, rank=156),
    Command("lldp run", CONFIG, rank=180),
)
