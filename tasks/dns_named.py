"""BIND on the servers: named.conf in Debian's three files, a file for each zone, how it is seen to serve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.company import Company
from ccp3lab.parts import ManagedFile, Part, Unit
from tasks.dns_section import DnsSection
from tasks.dns_servers import Server, Servers, networks
from tasks.dns_zones import Zone, inside, outside

OWNER = "root:bind"
CHECK = "named-checkconf -z {}"
"""Loads every zone as well, from its staged copy: one checker for all files."""

SERIAL = r"(?i)\bSOA\s++\S++\s++\S++\s*+\(?+\s*+(?:;[^\n]*+\s*+)*+(\d{1,10})"
"""The serial number of a zone file, wherever its parentheses and comments are (RFC 1035, section 5.1)."""


@dataclass(frozen=True)
class View:
    """What one kind of client is told (named.conf(5)).

    `clients` is an address match list, `copies` are the servers that may transfer the zones.
    """

    name: str
    clients: str
    recursion: bool
    zones: tuple[Zone, ...]
    copies: tuple[Server, ...] = ()


@dataclass(frozen=True)
class Named:
    """One server: the networks it works for, whom it forwards to, what it serves, and whom a secondary copies from."""

    server: Server
    inside: tuple[IPv4Network, ...]
    forwarders: tuple[IPv4Address, ...]
    views: tuple[View, ...]
    primary: Server | None = None


def primary(data: DnsSection, company: Company, known: Servers) -> Iterator[Part]:
    """Where the zones are written: both views, transfers of the inner one to the secondaries alone."""
    zones, published = inside(data, company, known), outside(data, company)
    views = [View("inside", "inside", recursion=True, zones=zones, copies=known.secondary)]
    views += [View("outside", "any", recursion=False, zones=(published,))] if published else []
    unit = _unit(f"lab-dns served {_names(zones)}", "systemctl start named", "lab-service reload named")
    yield from _configuration(Named(known.primary, networks(company.plan), known.forwarders, tuple(views)), unit)
    for zone in (zone for view in views for zone in view.zones):
        yield ManagedFile(zone.file, "dns/zone.j2", {"zone": zone}, owner=OWNER, service=unit, counter=SERIAL)


def secondary(data: DnsSection, company: Company, known: Servers, server: Server) -> Iterator[Part]:
    """A copy of the inner view, kept in step by NOTIFY (RFC 1996) and transfers (RFC 5936)."""
    zones = inside(data, company, known)
    views = (View("inside", "inside", recursion=True, zones=zones),)
    named = Named(server, networks(company.plan), known.forwarders, views, known.primary)
    copied = f"{known.primary.address} {_names(zones)}"
    yield from _configuration(named, _unit(f"lab-dns in-step {copied}", *[f"lab-dns follow {copied}"] * 2))


def _configuration(named: Named, unit: Unit) -> Iterator[ManagedFile]:
    for name in ("named.conf", "named.conf.options", "named.conf.local"):
        check = CHECK if name == "named.conf" else None
        yield ManagedFile(
            f"/etc/bind/{name}", f"dns/{name}.j2", {"named": named}, "0644", OWNER, check=check, service=unit
        )


def _unit(ready: str, start: str, reload: str) -> Unit:
    """BIND as the driver runs it: READY tells that it serves what it should, START and RELOAD bring it there."""
    return Unit(
        name="named",
        unit="named",
        process="named",
        ready=ready,
        reload=reload,
        start=start,
        stop="systemctl stop named",
        log="/var/log/journal/named.service.log",
    )


def _names(zones: Iterable[Zone]) -> str:
    return " ".join(zone.name for zone in zones)
