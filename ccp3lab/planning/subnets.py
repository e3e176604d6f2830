"""Every subnet of a plan in one shape, whatever it is for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.plan import Plan, Pool, Public, Range, Reserved, Transit, Vlan


class Kind(StrEnum):
    """What a subnet is for."""

    VLAN = "VLAN"
    TRANSIT = "transit"
    POOL = "pool"
    PUBLIC = "public side"
    RESERVED = "reserved"


@dataclass(frozen=True)
class Subnet:
    """A subnet: `name` is what devices or the plan call it, `title` what French texts do; `fixed` are its machines.

    `vlan` is the whole VLAN where there is one; no two subnets of a plan overlap.
    """

    kind: Kind
    name: str
    title: str
    network: IPv4Network
    gateway: IPv4Address | None = None
    dhcp: Range | None = None
    fixed: Mapping[IPv4Address, str] = field(default_factory=dict)
    vlan: Vlan | None = None

    @property
    def label(self) -> str:
        """What it is on one line: `VLAN 20 atelier`, `transit siege-agence`."""
        number = f" {self.vlan.id}" if self.vlan else ""
        return f"{self.kind}{number} {self.name}"


def subnets(plan: Plan) -> tuple[Subnet, ...]:
    """Every subnet of PLAN, by address; VLANs of layer 2 alone have none."""
    return tuple(sorted(_every(plan), key=lambda subnet: subnet.network))


def layer2(plan: Plan) -> tuple[Vlan, ...]:
    """The VLANs of PLAN without a subnet, in the order of the file."""
    return tuple(vlan for vlan in plan.vlans.values() if vlan.subnet is None)


def _every(plan: Plan) -> Iterator[Subnet]:
    yield from _vlans(plan)
    yield from map(_transit, plan.transits.values())
    yield from map(_pool, plan.pools.values())
    yield from map(_public, plan.public.values())
    yield from map(_reserved, plan.reserved.values())


def _vlans(plan: Plan) -> Iterator[Subnet]:
    machines: dict[str, dict[IPv4Address, str]] = {}
    for host in plan.hosts.values():
        machines.setdefault(host.vlan, {})[host.address] = host.name
    for key, vlan in plan.vlans.items():
        if vlan.subnet:
            given = machines.get(key, {})
            yield Subnet(Kind.VLAN, vlan.name, vlan.title, vlan.subnet, vlan.gateway, vlan.dhcp, given, vlan)


def _transit(entry: Transit) -> Subnet:
    ends = {interface.ip: name for name, interface in entry.ends.items()}
    return Subnet(Kind.TRANSIT, entry.name, entry.title, entry.subnet, fixed=ends)


def _pool(entry: Pool) -> Subnet:
    return Subnet(Kind.POOL, entry.name, entry.title, entry.subnet)


def _public(entry: Public) -> Subnet:
    machines = {interface.ip: name for name, interface in entry.hosts.items()}
    return Subnet(Kind.PUBLIC, entry.name, entry.title, entry.subnet, entry.gateway, fixed=machines)


def _reserved(entry: Reserved) -> Subnet:
    return Subnet(Kind.RESERVED, entry.name, entry.title, entry.subnet)
