"""The zones of the company as records: forward and reverse from the plan, and the few names that the world may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3lab.company import Company
from tasks.dns_section import DnsSection, Outside
from tasks.dns_servers import Servers, public_addresses

FOLDER = "/etc/bind/zones"


@dataclass(frozen=True)
class Record:
    """One resource record (RFC 1035, section 3.2): owner relative to the zone (`@`: the zone itself), type, data."""

    owner: str
    kind: str
    data: str


@dataclass(frozen=True)
class Zone:
    """One zone: its name, the file that the primary reads, the primary's name and the mailbox of its SOA, its records.

    Names are full, without their final dot. `delegated` are the zones below it that others serve.
    """

    name: str
    file: str
    server: str
    contact: str
    records: tuple[Record, ...]
    delegated: tuple[str, ...] = ()


def inside(data: DnsSection, company: Company, servers: Servers) -> tuple[Zone, ...]:
    """What the company's own machines are told: the forward zone, then a reverse zone for each /24 with a host."""
    domain = data.zone_of(company)
    authority = tuple(Record("@", "NS", f"{server.name}.{domain}.") for server in servers.every)
    reverse: dict[str, list[Record]] = {}
    for host in company.plan.hosts.values():
        last, _, zone = host.address.reverse_pointer.partition(".")
        reverse.setdefault(zone, []).append(Record(last, "PTR", f"{host.name}.{domain}."))
    zones = {domain: tuple(_forward(data, company)), **{name: tuple(records) for name, records in reverse.items()}}
    server, contact = f"{servers.primary.name}.{domain}", f"hostmaster.{domain}"
    below = {domain: tuple(f"{label}.{domain}" for label in delegations(data, company))}
    return tuple(
        Zone(name, f"{FOLDER}/db.{name}", server, contact, authority + records, below.get(name, ()))
        for name, records in zones.items()
    )


def delegations(data: DnsSection, company: Company) -> dict[str, str]:
    """By label, the host that serves that part of the zone: those whose devices take part."""
    return {label: host for label, host in data.delegated.items() if host in company.devices}


def outside(data: DnsSection, company: Company) -> Zone | None:
    """What the world is told: published names alone, with public addresses; None when nothing is published."""
    if data.outside is None:
        return None
    domain = data.zone_of(company)
    server = f"{data.outside.server}.{domain}"
    records = (Record("@", "NS", f"{server}."), *_published(data.outside, company))
    return Zone(domain, f"{FOLDER}/db.{domain}.outside", server, f"hostmaster.{domain}", records)


def _forward(data: DnsSection, company: Company) -> Iterator[Record]:
    yield from _mail(data.mx)
    for host in company.plan.hosts.values():
        yield Record(host.name, "A", str(host.address))
    for name, machine in data.records.items():
        yield Record(name, "A", str(company.plan.host(machine).address))
    for alias, target in data.cname.items():
        yield Record(alias, "CNAME", target)
    for label, server in delegations(data, company).items():
        yield Record(label, "NS", f"{server}.{label}")
        yield Record(f"{server}.{label}", "A", str(company.plan.host(server).address))  # glue (RFC 1034, section 4.2.1)


def _published(published: Outside, company: Company) -> Iterator[Record]:
    yield from _mail(published.mx)
    addresses = public_addresses(company.plan)
    for name, public in published.names.items():
        yield Record(name, "A", str(addresses[public]))


def _mail(preferences: dict[str, int]) -> Iterator[Record]:
    for name, preference in sorted(preferences.items(), key=lambda entry: entry[1]):
        yield Record("@", "MX", f"{preference} {name}")
