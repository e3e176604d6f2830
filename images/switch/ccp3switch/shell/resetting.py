"""`clear ...` of what the switch learned and counted, and of terminals."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Answer, Question, Shell
from ccp3switch.shell.users import AUTOMATION


def counters(shell: Shell, parsed: Parsed) -> Reply:
    """`clear counters [X]`."""
    name = parsed.values.get("interface")
    where = "this interface" if name else "all interfaces"
    if (yield Question(f'Clear "show interface" counters on {where} [confirm]', Answer.KEY)).lower() in ("", "y"):
        shell.switch.live.forget_counters(names.device(name) if name else "")
    return ""


def arp(shell: Shell, _parsed: Parsed) -> Reply:
    """`clear arp-cache`."""
    shell.switch.live.forget_neighbours()
    return ""


def macs(shell: Shell, _parsed: Parsed) -> Reply:
    """`clear mac address-table dynamic`."""
    shell.switch.live.forget_learned()
    return ""


def line(shell: Shell, parsed: Parsed) -> Reply:
    """`clear line N`, `clear line vty N`, `clear line console 0`: whoever sits there is out."""
    given = parsed.values
    number = int(given["vty"]) + 1 if "vty" in given else int(given.get("absolute", "0"))
    if (yield Question("[confirm]", Answer.KEY)).lower() not in ("", "y"):
        return ""
    for login in list(shell.switch.logins.values()):
        if login.vty == (number - 1 if number else None) and login.user != AUTOMATION:
            login.hang_up()
    return " [OK]\n"
