"""Addresses of devices, straight from the plan: a workstation's interface, a switch's management interface."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface

from ccp3lab.company import Company, Device
from ccp3lab.parts import Lines, ManagedFile, Part, Unit
from ccp3lab.services import Site, service

CHECK = "lab-networking check {}"
NETWORKING = Unit(
    # Ready means that the planned addresses are really there, so what a learner typed by hand is undone as well.
    name="networking",
    unit="networking",
    ready="lab-networking ready",
    reload="lab-networking apply",
    start="lab-networking apply",
)


@dataclass(frozen=True)
class Addressed:
    """One interface with its planned address (None: DHCP gives one, RFC 2131).

    `gateway` is the default route of the host, if its VLAN has one.
    """

    name: str
    address: IPv4Interface | None
    gateway: IPv4Address | None = None


@service("addressing")
def addressing(site: Site) -> Iterator[Part]:
    """A static address by ifupdown on Linux (interfaces(5)), an SVI on a switch."""
    if site.image.platform != "cisco_ios":
        wired = tuple(interfaces(site.company, site.device))
        yield ManagedFile(
            "/etc/network/interfaces",
            "addressing/interfaces.j2",
            {"interfaces": wired},
            check=CHECK,
            service=NETWORKING,
        )
    elif site.device.name in site.company.plan.hosts:
        yield Lines("addressing/cisco_ios.j2", _management(site.company, site.device))


def interfaces(company: Company, device: Device) -> Iterator[Addressed]:
    """The wired data interfaces of DEVICE that the company has an address for.

    A host of the plan has its own, one that the plan does not name or knows by its card (a reservation) asks DHCP, and
    what stands for the Internet has the provider's.
    """
    host = company.plan.hosts.get(device.name)
    for own, link, _ in company.ports(device.name):
        if link.public:
            yield from _provider(company, link.public, own.port)
        elif host and not host.mac:
            yield Addressed(own.port, host.interface, company.plan.vlan(host.vlan).gateway)
        elif link.access:
            yield Addressed(own.port, None)


def _provider(company: Company, public: str, port: str) -> Iterator[Addressed]:
    """The provider's router, the gateway of the public side; it needs no route to the company's inside (RFC 1918)."""
    side = company.plan.public[public]
    if side.gateway:
        yield Addressed(port, IPv4Interface((side.gateway, side.subnet.prefixlen)))


def _management(company: Company, device: Device) -> dict[str, object]:
    host = company.plan.host(device.name)
    vlan = company.plan.vlan(host.vlan)
    return {"vlan": vlan, "address": host.interface, "gateway": vlan.gateway}
