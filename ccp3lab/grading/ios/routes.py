"""`show ip route`: the routing table, and which way an address takes in it (longest prefix, RFC 1812, 5.2.4.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.ios.template import READ_ONCE, Row, rows

_ROUTES = re.compile(r"^Gateway of last resort is ", re.MULTILINE)
_NO_ROUTING = re.compile(r"^Default gateway is ", re.MULTILINE)
_ENTRY = re.compile(r"^[A-Z][ *].*\d", re.MULTILINE)
_DEPTH = 8
"""How often a next hop is looked up in turn before the table counts as a circle."""


@dataclass(frozen=True)
class Way:
    """One way of a route: to the router `hop`, or straight out of `interface` (hop None).

    `connected`: the network is one of the router's own.
    """

    network: IPv4Network
    hop: IPv4Address | None
    interface: str
    connected: bool = False


@lru_cache(READ_ONCE)
def routing_table(text: str) -> tuple[Way, ...] | None:
    """The ways of `show ip route`; None when the switch says that it does not route; raises Unreadable."""
    if _NO_ROUTING.search(text):
        return None
    if not (start := _ROUTES.search(text)):
        raise Unreadable("show ip route : l'en-tête manque")
    if not _ENTRY.search(text[start.end() :].partition("\n")[2]):
        return ()
    return tuple(_way(row) for row in rows("show_ip_route", text))


def ways(table: tuple[Way, ...], address: IPv4Address) -> frozenset[Way]:
    """Where packets to ADDRESS go: neighbours, never a router farther away. Empty when no route fits."""
    return frozenset(_resolved(table, address, _DEPTH))


def _resolved(table: tuple[Way, ...], address: IPv4Address, depth: int) -> Iterator[Way]:
    """A next hop that is no neighbour is looked up in turn."""
    for way in _longest(table, address):
        straight = way.hop is None or any(next_.hop is None for next_ in _longest(table, way.hop))
        if way.hop is None or straight:
            yield way
        elif depth:
            yield from _resolved(table, way.hop, depth - 1)


def _longest(table: tuple[Way, ...], address: IPv4Address) -> list[Way]:
    fitting = [way for way in table if address in way.network]
    length = max((way.network.prefixlen for way in fitting), default=0)
    return [way for way in fitting if way.network.prefixlen == length]


def _way(row: Row) -> Way:
    try:
        network = IPv4Network(f"{row['NETWORK']}/{row['PREFIX_LENGTH']}")
        hop = IPv4Address(row["NEXTHOP_IP"]) if row["NEXTHOP_IP"] else None
    except ValueError:
        raise Unreadable("show ip route : une route est illisible") from None
    if hop is None and not row["NEXTHOP_IF"]:
        raise Unreadable("show ip route : une route ne mène nulle part")
    return Way(network, hop, row["NEXTHOP_IF"], row["PROTOCOL"] in ("C", "L"))
