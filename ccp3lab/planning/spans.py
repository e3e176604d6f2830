"""A subnet cut into consecutive spans of addresses, each with its role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address
from itertools import pairwise

from ccp3lab.planning.subnets import Kind, Subnet

_POINT_TO_POINT = 31


class Role(StrEnum):
    """What an address of a subnet is for."""

    NETWORK = "network address"
    GATEWAY = "gateway"
    HOST = "host"
    DHCP = "DHCP range"
    CLIENT = "clients of the pool"
    RESERVED = "reserved"
    FREE = "free"
    BROADCAST = "broadcast address"


@dataclass(frozen=True)
class Span:
    """Consecutive addresses of one role, both ends included; `name` is that of the machine."""

    role: Role
    first: IPv4Address
    last: IPv4Address
    name: str = ""

    @property
    def size(self) -> int:
        """How many addresses."""
        return int(self.last) - int(self.first) + 1

    def __contains__(self, address: IPv4Address) -> bool:
        """Whether ADDRESS lies in the span."""
        return self.first <= address <= self.last


def spans(subnet: Subnet) -> tuple[Span, ...]:
    """SUBNET from its first address to its last, nothing left out; n log n in its machines, whatever its size."""
    if subnet.kind is Kind.RESERVED:
        return (Span(Role.RESERVED, subnet.network[0], subnet.network[-1]),)
    points = _points(subnet)
    return tuple(
        _span(subnet, points, IPv4Address(start), IPv4Address(end - 1))
        for start, end in pairwise(_cuts(subnet, points))
    )


def count(found: Iterable[Span], *roles: Role) -> int:
    """How many addresses of FOUND have one of ROLES."""
    return sum(span.size for span in found if span.role in roles)


def _points(subnet: Subnet) -> dict[IPv4Address, tuple[Role, str]]:
    """Single addresses with a role; network and broadcast, but for /31 and /32 that have none (RFC 3021)."""
    points = {address: (Role.HOST, name) for address, name in subnet.fixed.items()}
    if subnet.gateway:
        points[subnet.gateway] = (Role.GATEWAY, points.get(subnet.gateway, (Role.GATEWAY, ""))[1])
    if subnet.network.prefixlen < _POINT_TO_POINT:
        points[subnet.network[0]] = (Role.NETWORK, "")
        points[subnet.network[-1]] = (Role.BROADCAST, "")
    return points


def _cuts(subnet: Subnet, points: Iterable[IPv4Address]) -> list[int]:
    starts = {int(subnet.network[0]), *map(int, points), *(int(point) + 1 for point in points)}
    if subnet.dhcp:
        starts |= {int(subnet.dhcp.first), int(subnet.dhcp.last) + 1}
    return sorted(starts | {int(subnet.network[-1]) + 1})


def _span(
    subnet: Subnet, points: Mapping[IPv4Address, tuple[Role, str]], first: IPv4Address, last: IPv4Address
) -> Span:
    if first in points:
        role, name = points[first]
        return Span(role, first, last, name)
    if subnet.dhcp and first in subnet.dhcp:
        return Span(Role.DHCP, first, last)
    return Span(Role.CLIENT if subnet.kind is Kind.POOL else Role.FREE, first, last)
