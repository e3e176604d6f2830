"""A random walk: lines that a learner might type, right and wrong, in an order that nobody would choose."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.commands import TABLE
from ccp3switch.shell.contract import Answer
from ccp3switch.shell.session import Session

from switchbench import spoken

ODD = (
    "",
    "?",
    "no",
    "no no",
    "do",
    "exit",
    "end",
    "configure terminal",
    "y",
    "vlan",
    "!",
    "interface gi1/0/99",
    "| i x",
)
APART = ("reload", "ping", "traceroute", "terminal", "enable", "disable", "banner")
"""What ends the terminal, takes its time, or takes the lines that follow for its own."""
SAID = [row for row in TABLE if row.pattern.split("|")[0].split()[0] not in APART]
EXEC = [row for row in SAID if "exec" in row.modes]


@dataclass
class Walk:
    """Gives lines; a twin without any data plane hears them too, and tells which would end the terminal."""

    chance: random.Random
    twin: Session

    def lines(self, count: int) -> list[str]:
        """The next COUNT lines, and a few more."""
        found: list[str] = []
        while len(found) < count:
            for line in self._some():
                found += self._said(line)
        return found

    def _said(self, line: str) -> Iterator[str]:
        """The line, unless it ends the terminal; a question for one key is answered by Return."""
        self.twin.feed(line)
        ended, self.twin.closed = self.twin.closed, False
        if not ended:
            yield line
        while self.twin.answer is Answer.KEY:
            self.twin.feed("")
            yield ""

    def _some(self) -> Iterator[str]:
        """A few lines: of the configuration, of privileged mode, odd ones."""
        kind = self.chance.random()
        if kind < 0.1:
            yield self.chance.choice(ODD)
        elif kind < 0.2:
            yield "do " + spoken.filled(self.chance, self.chance.choice(EXEC))
        elif kind < 0.25:
            yield from ("end", spoken.filled(self.chance, self.chance.choice(EXEC)), "configure terminal")
        else:
            lines = spoken.section(self.chance, 6)
            yield from (self._spoilt(line) for line in lines if not line.strip().startswith(APART))

    def _spoilt(self, line: str) -> str:
        """One line of seven is cut, abbreviated, or has a word too much."""
        spoils = (
            lambda: line[: self.chance.randint(0, len(line))],
            lambda: re.sub(r"([a-z]{3})[a-z-]+", r"\1", line),
            lambda: f"{line} zut",
        )
        return self.chance.choice(spoils)() if self.chance.random() < 0.15 else line
