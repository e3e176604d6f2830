"""What every configuration mode knows."""

from ccp3switch.grammar.command import Command as C
from ccp3switch.modes import ANY_CONFIG, CONFIG
from ccp3switch.shell import moving

TABLE = (
    C("end", ANY_CONFIG, moving.end),
    C("exit", ANY_CONFIG, moving.up),
    C("do {line}", ANY_CONFIG, moving.do),
    C("crypto key generate rsa [general-keys] [modulus {bits}]", CONFIG, moving.crypto_key),
)
