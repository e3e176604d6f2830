"""The switch as a whole: name, users, terminal lines, SSH, what IOS files hold besides."""

from ccp3switch.config.edits import sections, system
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG

LINE = ("line",)

TABLE = (
    Command("version {line}", CONFIG, kept=Kept.IGNORED),
    Command("boot-start-marker", CONFIG, kept=Kept.IGNORED),
    Command("boot-end-marker", CONFIG, kept=Kept.IGNORED),
    Command("service pad", CONFIG, kept=Kept.NEVER, why="X.25 terminals: nothing here speaks X.25"),
    Command("service timestamps debug|log = datetime [msec]", CONFIG, rank=101, cosmetic=True),
    Command("hostname = {name}", CONFIG, rank=110),
    Command("ip domain-lookup", CONFIG, kept=Kept.NEGATED, rank=140),
    Command("ip domain-name = {word}", CONFIG, rank=141),
    Command("ip host {host} = {ip}", CONFIG, rank=149),
    Command("vtp mode = transparent|off", CONFIG, rank=150, cosmetic=True),
    Command("file prompt quiet", CONFIG, rank=160),
    Command("ip http server|secure-server", CONFIG, kept=Kept.NEVER, why="the switch has no web pages"),
    Command("ip ssh version = 2", CONFIG, rank=710),
    Command("ip scp server enable", CONFIG, rank=711),
    Command("cdp run", CONFIG, kept=Kept.NEVER, why="CDP is proprietary; neighbours are told by LLDP"),
    Command("lldp run", CONFIG, kept=Kept.NEVER, why="LLDP is not spoken yet"),
    Command("banner motd = {line}", CONFIG, edit=system.motd, rank=800),
    Command("line con|console {zero}", CONFIG, edit=sections.open_terminal, opens="line", rank=900),
    Command("line vty {vty} {vty}", CONFIG, edit=sections.open_terminal, opens="line", rank=901),
    Command("exec-timeout = {minutes} [{seconds}]", LINE, edit=system.exec_timeout, rank=10),
    Command("logging synchronous", LINE, rank=30, cosmetic=True),
    Command("login local", LINE, rank=40),
    Command("transport input = ssh|all|none", LINE, edit=system.transport, rank=50),
)
