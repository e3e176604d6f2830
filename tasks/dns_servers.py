"""Who answers, and at which address: the servers of the section that take part, resolvers outside, public addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.company import Company
from ccp3lab.plan import Plan
from tasks.dns_section import DnsSection


@dataclass(frozen=True)
class Server:
    """A name server of the company."""

    name: str
    address: IPv4Address


@dataclass(frozen=True)
class Servers:
    """The servers that take part in this company, or in the part of it that a lab runs."""

    primary: Server
    secondary: tuple[Server, ...]
    forwarders: tuple[IPv4Address, ...]

    @property
    def every(self) -> tuple[Server, ...]:
        """All of them, the primary first: the order in which a client asks them."""
        return (self.primary, *self.secondary)


def servers(data: DnsSection, company: Company) -> Servers | None:
    """Those of DATA whose devices are in COMPANY; None without the primary: then nobody serves the zone."""
    present = [name for name in (data.primary, *data.secondary) if name in company.devices]
    if data.primary not in present:
        return None
    known = [Server(name, company.plan.host(name).address) for name in present]
    resolvers = (address(company, name) for name in data.forwarders if name in company.devices)
    return Servers(known[0], tuple(known[1:]), tuple(filter(None, resolvers)))


def address(company: Company, name: str) -> IPv4Address | None:
    """Where device NAME is asked: its host of the plan, or the provider's gateway at the end of a public link."""
    if name in company.plan.hosts:
        return company.plan.host(name).address
    for _, link, _ in company.ports(name):
        if link.public:
            return company.plan.public[link.public].gateway
    return None


def public_addresses(plan: Plan) -> Mapping[str, IPv4Address]:
    """The company's own public addresses, by the names that the plan gives them."""
    return {name: held.ip for side in plan.public.values() for name, held in side.hosts.items()}


def networks(plan: Plan) -> tuple[IPv4Network, ...]:
    """Where the company's own machines are: the blocks of its sites, or the subnets of its VLANs where it has none."""
    if plan.sites:
        return tuple(site.block for site in plan.sites.values())
    return tuple(vlan.subnet for vlan in plan.vlans.values() if vlan.subnet)
