"""Clock, time servers, and the texts of network management."""

from ccp3switch.config.edits import naming
from ccp3switch.grammar.command import Command
from ccp3switch.modes import ANY_EXEC, CONFIG, EXEC
from ccp3switch.shell import reloading
from ccp3switch.show import clocks

TABLE = (
    Command("clock timezone = {zone} {offset} [{sixtieths}]", CONFIG, rank=138),
    Command("clock summer-time = {zone} recurring [{line}]", CONFIG, rank=139, cosmetic=True),
    Command("snmp-server community {word} = ro|rw", CONFIG, edit=naming.community, rank=730, cosmetic=True),
    Command("snmp-server location = {line}", CONFIG, rank=731, cosmetic=True),
    Command("snmp-server contact = {line}", CONFIG, rank=732, cosmetic=True),
    Command("ntp server {host} = [prefer]", CONFIG, rank=950, cosmetic=True),
    Command("clock set {line}", EXEC, clocks.refuse),
    Command("show clock", ANY_EXEC, show=clocks.clock),
    Command("show ntp status", ANY_EXEC, show=clocks.ntp_status),
    Command("show ntp associations", ANY_EXEC, show=clocks.ntp_associations),
    Command("reload", EXEC, reloading.reload),
    Command("reload in {delay} [{line}]", EXEC, reloading.reload_in),
    Command("reload at {moment} [{line}]", EXEC, reloading.reload_at),
    Command("reload cancel", EXEC, reloading.cancel),
    Command("show reload", EXEC, reloading.shown),
)
