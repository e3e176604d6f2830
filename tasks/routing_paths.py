"""Who routes what in a company, and by which next hop: it follows from the cables between routed ports. Pure."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from ccp3lab.company import Company
from ccp3lab.plan import Public
from tasks.routing_section import RoutingSection


@dataclass(frozen=True)
class Route:
    """A static route: packets to `network` go to the router at `gateway`; `title` says what is there."""

    network: IPv4Network
    gateway: IPv4Address
    title: str


@dataclass(frozen=True)
class Hop:
    """One cable from a router to the next: the own port and address, the neighbour, its address and its site."""

    port: str
    address: IPv4Interface
    neighbour: str
    gateway: IPv4Address
    site: str


DEFAULT = IPv4Network(0).supernet(new_prefix=0)
"""Every address: the default route."""


def router_of(company: Company, vlan: str) -> str | None:
    """The device that has the gateway address of VLAN (its name in the plan); None when nobody in COMPANY routes it."""
    data = company.asked("routing", RoutingSection)
    routers = data.routers.items() if data else ()
    return next((name for name, router in routers if vlan in router.vlans and name in company.devices), None)


def hops(company: Company, device: str) -> Iterator[Hop]:
    """The transits that DEVICE is an end of, in the order of the file."""
    for link in company.links:
        if link.transit is None:
            continue
        sides = list(zip(link.ends, company.plan.transits[link.transit].ends.items(), strict=True))
        for (own, (_, address)), (far, (site, gateway)) in (sides, sides[::-1]):
            if own.device == device:
                yield Hop(own.port, address, far.device, gateway.ip, site)


def routes(company: Company, device: str) -> Iterator[Route]:
    """One route for the block of each site beyond the transits of DEVICE, then the way to the Internet.

    A site that is reached by several ways has the shortest one, of two equal ones the first of the file.
    """
    outward: IPv4Address | None = None
    seen, todo = {device}, deque((hop, hop.gateway) for hop in hops(company, device))
    while todo:
        hop, gateway = todo.popleft()
        if hop.neighbour in seen:
            continue
        seen.add(hop.neighbour)
        site = company.plan.sites[hop.site]
        yield Route(site.block, gateway, site.title)
        outward = outward or (gateway if public_side(company, hop.neighbour) else None)
        todo.extend((further, gateway) for further in hops(company, hop.neighbour))
    if (own := public_side(company, device)) and own.gateway:
        outward = own.gateway
    if outward:
        yield Route(DEFAULT, outward, "Internet")


def public_side(company: Company, device: str) -> Public | None:
    """The public side that a cable of DEVICE leads to."""
    links = (link.public for link in company.links if link.public and link.ends[0].device == device)
    return next((company.plan.public[name] for name in links), None)
