"""What was heard on the ports, for the show commands and for what is derived from the configuration. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ccp3switch.frames.lldp import Station


@dataclass
class Violations:
    """Of a port's security since it came up: how many, and the last source address (`02:42:...`)."""

    count: int = 0
    last: str = ""


@dataclass(frozen=True)
class Heard:
    """A neighbour, and when it last spoke."""

    station: Station
    moment: datetime


@dataclass
class Seen:
    """By name of port. `disabled`: err-disabled, and why; `left`: seconds until it is taken up again.

    `learnt`: addresses of port-security that are not in the configuration; `sources`: the last unknown one.
    `idle`: channels that carried nothing when last everything was derived; `waking`: those among them that have a link
    again, and wait until the spanning tree knows what is at its other end.
    """

    disabled: dict[str, str] = field(default_factory=dict)
    idle: frozenset[str] = frozenset()
    waking: frozenset[str] = frozenset()
    left: dict[str, int] = field(default_factory=dict)
    learnt: dict[str, dict[str, datetime]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    violations: dict[str, Violations] = field(default_factory=dict)
    neighbours: dict[str, dict[str, Heard]] = field(default_factory=dict)

    def addresses(self) -> dict[str, tuple[str, ...]]:
        """The learnt addresses by port, in the order in which they came."""
        return {port: tuple(macs) for port, macs in self.learnt.items()}

    def clear(self) -> None:
        """Nothing was seen, as after a start."""
        for kept in (self.disabled, self.left, self.learnt, self.sources, self.violations, self.neighbours):
            kept.clear()
        self.waking = frozenset()

    def forget(self, port: str) -> None:
        """The port went down: what it learnt holds no longer."""
        self.learnt.pop(port, None)
        self.neighbours.pop(port, None)
