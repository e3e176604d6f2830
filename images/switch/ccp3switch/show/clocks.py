"""`show clock`, `show ntp ...`: the clock is that of the machine, and no time server is ever asked. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ccp3switch.config.tree import Line
from ccp3switch.errors import CliError
from ccp3switch.model.clock import zone_of
from ccp3switch.show.view import View

if TYPE_CHECKING:
    from ccp3switch.grammar.command import Reply
    from ccp3switch.grammar.parse import Parsed
    from ccp3switch.shell.contract import Shell


def moment(tree: Line, when: datetime) -> str:
    """`09:09:10 CET Thu Nov 5 2026`."""
    local = when.astimezone(zone_of(tree))
    return f"{local:%H:%M:%S %Z %a %b} {local.day} {local.year}"


def clock(view: View) -> str:
    """`show clock`: the star says that no time source set it."""
    now = view.live.now()
    time, _, rest = moment(view.tree, now).partition(" ")
    return f"*{time}.{now.microsecond // 1000:03d} {rest}\n"


def refuse(_shell: Shell, _parsed: Parsed) -> Reply:
    """`clock set ...`: a container has no clock of its own."""
    raise CliError("% The clock is that of the machine: it cannot be set here")


def _servers(tree: Line) -> list[str]:
    return [line.key.split()[2] for line in tree.under("ntp server ")]


def ntp_status(view: View) -> str:
    """`show ntp status`."""
    if not _servers(view.tree):
        return "%NTP is not enabled.\n"
    return "Clock is unsynchronized, stratum 16, no reference clock\n"


def ntp_associations(view: View) -> str:
    """`show ntp associations`: every server as one that was never reached."""
    if not _servers(view.tree):
        return "%NTP is not enabled.\n"
    rows = [
        f" ~{server:<16}.INIT.          16      -     64     0  0.000   0.000 15937." for server in _servers(view.tree)
    ]
    head = "  address         ref clock       st   when   poll reach  delay  offset   disp"
    foot = " * sys.peer, # selected, + candidate, - outlyer, x falseticker, ~ configured"
    return "\n".join([head, *rows, foot]) + "\n"
