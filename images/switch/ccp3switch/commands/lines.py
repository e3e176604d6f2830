"""Terminal lines, and the texts that they greet with."""

from ccp3switch.config.edits import accounts, lines, sections
from ccp3switch.grammar.command import Command
from ccp3switch.modes import CONFIG

LINE = ("line",)

TABLE = (
    Command("banner exec = {line}", CONFIG, edit=lines.greeting, rank=800),
    Command("banner login = {line}", CONFIG, edit=lines.greeting, rank=801),
    Command("banner motd = {line}", CONFIG, edit=lines.greeting, rank=802),
    Command("line con|console {zero}", CONFIG, edit=sections.open_terminal, opens="line", rank=900),
    Command("line vty {vty} [{vty}]", CONFIG, edit=sections.open_terminal, opens="line", rank=901),
    Command("exec-timeout = {minutes} [{seconds}]", LINE, edit=lines.exec_timeout, rank=10),
    Command("privilege level = {level}", LINE, rank=15),
    Command("password = {line}", LINE, edit=accounts.password, rank=20),
    Command("logging synchronous", LINE, rank=30, cosmetic=True),
    Command("login = [local]", LINE, edit=lines.login, rank=40),
    Command("history size = {history}", LINE, rank=41),
    Command("length = {length}", LINE, rank=42),
    Command("width = {length}", LINE, rank=43),
    Command("transport preferred = none", LINE, rank=48, cosmetic=True),
    Command("transport input = ssh|telnet|all|none", LINE, edit=lines.transport, rank=50),
    Command("transport input = telnet ssh", LINE, edit=lines.transport, rank=50),
    Command("transport input = ssh telnet", LINE, edit=lines.transport, rank=50),
    Command("transport output = ssh|all|none|telnet", LINE, rank=51, cosmetic=True),
    Command("stopbits = {one}", LINE, rank=60, cosmetic=True),
)
