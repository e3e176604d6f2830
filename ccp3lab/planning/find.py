"""Who has an address: its block, its subnet, its role."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_interface

from ccp3lab.errors import UsageError
from ccp3lab.plan import Plan, Vlan
from ccp3lab.planning.areas import Area, areas
from ccp3lab.planning.spans import Role, spans
from ccp3lab.planning.subnets import Kind, Subnet

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Found:
    """What is known of an address; `facts` are label and value, in reading order, empty where the plan has nothing."""

    address: Address
    facts: tuple[tuple[str, str], ...]


def address_of(text: str) -> Address:
    """The address that TEXT writes, with or without a prefix length; UsageError when it writes none."""
    try:
        return ip_interface(text.strip()).ip
    except ValueError:
        raise UsageError(f"`{text}` is no IPv4 or IPv6 address; write it as 192.0.2.10 or 2001:db8::10") from None


def find(plan: Plan, address: Address) -> Found:
    """What PLAN says of ADDRESS."""
    told = _v4(plan, address) if isinstance(address, IPv4Address) else _v6(plan, address)
    return Found(address, (*told, *_reservation(plan, address)))


def _reservation(plan: Plan, address: Address) -> Iterator[tuple[str, str]]:
    for host in plan.hosts.values():
        if host.mac and address in (host.address, host.interface6 and host.interface6.ip):
            yield "DHCP", f"given to {host.mac}"


def _v4(plan: Plan, address: IPv4Address) -> Iterator[tuple[str, str]]:
    for area in areas(plan):
        if address in area.block:
            inside = next((subnet for subnet in area.subnets if address in subnet.network), None)
            if area.name:
                yield "block", _block(area)
            if inside:
                yield from _subnet(inside, address)
            elif area.name:
                free = next(network for network in area.free if address in network)
                yield "role", f"in no subnet: {free} is free"


def _block(area: Area) -> str:
    return f"{area.block}, site {area.name} ({area.title})"


def _subnet(subnet: Subnet, address: IPv4Address) -> Iterator[tuple[str, str]]:
    yield "subnet", f"{subnet.network}, {subnet.label} ({subnet.title})"
    span = next(span for span in spans(subnet) if address in span)
    yield "role", _role(subnet, span.role, span.name) + _of(span.role, f"{span.first} to {span.last}")
    yield "mask", str(subnet.network.netmask)
    if subnet.gateway and span.role is not Role.GATEWAY:
        yield "gateway", str(subnet.gateway)


def _role(subnet: Subnet, role: Role, name: str) -> str:
    if role is Role.HOST and subnet.kind is Kind.TRANSIT:
        return f"end {name}"
    return f"{role} {name}".strip()


def _of(role: Role, span: str) -> str:
    """The span that an address of ROLE belongs to, where it is not the only one."""
    return f", {span}" if role in (Role.DHCP, Role.FREE, Role.CLIENT, Role.RESERVED) else ""


def _v6(plan: Plan, address: IPv6Address) -> Iterator[tuple[str, str]]:
    for site in plan.sites.values():
        if site.block6 and address in site.block6:
            yield "block", f"{site.block6}, site {site.name} ({site.title})"
    for key, vlan in plan.vlans.items():
        if vlan.subnet6 and address in vlan.subnet6:
            yield "subnet", f"{vlan.subnet6}, VLAN {vlan.id} {vlan.name} ({vlan.title})"
            yield "role", _role6(plan, key, vlan, address)


def _role6(plan: Plan, key: str, vlan: Vlan, address: IPv6Address) -> str:
    if address == vlan.gateway6:
        return Role.GATEWAY
    machines = {host.interface6.ip: name for name, host in plan.hosts.items() if host.interface6 and host.vlan == key}
    if address in machines:
        return f"{Role.HOST} {machines[address]}"
    if vlan.subnet6 and address == vlan.subnet6.network_address:
        return "subnet-router anycast address (RFC 4291)"
    return "free, or formed by a client itself (RFC 4862)"
