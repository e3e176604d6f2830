"""Configuration as a tree of lines, each with an identity. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ccp3switch.grammar.command import Command, Kept
from ccp3switch.grammar.parse import Parsed

WHOLE = "whole"  # identity of a root while a whole configuration is read into it


@dataclass
class Line:
    """A line, and the lines of its section. `key` is its identity among its siblings, `order` its place."""

    text: str = ""
    key: str = ""
    order: tuple[int, ...] = ()
    lines: dict[str, Line] = field(default_factory=dict)

    def put(self, line: Line) -> Line:
        """Add the line, or replace the one of the same identity; its section stays."""
        old = self.lines.get(line.key)
        if old is not None:
            line.lines = old.lines
        self.lines[line.key] = line
        return line

    def drop(self, key: str) -> None:
        """Remove the line of this identity, if it stands."""
        self.lines.pop(key, None)

    def has(self, key: str) -> bool:
        """Whether the line of this identity stands."""
        return key in self.lines

    def value(self, key: str, default: str = "") -> str:
        """What follows the identity: `10` for `switchport access vlan 10`."""
        line = self.lines.get(key)
        return default if line is None else line.text[len(key) :].strip()

    def ordered(self) -> list[Line]:
        """The lines in the order of a running configuration."""
        return sorted(self.lines.values(), key=lambda line: line.order)

    def under(self, prefix: str) -> Iterator[Line]:
        """The lines whose identity starts with `prefix`, in order."""
        return (line for line in self.ordered() if line.key.startswith(prefix))

    @property
    def in_order(self) -> bool:
        """Whether the order of the lines in this section means something: an access list."""
        return self.key.startswith("ip access-list ")

    def copy(self) -> Line:
        """A tree that shares nothing with this one."""
        return Line(self.text, self.key, self.order, {key: line.copy() for key, line in self.lines.items()})


def line_of(command: Command, text: str, key: str) -> Line:
    """A line with its place: the command's rank, then the numbers in it (`Gi1/0/2` before `Gi1/0/10`)."""
    stored = f"no {key}" if command.kept is Kept.NEGATED else text
    return Line(stored, key, (command.rank, *(int(number) for number in re.findall(r"\d+", key)[:8])))


def line_from(parsed: Parsed) -> Line:
    """The line that a parsed command stands for."""
    return line_of(parsed.command, parsed.text, parsed.key)
