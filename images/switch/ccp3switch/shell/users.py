"""Who is logged in."""

from __future__ import annotations

import time

from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Shell

AUTOMATION = "ccp3"


def users(shell: Shell, _parsed: Parsed) -> Reply:
    """`show users`; the toolkit's own account, which is outside the configuration, is not shown."""
    rows = ["    Line       User       Host(s)              Idle       Location"]
    seen = [(key, login) for key, login in shell.switch.logins.items() if login.user != AUTOMATION]
    for index, (key, login) in enumerate(seen):
        mark = "*" if key is shell else " "
        idle = time.strftime("%H:%M:%S", time.gmtime(max(0, time.monotonic() - login.active)))
        line = f"vty {index}" if login.location else "con 0"
        row = f"{mark}{index:>3} {line:<10} {login.user:<10} idle                 {idle} {login.location}"
        rows.append(row.rstrip())
    return "\n".join(rows) + "\n\n  Interface    User               Mode         Idle     Peer Address\n"
