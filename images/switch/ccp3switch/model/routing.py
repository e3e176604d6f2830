"""Whether the switch routes, and by which static routes. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.model import layer3
from ccp3switch.model.routes import Route, Static, table

EVERYWHERE = ipaddress.IPv4Network("0.0.0.0/0")


@dataclass(frozen=True)
class Routing:
    """What decides on routes: the layer-3 interfaces, the static routes that count, whether packets pass through."""

    interfaces: tuple[layer3.Interface, ...] = ()
    statics: tuple[Static, ...] = ()
    forwards: bool = False

    def table(self, carrier: layer3.Carrier) -> list[Route]:
        """The routes in force while the data ports have carrier or not."""
        up = [one for one in self.interfaces if one.up(carrier)]
        return table([(one.name, address) for one in up for address in one.addresses], self.statics)


def routing(tree: Line) -> Routing:
    """Without `ip routing` the switch is a host: its one route is the default gateway."""
    forwards = tree.has("ip routing")
    known = tuple(statics(tree) if forwards else _gateway(tree))
    return Routing(tuple(layer3.interfaces(tree)), known, forwards)


def _gateway(tree: Line) -> Iterator[Static]:
    if hop := tree.value("ip default-gateway"):
        yield Static(EVERYWHERE, ipaddress.IPv4Address(hop))


def statics(tree: Line) -> Iterator[Static]:
    """The `ip route` lines: network, mask, then an interface, a next hop or both, a distance, a name."""
    for line in tree.under("ip route "):
        address, mask, *rest = line.text.removeprefix("ip route ").partition(" name ")[0].split()
        interface = rest.pop(0) if rest[0][0].isalpha() else ""
        hop = ipaddress.IPv4Address(rest.pop(0)) if rest and "." in rest[0] else None
        distance = int(rest[0]) if rest else 1
        yield Static(ipaddress.IPv4Network(f"{address}/{mask}"), hop, interface, distance)
