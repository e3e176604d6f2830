"""The switch as a whole: its name, its users, who may come in. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.model import lines

HOSTNAME = "Switch"


def hostname(tree: Line) -> str:
    """The host name, `Switch` on a fresh switch."""
    return tree.value("hostname", HOSTNAME)


@dataclass(frozen=True)
class User:
    """A `username` line: its level if it says one, `how` (`secret` or `password`), what is kept (`9 $9$...`)."""

    name: str
    level: int | None = None
    how: str = ""
    secret: str = ""

    @property
    def privilege(self) -> int:
        """The level, 1 unless the line says another."""
        return 1 if self.level is None else self.level


_USER = re.compile(r"(?: privilege (\d+))?(?: (secret|password) (.+))?", re.DOTALL)


def user(tree: Line, name: str) -> User | None:
    """The user of this name."""
    line = tree.lines.get(f"username {name}")
    match = _USER.fullmatch(line.text[len(line.key) :]) if line else None
    if match is None:
        return None
    return User(name, int(match[1]) if match[1] else None, match[2] or "", match[3] or "")


def login_level(tree: Line, name: str, vty: int | None) -> int:
    """The level where somebody begins: the user's own, else that of the line."""
    known = user(tree, name)
    if known is not None and known.level is not None:
        return known.level
    level = lines.settings(tree, vty).level
    return 1 if level is None else level


def enable_word(tree: Line) -> str:
    """What `enable` asks for, as it is kept: the secret, else the password, else nothing."""
    password = tree.value("enable password")
    if password and not re.match(r"7 \S+$", password):
        password = f"0 {password}"
    return tree.value("enable secret") or password


def ssh_patience(tree: Line) -> tuple[int, int]:
    """(attempts to give a password, seconds to come in): `ip ssh authentication-retries`, `ip ssh time-out`."""
    return int(tree.value("ip ssh authentication-retries", "3")), int(tree.value("ip ssh time-out", "120"))


def ssh_allowed(tree: Line) -> bool:
    """Whether some vty line lets SSH in with local users."""
    return any(lets_ssh_in(line) for line in tree.under("line vty"))


def lets_ssh_in(line: Line) -> bool:
    """Whether these vty lines do: `login local`, transport ssh or all."""
    return line.value("login") == "local" and line.value("transport input", "all") in ("ssh", "all", "telnet ssh")
