"""Whether the switch routes, and by which static routes. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.model import ipv6, layer3
from ccp3switch.model.routes import Route, Static, table

EVERYWHERE = ipaddress.IPv4Network("0.0.0.0/0")
IPV4, IPV6 = "ip", "ipv6"


@dataclass(frozen=True)
class Routing:
    """What decides on routes: the layer-3 interfaces, the static routes that count, which protocols pass through.

    mac: the switch's own address, of which IPv6 addresses are made.
    """

    interfaces: tuple[layer3.Interface, ...] = ()
    statics: tuple[Static, ...] = ()
    forwards: frozenset[str] = frozenset()
    mac: str = "00:00:00:00:00:00"

    def table(self, carrier: layer3.Carrier) -> list[Route]:
        """The IPv4 routes in force while the data ports have carrier or not."""
        up = {one.name: one.addresses for one in self.interfaces if one.addresses and one.up(carrier)}
        return table(up, (one for one in self.statics if one.network.version == 4))

    def table6(self, carrier: layer3.Carrier) -> list[Route]:
        """The IPv6 routes in force; link-local addresses are in no table."""
        up = {one.name: ipv6.addresses(one, self.mac) for one in self.interfaces if one.ipv6 and one.up(carrier)}
        return table(up, (one for one in self.statics if one.network.version == 6))


def routing(tree: Line, mac: str) -> Routing:
    """Without `ip routing` the switch is a host: its one IPv4 route is the default gateway."""
    forwards = {IPV4: tree.has("ip routing"), IPV6: tree.has("ipv6 unicast-routing")}
    known = (*(statics(tree) if forwards[IPV4] else _gateway(tree)), *statics6(tree))
    passing = frozenset(protocol for protocol, through in forwards.items() if through)
    return Routing(tuple(layer3.interfaces(tree)), known, passing, mac)


def _gateway(tree: Line) -> Iterator[Static]:
    if hop := tree.value("ip default-gateway"):
        yield Static(EVERYWHERE, ipaddress.IPv4Address(hop))


def statics(tree: Line) -> Iterator[Static]:
    """The `ip route` lines: network, mask, then an interface, a next hop or both, a distance, a name."""
    for line in tree.under("ip route "):
        address, mask, *rest = _words(line, "ip route ")
        yield _static(ipaddress.IPv4Network(f"{address}/{mask}"), rest)


def statics6(tree: Line) -> Iterator[Static]:
    """The `ipv6 route` lines."""
    for line in tree.under("ipv6 route "):
        network, *rest = _words(line, "ipv6 route ")
        yield _static(ipaddress.IPv6Network(network), rest)


def _words(line: Line, head: str) -> list[str]:
    return line.text.removeprefix(head).partition(" name ")[0].split()


def _static(network: ipaddress.IPv4Network | ipaddress.IPv6Network, rest: list[str]) -> Static:
    interface = rest.pop(0) if rest[0][0].isalpha() and ":" not in rest[0] else ""
    hop = ipaddress.ip_address(rest.pop(0)) if rest and not rest[0].isdigit() else None
    return Static(network, hop, interface, int(rest[0]) if rest else 1)
