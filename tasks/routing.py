"""Layer 3 of switches: gateways of the VLANs, routed ports, static routes, translation towards the Internet."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from ccp3lab.company import Company
from ccp3lab.parts import Lines, Part
from ccp3lab.plan import Vlan
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from tasks.routing_paths import Route, hops, routes
from tasks.routing_rules import rules
from tasks.routing_section import Router, RoutingSection


@dataclass(frozen=True)
class RoutedPort:
    """A port with an address of its own instead of VLANs; `peer` is the device at the other end."""

    name: str
    peer: str
    address: IPv4Interface


@dataclass(frozen=True)
class Translation:
    """NAT (RFC 3022): machines of the networks `inside` leave with the address of `port`.

    `static` gives machines an address of their own outside: (inside, outside).
    """

    port: RoutedPort
    inside: tuple[IPv4Network, ...]
    static: tuple[tuple[IPv4Address, IPv4Address], ...]


@dataclass(frozen=True)
class Routing:
    """What one router must be at layer 3."""

    vlans: tuple[Vlan, ...]
    ports: tuple[RoutedPort, ...]
    routes: tuple[Route, ...]
    translation: Translation | None = None


section("routing", RoutingSection, rules)


@service("routing")
def routing(site: Site) -> Iterator[Part]:
    """The lines of a router; nothing for other devices."""
    data = site.company.asked("routing", RoutingSection)
    router = data.routers.get(site.device.name) if data else None
    if router and site.image.platform == "cisco_ios":
        yield Lines("routing/cisco_ios.j2", {"routing": intent(site.company, site.device.name, router)})


def intent(company: Company, device: str, router: Router) -> Routing:
    """Gateways of the VLANs that reach DEVICE by a cable (an SVI of any other would be down), ports, routes."""
    carried = {name for _, link, _ in company.ports(device) for name in link.carried}
    vlans = tuple(company.plan.vlan(name) for name in router.vlans if name in carried)
    ports = tuple(RoutedPort(hop.port, hop.neighbour, hop.address) for hop in hops(company, device))
    return Routing(vlans, ports, tuple(routes(company, device)), _translation(company, device, router))


def _translation(company: Company, device: str, router: Router) -> Translation | None:
    for own, link, peer in company.ports(device):
        if link.public and router.outside:
            public = company.plan.public[link.public].hosts
            port = RoutedPort(own.port, peer.device, public[router.outside.address])
            static = ((company.plan.host(h).address, public[name].ip) for name, h in router.outside.publish.items())
            return Translation(port, tuple(site.block for site in company.plan.sites.values()), tuple(static))
    return None
