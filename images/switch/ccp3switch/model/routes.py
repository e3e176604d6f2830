"""Routes: the static ones of the configuration, and the table that is in force while some interfaces are up. Pure.

One table serves the kernel and `show ip route`: they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network

from ccp3switch.names import NULL

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
NEVER = 255  # a distance that no table takes
_ROUNDS = 16  # of recursion: a chain of next hops this long stays unresolved


@dataclass(frozen=True)
class Static:
    """A static route: by a next hop, out of an interface (IOS name, `Null0` drops), or both."""

    network: Network
    hop: Address | None = None
    interface: str = ""
    distance: int = 1


@dataclass(frozen=True)
class Path:
    """One way of a route as it was written: `hop` None is a connected network; `interface` where it was named."""

    hop: Address | None
    interface: str


@dataclass(frozen=True)
class Route:
    """A route in force. code: `C` connected, `L` the switch's own address, `S` static.

    paths: as written; exits: where packets really go, each with a hop on a connected network or None.
    """

    network: Network
    code: str
    distance: int
    paths: tuple[Path, ...]
    exits: tuple[Path, ...]


Own = IPv4Interface | IPv6Interface
Table = dict[tuple[str, Network], Route]


def table(up: Mapping[str, Sequence[Own]], statics: Iterable[Static]) -> list[Route]:
    """The routes in force, in order of networks.

    up: the interfaces that are up and speak the protocol, with their addresses. Of the static routes of a network those
    of the smallest distance count, among those whose next hop resolves, if need be through other routes, never through
    themselves.
    """
    connected = _connected((name, address) for name, some in up.items() for address in some)
    taken = frozenset(_taken(up))
    known = tuple(one for one in statics if _possible(one, up, taken))
    now = connected
    for _ in range(_ROUNDS):
        before, now = now, connected | _chosen(now, known)
        if now == before:
            break
    return sorted(now.values(), key=lambda one: (int(one.network.network_address), one.network.prefixlen, one.code))


def _taken(up: Mapping[str, Sequence[Own]]) -> Iterator[Address]:
    """Addresses that no neighbour can have: ours, and those that name a whole network (RFC 4291, 2.6.1 for IPv6)."""
    for address in (address for some in up.values() for address in some if not _local(address)):
        yield address.ip
        if address.network.num_addresses > 2:
            yield address.network.network_address
            yield from (address.network.broadcast_address,) if address.version == 4 else ()


def _local(address: Own) -> bool:
    """Whether it is in no table: the link-local addresses of IPv6, which may be the same on each interface."""
    return address.version == 6 and address.is_link_local


def _possible(one: Static, up: Mapping[str, Sequence[Own]], taken: frozenset[Address]) -> bool:
    """Whether its interface is up, and a neighbour may have its next hop."""
    if one.distance == NEVER or one.interface not in ("", NULL, *up):
        return False
    if one.hop and one.hop.version == 6 and one.network.prefixlen and one.hop in one.network:
        return False  # Linux would look for it behind the route itself
    return one.hop not in taken and all(one.hop != address.ip for address in up.get(one.interface, ()))


def _connected(interfaces: Iterable[tuple[str, Own]]) -> Table:
    found: Table = {}
    for name, address in interfaces:
        if _local(address):
            continue
        path = (Path(None, name),)
        own = type(address)(address.ip).network
        if own != address.network:
            found["L", own] = Route(own, "L", 0, path, path)
        found.setdefault(("C", address.network), Route(address.network, "C", 0, path, path))
    return found


def _chosen(now: Table, statics: tuple[Static, ...]) -> Table:
    """The static routes that the table of now lets resolve, the best of each network."""
    found: dict[Network, list[tuple[Static, tuple[Path, ...]]]] = {}
    for one in statics:
        exits = _exits(now, one) if ("C", one.network) not in now else ()
        if exits:
            found.setdefault(one.network, []).append((one, exits))
    return {("S", network): _best(network, some) for network, some in found.items()}


def _best(network: Network, some: list[tuple[Static, tuple[Path, ...]]]) -> Route:
    distance = min(one.distance for one, _ in some)
    best = [(one, exits) for one, exits in some if one.distance == distance]
    paths = tuple(Path(one.hop, one.interface) for one, _ in best)
    return Route(network, "S", distance, paths, tuple(dict.fromkeys(path for _, exits in best for path in exits)))


def _exits(now: Table, one: Static) -> tuple[Path, ...]:
    """Where the packets of a static route go with the table of now; nowhere: the route is not in force."""
    if one.interface == NULL:
        return (Path(None, NULL),)
    route = best(now.values(), one.hop) if one.hop else None
    if one.interface:
        return () if _elsewhere(route, one.interface) else (Path(one.hop, one.interface),)
    return tuple(_resolved(route, one)) if route else ()


def _elsewhere(route: Route | None, interface: str) -> bool:
    """Whether a next hop of IPv6 is known to be behind other interfaces than this one: Linux refuses such a route."""
    if route is None or route.network.version == 4 or route.network.prefixlen == 0:
        return False
    return {path.interface for path in route.exits} != {interface}


def _resolved(route: Route, one: Static) -> Iterator[Path]:
    if route.code == "S" and route.network == one.network:
        return
    for path in route.exits:
        if path.hop or path.interface == NULL:
            yield path
        elif not _elsewhere(route, path.interface):
            yield Path(one.hop, path.interface)


def best(routes: Iterable[Route], address: Address) -> Route | None:
    """The route that packets for this address take: of those that hold it the longest, None when there is none."""
    found = [one for one in routes if one.network.version == address.version and address in one.network]
    return max(found, key=lambda one: one.network.prefixlen, default=None)
