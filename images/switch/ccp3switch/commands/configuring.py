"""What every configuration mode knows."""

from ccp3switch.grammar.command import Command
from ccp3switch.modes import ANY_CONFIG, CONFIG
from ccp3switch.shell import moving

TABLE = (
    Command("end", ANY_CONFIG, moving.end),
    Command("exit", ANY_CONFIG, moving.up),
    Command("do {line}", ANY_CONFIG, moving.do),
    Command("crypto key generate rsa [general-keys] [modulus {bits}]", CONFIG, moving.crypto_key),
)
