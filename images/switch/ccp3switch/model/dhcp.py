"""The DHCP pools of the configuration, and what they leave to lease. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.model import layer3

POOL = "ip dhcp pool "
EXCLUDED = "ip dhcp excluded-address "
DAY = 86400
Range = tuple[ipaddress.IPv4Address, ipaddress.IPv4Address]


@dataclass(frozen=True)
class Pool:
    """A pool of a network, or of one host (`host` with its mask); `lease` in seconds, None: infinite."""

    name: str
    line: Line
    network: ipaddress.IPv4Network | None
    host: ipaddress.IPv4Interface | None
    lease: int | None

    @property
    def hardware(self) -> str:
        """MAC address of the host (`0200.0000.0001`), empty when it is not given."""
        return self.line.value("hardware-address")

    @property
    def identifier(self) -> str:
        """Client identifier of the host (`0102.0000.0000.01`), empty when it is not given."""
        return self.line.value("client-identifier")

    @property
    def manual(self) -> bool:
        """Whether it binds an address to a client that it names."""
        return self.host is not None and bool(self.hardware or self.identifier)


def serves(tree: Line) -> bool:
    """Whether relay and server run (`service dhcp`)."""
    return not tree.has("service dhcp")


def pools(tree: Line) -> Iterator[Pool]:
    """All pools in order."""
    for line in tree.under(POOL):
        network, host = line.value("network").split(), line.value("host").split()
        yield Pool(
            name=line.key.removeprefix(POOL),
            line=line,
            network=ipaddress.IPv4Network("/".join(network)) if network else None,
            host=ipaddress.IPv4Interface("/".join(host)) if host else None,
            lease=_seconds(line.value("lease", "1").split()),
        )


def _seconds(words: list[str]) -> int | None:
    if words == ["infinite"]:
        return None
    days, hours, minutes = (int(word) for word in (*words, "0", "0")[:3])
    return days * DAY + hours * 3600 + minutes * 60


def pool_of(tree: Line, address: ipaddress.IPv4Address) -> Pool | None:
    """The pool of the network that this address is in."""
    return next((pool for pool in pools(tree) if pool.network and address in pool.network), None)


def excluded(tree: Line) -> tuple[Range, ...]:
    """What is never leased: the excluded ranges, in order."""
    found = []
    for line in tree.under(EXCLUDED):
        ends = [ipaddress.IPv4Address(word) for word in line.key.removeprefix(EXCLUDED).split()]
        found.append((ends[0], ends[-1]))
    return tuple(sorted(found))


def own(tree: Line) -> tuple[Range, ...]:
    """The switch's own addresses, as ranges of one: never leased either."""
    return tuple((one.ip, one.ip) for interface in layer3.interfaces(tree) for one in interface.addresses)


def hosts(network: ipaddress.IPv4Network) -> Range:
    """First and last address of hosts of a network of 4 addresses at least."""
    return network.network_address + 1, network.broadcast_address - 1


def leasable(network: ipaddress.IPv4Network, taken: Iterable[Range]) -> Iterator[Range]:
    """The ranges of a network's hosts that `taken` leaves."""
    first, last = hosts(network)
    for low, high in sorted(taken):
        if high < first:
            continue
        if low > last:
            break
        if low > first:
            yield first, low - 1
        if high >= last:
            return
        first = high + 1
    yield first, last


def helpers(section: Line) -> tuple[str, ...]:
    """The helper addresses of an interface's section."""
    return tuple(line.key.split()[-1] for line in section.under("ip helper-address "))
