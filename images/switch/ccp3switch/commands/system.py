"""The switch as a whole: its name, SSH, what IOS files hold besides."""

from ccp3switch.config.edits import naming
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG

TABLE = (
    Command("version {line}", CONFIG, kept=Kept.IGNORED),
    Command("boot-start-marker", CONFIG, kept=Kept.IGNORED),
    Command("boot-end-marker", CONFIG, kept=Kept.IGNORED),
    Command("service pad", CONFIG, kept=Kept.NEVER, why="X.25 terminals: nothing here speaks X.25"),
    Command("service timestamps debug = datetime [msec]", CONFIG, rank=101, cosmetic=True),
    Command("hostname = {name}", CONFIG, rank=110),
    Command("ip domain-lookup", CONFIG, kept=Kept.NEGATED, rank=140),
    Command("ip domain lookup", CONFIG, edit=naming.domain_lookup, rank=140),
    Command("ip domain-name = {word}", CONFIG, rank=141),
    Command("ip domain name = {word}", CONFIG, edit=naming.domain_name, rank=141),
    Command("ip name-server {ip}", CONFIG, rank=148, cosmetic=True),
    Command("ip host {host} = {ip}", CONFIG, rank=149),
    Command("vtp mode = transparent|off", CONFIG, rank=150, cosmetic=True),
    Command("file prompt quiet", CONFIG, rank=160),
    Command("ip http server|secure-server", CONFIG, kept=Kept.NEVER, why="the switch has no web pages"),
    Command("ip ssh time-out = {patience}", CONFIG, rank=709),
    Command("ip ssh authentication-retries = {retries}", CONFIG, rank=709),
    Command("ip ssh version = 2", CONFIG, rank=710),
    Command("ip scp server enable", CONFIG, rank=711),
    Command("cdp run", CONFIG, kept=Kept.NEVER, why="CDP is proprietary; neighbours are told by LLDP"),
)
