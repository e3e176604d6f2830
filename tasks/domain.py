"""Machines of the Active Directory domain: what a controller makes it of, and whom its members ask for names."""

from collections.abc import Iterator

from ccp3lab.company import Company, Device
from ccp3lab.domain import Domain
from ccp3lab.gifts import given
from ccp3lab.parts import ManagedFile, Part, Unit
from ccp3lab.plan import Host
from ccp3lab.services import Site, service
from tasks.dns_section import DnsSection
from tasks.dns_servers import servers
from tasks.workstation_section import WorkstationSection

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
    """Servers of the domain ask its controller; for a workstation that is part of joining (tasks/workstation.py)."""
    if _made_for_it(site):
        yield from asking(site.company)


def asking(company: Company, reader: Unit | None = None) -> Iterator[ManagedFile]:
    """Only the controller knows where its services are: a member asks it, and it asks itself (resolv.conf(5)).

    READER is what has to look again when that changes.
    """
    if asked := controller(company):
        values = {"domain": Domain.of(company.plan), "plan": company.plan, "server": asked}
        yield ManagedFile("/etc/resolv.conf", "domain/resolv.conf.j2", values, service=reader)


def in_domain(site: Site) -> bool:
    """Whether the device belongs into the domain, by its image or the company's word, and its controller is there."""
    data = site.company.asked("workstation", WorkstationSection)
    belongs = _made_for_it(site) or (data is not None and site.device.name in data.machines)
    return belongs and controller(site.company) is not None


def _made_for_it(site: Site) -> bool:
    return "domain" in site.image.given


def controller(company: Company) -> Host | None:
    """The first controller that takes part, as the plan has it."""
    found = (device.name for device in company.devices.values() if device.image == CONTROLLER)
    return next((company.plan.hosts[name] for name in found if name in company.plan.hosts), None)
