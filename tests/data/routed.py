"""A model of IPv4 forwarding (RFC 1812) over the cables of a company, written for tests alone.

Routers take the few lines of configuration that labs use; a line that the model does not know is an error of the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from ccp3lab.company import Company

Segment = tuple[str, str]
"""Where frames are heard: ("vlan", its id) or ("cable", the transit's name)."""


@dataclass
class Interface:
    """An address somewhere; `tag` is that of a subinterface."""

    address: IPv4Interface | None = None
    up: bool = True
    tag: int = 0


@dataclass
class Node:
    """A router, or (never `routing`) a workstation whose default route is `gateway`."""

    interfaces: dict[str, Interface] = field(default_factory=dict)
    routed: set[str] = field(default_factory=set)
    routes: list[tuple[IPv4Network, IPv4Address]] = field(default_factory=list)
    gateway: IPv4Address | None = None
    routing: bool = False
    saved: bool = True
    _name: str = ""

    def type(self, line: str) -> None:
        """One line of configuration, or of a shell."""
        match line.split():
            case ["interface", name]:
                self._name = name
                self.interfaces.setdefault(name, Interface())
            case ["no", "interface", name]:
                self.interfaces.pop(name)
            case ["ip", "routing"] | ["no", "ip", "routing"] as words:
                self.routing = words[0] != "no"
            case ["ip", "route", "replace", "default", "via", hop] | ["ip", "default-gateway", hop]:
                self.gateway = IPv4Address(hop)
            case ["ip", "route", network, mask, *_, hop]:
                self.routes.append((IPv4Network(f"{network}/{mask}"), IPv4Address(hop)))
            case ["no", "ip", "route", network, mask]:
                self.routes = [route for route in self.routes if route[0] != IPv4Network(f"{network}/{mask}")]
            case words:
                self._interface(words)

    def _interface(self, words: list[str]) -> None:
        here = self.interfaces[self._name]
        match words:
            case ["shutdown"]:
                here.up = False
            case ["ip", "address", address, mask]:
                here.address = IPv4Interface(f"{address}/{mask}")
            case ["encapsulation", "dot1Q", number]:
                here.tag = int(number)
            case ["no", "switchport"]:
                self.routed.add(self._name)
            case ["switchport"]:
                self.routed.discard(self._name)
                here.address = None
            case ["description", *_]:
                pass
            case _:
                raise AssertionError(f"this model knows no `{' '.join(words)}`")


@dataclass
class Network:
    """The nodes of a company and its cables."""

    company: Company
    nodes: dict[str, Node]

    def ping(self, name: str, to: IPv4Address) -> bool:
        """Whether an echo of node NAME gets there, and its answer back to the address that it left with."""
        there = self._way(name, to)
        if there is None:
            return False
        source = self._source(name, to)
        return source is not None and self._way(there[-1][0], source) is not None

    def trace(self, name: str, to: IPv4Address) -> list[IPv4Address] | None:
        """The addresses that a traceroute of NAME shows; None when somebody on the way stays silent."""
        way, source = self._way(name, to), self._source(name, to)
        if way is None or source is None or not all(self._way(node, source) is not None for node, _ in way):
            return None
        return [heard for _, heard in way]

    def holds(self, name: str, address: IPv4Address) -> bool:
        """Whether NAME has ADDRESS on an interface that is up."""
        return any(held.ip == address for _, held in self._held(name))

    def next_hop(self, name: str, to: IPv4Address) -> IPv4Address | None:
        """The router that NAME sends packets for TO to, by its longest prefix; None for none, or its own networks."""
        node = self.nodes[name]
        own = [(held.network, None) for _, held in self._held(name)]
        neighbours = [(net, hop) for net, hop in node.routes if any(hop in held for held, _ in own)]
        given = neighbours if node.routing else []
        if node.gateway and not node.routing:
            given = [(IPv4Network(0).supernet(new_prefix=0), node.gateway)]
        fitting = [(net.prefixlen, hop) for net, hop in [*own, *given] if to in net]
        return max(fitting, key=lambda found: found[0])[1] if fitting else None

    def _way(self, name: str, to: IPv4Address) -> list[tuple[str, IPv4Address]] | None:
        """Each next node with the address under which it is known there; None when a packet is lost."""
        way: list[tuple[str, IPv4Address]] = []
        while not self.holds(name, to):
            if len(way) > len(self.nodes) or (way and not self.nodes[name].routing):
                return None
            hop = self.next_hop(name, to) or to
            found = [
                node for segment, held in self._held(name) if hop in held.network for node in self._at(segment, hop)
            ]
            if not found:
                return None
            name = found[0]
            way.append((name, hop))
        return [*way[:-1], (name, to)] if way else way or None

    def _source(self, name: str, to: IPv4Address) -> IPv4Address | None:
        hop = self.next_hop(name, to) or to
        return next((held.ip for _, held in self._held(name) if hop in held.network), None)

    def _at(self, segment: Segment, address: IPv4Address) -> Iterator[str]:
        return (name for name in self.nodes if (segment, address) in [(s, held.ip) for s, held in self._held(name)])

    def _held(self, name: str) -> Iterator[tuple[Segment, IPv4Interface]]:
        """Every address of NAME that is up, and where it is heard."""
        for port, interface in self.nodes[name].interfaces.items():
            segment = self._segment(name, port, interface)
            if interface.up and interface.address and segment:
                yield segment, interface.address

    def _segment(self, name: str, port: str, interface: Interface) -> Segment | None:
        if port.startswith("Vlan"):
            return "vlan", port.removeprefix("Vlan")
        if interface.tag:
            return ("vlan", str(interface.tag)) if port.partition(".")[0] in self.nodes[name].routed else None
        links = (link for own, link, _ in self.company.ports(name) if own.port == port)
        link = next(links) if port in self.nodes[name].routed else None
        if link and link.access:
            return "vlan", str(self.company.plan.vlan(link.access).id)
        return ("cable", link.transit) if link and link.transit else None
