"""Who is logged in."""

from __future__ import annotations

import time

from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Shell

AUTOMATION = "ccp3"


def users(shell: Shell, parsed: Parsed) -> Reply:
    """`show users`; the toolkit's own account, which is outside the configuration, is not shown."""
    rows = ["    Line       User       Host(s)              Idle       Location"]
    seen = [login for login in shell.switch.logins.values() if login.user != AUTOMATION]
    for index, login in enumerate(seen):
        mark = "*" if login.key is shell.key else " "
        idle = time.strftime("%H:%M:%S", time.gmtime(max(0, time.monotonic() - login.active)))
        line = "con 0" if not login.location else f"vty {index}"
        rows.append(
            f"{mark}{index:>3} {line:<10} {login.user:<10} idle                 {idle} {login.location}".rstrip()
        )
    return "\n".join(rows) + "\n\n  Interface    User               Mode         Idle     Peer Address\n"
