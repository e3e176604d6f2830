"""Messages of access list entries that say `log`: the first packet of a flow at once, the others every five minutes.

As on IOS: `%SEC-6-IPACCESSLOGP: list 101 denied tcp 10.0.0.1(1025) -> 10.0.0.2(80), 1 packet`. Pure but for the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from ccp3switch.acl import numbers
from ccp3switch.acl.numbers import PROTOCOLS
from ccp3switch.clock import Clock

INTERVAL = 300.0
MOST = 1000  # flows that are kept apart at a time
_WITH_PORTS = (PROTOCOLS["tcp"], PROTOCOLS["udp"])


@dataclass
class Logbook:
    """Hears of packets, says messages."""

    say: Callable[[str], None]
    clock: Clock
    _more: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def hear(self, prefix: str, packet: bytes) -> None:
        """A packet (its first bytes) that met an entry; the prefix says `standard|extended permitted|denied NAME`."""
        found = described(prefix, packet)
        if found is None:
            return
        if found in self._more:
            self._more[found] += 1
        elif len(self._more) < MOST:
            if not self._more:
                self.clock.later(INTERVAL, self._sum_up)
            self._more[found] = 0
            self.say(message(found, 1))

    def _sum_up(self) -> None:
        """Flows that went on are told and kept, the others forgotten."""
        self._more, before = {}, self._more
        for flow, count in before.items():
            if count:
                self.say(message(flow, count))
                self._more[flow] = 0
        if self._more:
            self.clock.later(INTERVAL, self._sum_up)


def message(flow: tuple[str, str, str], count: int) -> str:
    """A message of IOS: facility, what was met, how often."""
    facility, text, comma = flow
    return f"%SEC-6-{facility}: {text}{comma} {count} packet{'' if count == 1 else 's'}"


def described(prefix: str, packet: bytes) -> tuple[str, str, str] | None:
    """Facility, text, and what stands before the count; None when it is no IPv4 packet (RFC 791) or has no prefix."""
    words = prefix.split(" ", 2)
    if len(packet) < 20 or packet[0] >> 4 != 4 or len(words) < 3:
        return None
    kind, verdict, name = words
    head = f"list {name} {verdict}"
    source, destination = IPv4Address(packet[12:16]), IPv4Address(packet[16:20])
    if kind == "standard":
        return "IPACCESSLOGS", f"{head} {source}", ""
    protocol, rest = packet[9], packet[(packet[0] & 15) * 4 :]
    word = numbers.word(protocol, PROTOCOLS)
    if protocol in _WITH_PORTS and len(rest) >= 4:
        ports = (int.from_bytes(rest[:2]), int.from_bytes(rest[2:4]))
        return "IPACCESSLOGP", f"{head} {word} {source}({ports[0]}) -> {destination}({ports[1]})", ","
    if protocol == PROTOCOLS["icmp"] and len(rest) >= 2:
        return "IPACCESSLOGDP", f"{head} {word} {source} -> {destination} ({rest[0]}/{rest[1]})", ","
    return "IPACCESSLOGNP", f"{head} {word} {source} -> {destination}", ","
