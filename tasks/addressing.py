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
    """One interface with its planned address; `gateway` is the default route of the host, if its VLAN has one."""

    name: str
    address: IPv4Interface
    gateway: IPv4Address | None


@service("addressing")
def addressing(site: Site) -> Iterator[Part]:
    """A static address by ifupdown on Linux (interfaces(5)), an SVI on a switch."""
    if site.device.name not in site.company.plan.hosts:
        return
    if site.image.platform == "cisco_ios":
        yield Lines("addressing/cisco_ios.j2", _management(site.company, site.device))
    else:
        wired = tuple(interfaces(site.company, site.device))
        yield ManagedFile(
            "/etc/network/interfaces",
            "addressing/interfaces.j2",
            {"interfaces": wired},
            check=CHECK,
            service=NETWORKING,
        )


def interfaces(company: Company, device: Device) -> Iterator[Addressed]:
    """The data interfaces of DEVICE (a host of the plan) that are wired."""
    host = company.plan.host(device.name)
    for own, _, _ in company.ports(device.name):
        yield Addressed(own.port, host.interface, company.plan.vlan(host.vlan).gateway)


def _management(company: Company, device: Device) -> dict[str, object]:
    host = company.plan.host(device.name)
    vlan = company.plan.vlan(host.vlan)
    return {"vlan": vlan, "address": host.interface, "gateway": vlan.gateway}
