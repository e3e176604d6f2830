"""Terminal lines: what `line con 0` and `line vty ...` say. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccp3switch.config.tree import Line

CONSOLE = "line con 0"
HISTORY = 20
LAST_VTY = 15


@dataclass(frozen=True)
class TerminalLine:
    """`idle` in seconds, 0 for never; `login` is empty, `line` (its password) or `local` (a user's)."""

    idle: int = 600
    level: int | None = None
    login: str = ""
    password: str = ""
    length: int | None = None
    width: int | None = None
    history: int = HISTORY


def key(vty: int | None) -> str:
    """The section of a line; None for the console."""
    return CONSOLE if vty is None else "line vty 0 4" if vty <= 4 else "line vty 5 15"


def settings(tree: Line, vty: int | None) -> TerminalLine:
    """What the section of a line says; a line beyond the last (the toolkit's own) is as on a fresh switch."""
    section = tree.lines.get(key(vty))
    if section is None or (vty or 0) > LAST_VTY:
        return TerminalLine()
    minutes, _, seconds = section.value("exec-timeout", "10 0").partition(" ")
    login = ("local" if section.value("login") else "line") if section.has("login") else ""
    return TerminalLine(
        idle=int(minutes) * 60 + int(seconds or 0),
        level=_number(section, "privilege level"),
        login=login,
        password=_kept(section.value("password")),
        length=_number(section, "length"),
        width=_number(section, "width"),
        history=_number(section, "history size") or (0 if section.has("no history") else HISTORY),
    )


def _number(section: Line, name: str) -> int | None:
    return int(section.value(name)) if section.has(name) else None


def _kept(password: str) -> str:
    """The password with its type: in clear it is shown without one."""
    return password if not password or re.match(r"7 \S+$", password) else f"0 {password}"


def label(vty: int | None, location: str) -> str:
    """`console`, `vty0 (10.0.0.1)`: where somebody sits, as messages tell it."""
    if not location:
        return "console"
    return f"vty{'' if vty is None else vty} ({location})"
