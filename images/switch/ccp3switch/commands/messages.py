"""Messages: what is kept, shown on terminals and sent to servers."""

from ccp3switch.config.edits import logging
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import ANY_EXEC, CONFIG, EXEC
from ccp3switch.shell import messages

TABLE = (
    Command("service timestamps log = datetime [msec]", CONFIG, rank=101),
    Command("logging on", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("logging buffered = [{buffer}] [{severity}]", CONFIG, edit=logging.destination, rank=715),
    Command("logging console = [{severity}]", CONFIG, edit=logging.destination, rank=716),
    Command("logging monitor = [{severity}]", CONFIG, edit=logging.destination, rank=717),
    Command("logging trap = [{severity}]", CONFIG, edit=logging.trap, rank=718),
    Command("logging host {ip}", CONFIG, edit=logging.host, rank=719),
    Command("logging {ip}", CONFIG, edit=logging.host, rank=719),
    Command("show logging", ANY_EXEC, messages.logging),
    Command("clear logging", EXEC, messages.clear),
    Command("terminal monitor", EXEC, messages.monitor),
    Command("terminal no monitor", EXEC, messages.no_monitor),
)
