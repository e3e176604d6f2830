"""What DHCP must be in a company: scopes with their options and reservations, who serves them, who relays. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.company import Company
from ccp3lab.plan import Range, Vlan
from tasks.dhcp_section import DhcpSection
from tasks.routing_paths import router_of


@dataclass(frozen=True)
class Reservation:
    """An address that always goes to the same network card."""

    name: str
    mac: str
    address: IPv4Address


@dataclass(frozen=True)
class Scope:
    """One DHCP subnet (RFC 2131): its range, the options of its clients (RFC 2132), its reservations.

    `name` is the plan's own name of the VLAN. `server` is the device that leases its addresses, `address` what clients
    and relays know it by; `relay` is the router of the VLAN when that is another device.
    """

    name: str
    vlan: Vlan
    subnet: IPv4Network
    range: Range
    router: IPv4Address
    dns: tuple[IPv4Address, ...]
    domain: str
    lease: timedelta
    reservations: tuple[Reservation, ...]
    server: str
    address: IPv4Address
    relay: str | None


@dataclass(frozen=True)
class Relay:
    """Requests of a VLAN, forwarded to a server elsewhere (RFC 1542, section 4)."""

    vlan: Vlan
    server: IPv4Address


def scopes(company: Company) -> Iterator[Scope]:
    """Every scope of COMPANY whose server is there and reached: by the VLAN's router, or by a port in the VLAN."""
    data = company.asked("dhcp", DhcpSection)
    for name, server in data.scopes.items() if data else ():
        if data and server in company.devices and (found := _scope(company, data, name, server)):
            yield found


def _scope(company: Company, data: DhcpSection, name: str, server: str) -> Scope | None:
    vlan, router, host = company.plan.vlan(name), router_of(company, name), company.plan.hosts.get(server)
    if vlan.subnet is None or vlan.dhcp is None or vlan.gateway is None:
        return None  # the rules of the section have said so
    near = server == router or attached(company, server, name)
    address = vlan.gateway if server == router else host.address if host else None
    if address is None or not (near or router):
        return None
    return Scope(
        name,
        vlan,
        vlan.subnet,
        vlan.dhcp,
        vlan.gateway,
        tuple(company.plan.host(host).address for host in data.dns),
        company.plan.domain,
        data.lease,
        tuple(_reservations(company, name)),
        server,
        address,
        None if near else router,
    )


def served(company: Company, device: str) -> tuple[Scope, ...]:
    """The scopes whose addresses DEVICE leases, in the order of the file."""
    return tuple(scope for scope in scopes(company) if scope.server == device)


def relays(company: Company, device: str) -> tuple[Relay, ...]:
    """What DEVICE forwards to servers elsewhere."""
    return tuple(Relay(scope.vlan, scope.address) for scope in scopes(company) if scope.relay == device)


def attached(company: Company, device: str, vlan: str) -> bool:
    """Whether DEVICE, a Linux host, is plugged into VLAN itself: its broadcasts reach it without a relay."""
    return any(link.access == vlan and link.ends[1].device == device for link in company.links)


def excluded(scope: Scope) -> Iterator[Range]:
    """The addresses of the subnet on either side of the range: what `ip dhcp excluded-address` wants."""
    lowest, highest = scope.subnet.network_address + 1, scope.subnet.broadcast_address - 1
    if lowest < scope.range.first:
        yield Range(lowest, scope.range.first - 1)
    if scope.range.last < highest:
        yield Range(scope.range.last + 1, highest)


def _reservations(company: Company, vlan: str) -> Iterator[Reservation]:
    for host in company.plan.hosts.values():
        if host.mac and host.vlan == vlan:
            yield Reservation(host.name, host.mac, host.address)
