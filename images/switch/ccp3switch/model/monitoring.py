"""Monitor sessions (SPAN): what is copied, and to which port. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line

_PREFIX = "monitor session "


@dataclass(frozen=True)
class Monitor:
    """A session: ports by name whose frames are copied (received, sent), VLANs copied whole, who gets them."""

    number: int
    received: tuple[str, ...]
    sent: tuple[str, ...]
    vlans: frozenset[int]
    destination: str

    @property
    def runs(self) -> bool:
        """Whether it has both ends."""
        return bool(self.destination and (self.received or self.sent or self.vlans))


def monitors(tree: Line) -> Iterator[Monitor]:
    """The sessions in order."""
    lines = list(tree.under(_PREFIX))
    for number in sorted({names.number(" ".join(line.text.split()[:3])) for line in lines}):
        yield _monitor(number, [line.text for line in lines if line.text.startswith(f"{_PREFIX}{number} ")])


def _monitor(number: int, lines: list[str]) -> Monitor:
    found = [match for text in lines if (match := re.search(r" source interface (\S+)(?: (\w+))?$", text))]
    vlans = [names.expand(text.rpartition(" ")[2]) for text in lines if " source vlan " in text]
    destinations = [text.rpartition(" ")[2] for text in lines if " destination " in text]
    return Monitor(
        number,
        tuple(_full(match[1]) for match in found if match[2] != "tx"),
        tuple(_full(match[1]) for match in found if match[2] != "rx"),
        frozenset().union(*vlans),
        _full(destinations[0]) if destinations else "",
    )


def _full(word: str) -> str:
    return names.interface(word) or word
