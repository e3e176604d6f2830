"""One entry of an access list: from its words, and back to the words that IOS writes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address

from ccp3switch.acl import numbers
from ccp3switch.acl.numbers import ICMP, MAX_PORT, PROTOCOLS

ALL_BITS = 0xFFFFFFFF
OPERATORS = ("eq", "gt", "lt", "neq", "range")


@dataclass(frozen=True)
class Addresses:
    """An address, and a wildcard whose bits of value 1 may be anything; they need not be the last ones."""

    address: int = 0
    wildcard: int = ALL_BITS

    @property
    def any(self) -> bool:
        """Whether every address is one of them."""
        return self.wildcard == ALL_BITS

    def shown(self, host: str, middle: str = " ") -> str:
        """`any`, a host after the word given, or address and wildcard."""
        if self.any:
            return "any"
        return (
            f"{IPv4Address(self.address)}{middle}{IPv4Address(self.wildcard)}"
            if self.wildcard
            else (f"{host}{IPv4Address(self.address)}")
        )


@dataclass(frozen=True)
class Ports:
    """A condition on ports: IOS's operator and its one or two ports."""

    operator: str
    values: tuple[int, ...]

    @property
    def interval(self) -> tuple[int, int]:
        """Lowest and highest port that fit; the lowest is above the highest when none does. Not for `neq`."""
        one, last = self.values[0], self.values[-1]
        return {"lt": (0, one - 1), "gt": (one + 1, MAX_PORT)}.get(self.operator, (one, last))


@dataclass(frozen=True)
class Entry:
    """What an entry permits or denies; `destination` is None in a standard list, `protocol` None for every one."""

    action: str
    source: Addresses
    protocol: int | None = None
    destination: Addresses | None = None
    source_ports: Ports | None = None
    destination_ports: Ports | None = None
    icmp: tuple[int, ...] = ()
    established: bool = False
    log: bool = False

    @property
    def permits(self) -> bool:
        """Whether it permits."""
        return self.action == "permit"

    @property
    def text(self) -> str:
        """The entry as a running configuration holds it."""
        return self._text(" ")

    @property
    def shown(self) -> str:
        """The entry as `show access-lists` writes it."""
        return self._text(", wildcard bits ")

    def _text(self, middle: str) -> str:
        log = ["log"] if self.log else []
        if self.destination is None:
            return " ".join([self.action, self.source.shown("", middle), *log])
        protocol = "ip" if self.protocol is None else numbers.word(self.protocol, PROTOCOLS)
        words = [self.action, protocol, self.source.shown("host "), self._ports(self.source_ports)]
        words += [self.destination.shown("host "), self._ports(self.destination_ports)]
        words += [numbers.icmp_words(self.icmp) if self.icmp else "", "established" if self.established else "", *log]
        return " ".join(word for word in words if word)

    def _ports(self, ports: Ports | None) -> str:
        if ports is None:
            return ""
        table = numbers.ports_of(self.protocol)
        return " ".join([ports.operator, *(numbers.word(value, table) for value in ports.values)])


def read(words: Iterable[str]) -> Entry:
    """The entry that canonical words say (`permit tcp any host 10.0.0.1 eq www`)."""
    reader = _Reader(list(words))
    action = reader.take()
    if reader.next in PROTOCOLS or reader.next == "ip" or reader.next.isdigit():
        return _extended(action, reader)
    return Entry(action, reader.addresses(), log=reader.has("log"))


def _extended(action: str, reader: _Reader) -> Entry:
    word = reader.take()
    protocol = None if word in ("ip", "0") else numbers.number(word, PROTOCOLS)
    table = numbers.ports_of(protocol)
    source, source_ports = reader.addresses(), reader.ports(table)
    destination, destination_ports = reader.addresses(), reader.ports(table)
    icmp = reader.icmp() if protocol == PROTOCOLS["icmp"] else ()
    established = reader.has("established")
    return Entry(
        action, source, protocol, destination, source_ports, destination_ports, icmp, established, reader.has("log")
    )


class _Reader:
    """Takes words from the left."""

    def __init__(self, words: list[str]) -> None:
        self._words = words

    @property
    def next(self) -> str:
        """The next word, empty at the end."""
        return self._words[0] if self._words else ""

    def take(self) -> str:
        """The next word, taken."""
        return self._words.pop(0)

    def has(self, word: str) -> bool:
        """Take this word if it is the next one."""
        if self.next != word:
            return False
        self.take()
        return True

    def addresses(self) -> Addresses:
        """`any`, `host A`, `A`, `A W`."""
        if self.has("any"):
            return Addresses()
        if self.has("host"):
            return Addresses(int(IPv4Address(self.take())), 0)
        address = int(IPv4Address(self.take()))
        wildcard = int(IPv4Address(self.take())) if self.next.count(".") == 3 else 0
        return Addresses(address & ~wildcard & ALL_BITS, wildcard)

    def ports(self, table: Mapping[str, int]) -> Ports | None:
        """`eq www`, `range 20 21`; the ports of a range in their order."""
        if self.next not in OPERATORS:
            return None
        operator = self.take()
        values = [numbers.number(self.take(), table) for _ in range(2 if operator == "range" else 1)]
        return Ports(operator, tuple(sorted(values)))

    def icmp(self) -> tuple[int, ...]:
        """`echo`, `3`, `3 13`."""
        if self.next in ICMP:
            return ICMP[self.take()]
        found: list[int] = []
        while self.next.isdigit():
            found.append(int(self.take()))
        return tuple(found)
