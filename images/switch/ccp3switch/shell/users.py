"""Who is logged in."""

from __future__ import annotations

import time

from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.lines import LAST_VTY
from ccp3switch.shell.contract import Shell
from ccp3switch.switch import Login, Switch

AUTOMATION = "ccp3"


def users(shell: Shell, _parsed: Parsed) -> Reply:
    """`show users`; the toolkit's own account, which is outside the configuration, is not shown."""
    rows = ["    Line       User       Host(s)              Idle       Location"]
    seen = [(key, login) for key, login in shell.switch.logins.items() if login.user != AUTOMATION]
    for key, login in sorted(seen, key=lambda one: _number(one[1])):
        mark = "*" if key is shell else " "
        idle = time.strftime("%H:%M:%S", time.gmtime(max(0, time.monotonic() - login.active)))
        line = "con 0" if login.vty is None else f"vty {login.vty}"
        row = f"{mark}{_number(login):>3} {line:<10} {login.user:<10} idle                 {idle} {login.location}"
        rows.append(row.rstrip())
    return "\n".join(rows) + "\n\n  Interface    User               Mode         Idle     Peer Address\n"


def _number(login: Login) -> int:
    """The absolute number of a line: the console is 0, vty 0 is 1."""
    return 0 if login.vty is None else login.vty + 1


def free_vty(switch: Switch, user: str) -> int:
    """The lowest vty that nobody sits on; the toolkit's own account takes none that a person could."""
    taken = {login.vty for login in switch.logins.values()}
    first = LAST_VTY + 1 if user == AUTOMATION else 0
    return next(number for number in range(first, first + len(taken) + 1) if number not in taken)
