"""Archive of the running configuration, replacing it, and changes that go away unless they are confirmed."""

from ccp3switch.config.edits import archive as edits
from ccp3switch.grammar.command import Command
from ccp3switch.modes import CONFIG, EXEC
from ccp3switch.shell import archive, replacing

ARCHIVE = ("archive",)

TABLE = (
    Command("archive", CONFIG, edit=edits.open_archive, opens="archive", rank=162),
    Command("path = {archived}", ARCHIVE, rank=1),
    Command("maximum = {archives}", ARCHIVE, edit=edits.maximum, rank=2),
    Command("write-memory", ARCHIVE, rank=3),
    Command("archive config", EXEC, archive.config),
    Command(
        "configure replace {file} *[force] *[revert trigger error] *[revert timer {revert}] "
        "*[time {revert}] *[timer {revert}]",
        EXEC,
        replacing.replace,
    ),
    Command("configure terminal revert timer {revert}", EXEC, replacing.configure),
    Command("configure confirm", EXEC, replacing.confirm),
    Command("configure revert now", EXEC, replacing.revert),
    Command("configure revert timer {revert}", EXEC, replacing.reschedule),
    Command("show archive", EXEC, archive.shown),
    Command("show archive config rollback timer", EXEC, replacing.timer),
)
