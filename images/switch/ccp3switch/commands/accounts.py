"""Users, secrets and passwords."""

from ccp3switch.config.edits import accounts
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG

_HOW = "algorithm-type md5|sha256|scrypt secret"
_ASKED = (
    "This operation will remove all username related configurations with same name.Do you want to continue? [confirm]"
)

TABLE = (
    Command("service password-encryption", CONFIG, edit=accounts.encryption, rank=100),
    Command("enable secret = {line}", CONFIG, edit=accounts.enable_secret, rank=120),
    Command(f"enable {_HOW} = {{line}}", CONFIG, edit=accounts.enable_secret, rank=120),
    Command("enable password = {line}", CONFIG, edit=accounts.password, rank=121),
    Command(
        "username {word} = [privilege {level}] [secret|password {line}]",
        CONFIG,
        edit=accounts.username,
        rank=130,
        asks=_ASKED,
    ),
    Command(f"username {{word}} = [privilege {{level}}] {_HOW} {{line}}", CONFIG, edit=accounts.username, rank=130),
    Command(
        "aaa new-model",
        CONFIG,
        kept=Kept.NEVER,
        why="users are those of the configuration; no RADIUS or TACACS+ is asked",
    ),
)
