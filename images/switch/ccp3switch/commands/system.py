"""The switch as a whole: name, users, terminal lines, SSH, what IOS files hold besides."""

from ccp3switch.config import edits
from ccp3switch.grammar.command import Command as C
from ccp3switch.grammar.command import Kept
from ccp3switch.modes import CONFIG

LINE = ("line",)

TABLE = (
    C("version {line}", CONFIG, kept=Kept.IGNORED),
    C("boot-start-marker", CONFIG, kept=Kept.IGNORED),
    C("boot-end-marker", CONFIG, kept=Kept.IGNORED),
    C("service pad", CONFIG, kept=Kept.NEVER),
    C("service password-encryption", CONFIG, rank=100, cosmetic=True),
    C("service timestamps debug|log = datetime [msec]", CONFIG, rank=101, cosmetic=True),
    C("hostname = {name}", CONFIG, rank=110),
    C("enable secret = {line}", CONFIG, edit=edits.enable_secret, rank=120),
    C("username {word} = [privilege {level}] [secret {line}]", CONFIG, edit=edits.username, rank=130),
    C("aaa new-model", CONFIG, kept=Kept.NEVER),
    C("ip domain-lookup", CONFIG, kept=Kept.NEGATED, rank=140),
    C("ip domain-name = {word}", CONFIG, rank=141),
    C("vtp mode = transparent|off", CONFIG, rank=150, cosmetic=True),
    C("file prompt quiet", CONFIG, rank=160),
    C("ip http server|secure-server", CONFIG, kept=Kept.NEVER),
    C("ip ssh version = 2", CONFIG, rank=710),
    C("ip scp server enable", CONFIG, rank=711),
    C("cdp run", CONFIG, kept=Kept.NEVER),
    C("lldp run", CONFIG, kept=Kept.NEVER),
    C("banner motd = {line}", CONFIG, edit=edits.motd, rank=800),
    C("line con|console {zero}", CONFIG, edit=edits.open_terminal, opens="line", rank=900),
    C("line vty {vty} {vty}", CONFIG, edit=edits.open_terminal, opens="line", rank=901),
    C("exec-timeout = {minutes} [{seconds}]", LINE, edit=edits.exec_timeout, rank=10),
    C("logging synchronous", LINE, rank=30, cosmetic=True),
    C("login local", LINE, rank=40),
    C("transport input = ssh|all|none", LINE, rank=50),
)
