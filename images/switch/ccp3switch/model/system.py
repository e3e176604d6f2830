"""The switch as a whole: its name, its users, who may come in. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ccp3switch.config.tree import Line

HOSTNAME = "Switch"


def hostname(tree: Line) -> str:
    """The host name, `Switch` on a fresh switch."""
    return tree.value("hostname", HOSTNAME)


@dataclass(frozen=True)
class User:
    """A `username` line: privilege level, the kept secret (`9 $9$...`), empty when it has none."""

    name: str
    privilege: int
    secret: str


def user(tree: Line, name: str) -> User | None:
    """The user of this name."""
    line = tree.lines.get(f"username {name}")
    if line is None:
        return None
    words = line.text.split()
    level = int(words[words.index("privilege") + 1]) if "privilege" in words[2:] else 1
    return User(name, level, line.text.partition(" secret ")[2])


def ssh_allowed(tree: Line) -> bool:
    """Whether some vty line lets SSH in with local users (`login local`, transport ssh or all)."""
    return any(
        line.has("login local") and line.value("transport input", "all") in ("ssh", "all", "telnet ssh")
        for line in tree.under("line vty")
    )
