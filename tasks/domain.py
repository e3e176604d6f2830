"""Machines of the Active Directory domain: what a controller makes it of, and whom its members ask for names."""

from collections.abc import Iterator

from ccp3lab.company import Company, Device
from ccp3lab.domain import Domain
from ccp3lab.gifts import given
from ccp3lab.parts import ManagedFile, Part
from ccp3lab.plan import Host
from ccp3lab.services import Site, service
from tasks.dns_section import DnsSection
from tasks.dns_servers import servers

CONTROLLER = "dc"
"""The image of a domain controller."""


@given("domain")
def domain(company: Company, device: Device) -> str:
    """domain.json of DEVICE (images/dc/Dockerfile); the forwarder is the company's own server, if one takes part."""
    data = company.asked("dns", DnsSection)
    known = servers(data, company) if data else None
    address = company.plan.host(device.name).interface
    return Domain.of(company.plan).controller(device.name, address, known.primary.address if known else None)


@service("domain")
def names(site: Site) -> Iterator[Part]:
    """Only the controller knows where its services are: a member asks it, and it asks itself (resolv.conf(5))."""
    asked = controller(site.company)
    if asked and in_domain(site):
        values = {"domain": Domain.of(site.company.plan), "plan": site.company.plan, "server": asked}
        yield ManagedFile("/etc/resolv.conf", "domain/resolv.conf.j2", values)


def in_domain(site: Site) -> bool:
    """Whether the device is made for the domain, and its controller takes part."""
    return "domain" in site.image.given and controller(site.company) is not None


def controller(company: Company) -> Host | None:
    """The first controller that takes part, as the plan has it."""
    found = (device.name for device in company.devices.values() if device.image == CONTROLLER)
    return next((company.plan.hosts[name] for name in found if name in company.plan.hosts), None)
