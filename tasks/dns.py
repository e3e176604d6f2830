"""Names: BIND serves the company's zones, forward and reverse, in one view for its machines and another for the world.

Hosts with an address of the plan are told whom to ask; clients of DHCP learn it with their lease, and machines of the
Active Directory domain ask its controller (tasks/domain.py).
"""

from collections.abc import Iterator

from ccp3lab.company import Company, Device
from ccp3lab.parts import ManagedFile, Part
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from tasks.dns_named import primary, secondary
from tasks.dns_rules import rules
from tasks.dns_section import DnsSection
from tasks.dns_servers import servers
from tasks.domain import in_domain

section("dns", DnsSection, rules)


@service("dns")
def dns(site: Site) -> Iterator[Part]:
    """Zones and configuration of a server; whom to ask (resolv.conf(5)) on every Linux device with a fixed address."""
    data = site.company.asked("dns", DnsSection)
    known = servers(data, site.company) if data else None
    if data is None or known is None or site.image.platform != "linux":
        return
    if site.device.name == known.primary.name:
        yield from primary(data, site.company, known)
    for server in known.secondary:
        if site.device.name == server.name:
            yield from secondary(data, site.company, known, server)
    if _fixed(site.company, site.device) and not in_domain(site):
        values = {"domain": data.zone_of(site.company), "servers": known}
        yield ManagedFile("/etc/resolv.conf", "dns/resolv.conf.j2", values)


def _fixed(company: Company, device: Device) -> bool:
    """Whether DEVICE has an address of the plan and does not get it by DHCP."""
    host = company.plan.hosts.get(device.name)
    return host is not None and not host.mac
