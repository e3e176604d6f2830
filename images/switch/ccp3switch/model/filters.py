"""Where access lists are applied, and which side of address translation an interface is on. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.model import layer3, system
from ccp3switch.model.layer3 import Interface


@dataclass(frozen=True)
class Filtered:
    """A layer-3 interface, the lists on it (empty: none), its side: `inside`, `outside` or empty."""

    interface: Interface
    inbound: str
    outbound: str
    side: str


def filtered(tree: Line) -> Iterator[Filtered]:
    """Every layer-3 interface, in order."""
    for interface in layer3.interfaces(tree):
        section = tree.lines[f"interface {interface.name}"]
        inbound, outbound = applied(section)
        yield Filtered(interface, inbound, outbound, section.value("ip nat"))


def applied(section: Line) -> tuple[str, str]:
    """Lists applied `in` and `out` in an interface's section; empty where there is none."""
    lines = (section.lines.get(f"ip access-group {direction}") for direction in ("in", "out"))
    inbound, outbound = ("" if line is None else line.text.split()[2] for line in lines)
    return inbound, outbound


def ssh_class(tree: Line) -> str:
    """The list that SSH connections must pass, empty for none: the first vty lines that let SSH in are taken first."""
    for line in tree.under("line vty"):
        if system.lets_ssh_in(line):
            given = line.lines.get("access-class in")
            return "" if given is None else given.text.split()[1]
    return ""
