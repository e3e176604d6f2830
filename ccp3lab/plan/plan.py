"""A resolved plan: real addresses, looked up by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from typing import TypeVar

from ccp3lab.errors import PlanError
from ccp3lab.problem import near

T = TypeVar("T")


@dataclass(frozen=True)
class Range:
    """Consecutive addresses, both ends included."""

    first: IPv4Address
    last: IPv4Address

    def __contains__(self, address: IPv4Address) -> bool:
        """Whether ADDRESS lies in the range."""
        return self.first <= address <= self.last


@dataclass(frozen=True)
class Site:
    """A site: all its subnets lie in `block`, which is also its summary route; `block6` is its IPv6 block."""

    name: str
    title: str
    block: IPv4Network
    block6: IPv6Network | None = None


@dataclass(frozen=True)
class Vlan:
    """A VLAN (IEEE 802.1Q id) and its subnet; `subnet` is None where no machine has an address in it.

    `name` is what devices call it, `title` what French texts call it ("comptabilité"). `site` is empty in a plan
    without sites. `need` is how many machines it is for (0: the file does not say). In IPv6 its /64 has the digits of
    its id, its gateway is ::1 and the address of a host has the digits of its position.
    """

    name: str
    id: int
    subnet: IPv4Network | None = None
    gateway: IPv4Address | None = None
    dhcp: Range | None = None
    title: str = ""
    site: str = ""
    subnet6: IPv6Network | None = None
    gateway6: IPv6Address | None = None
    need: int = 0


@dataclass(frozen=True)
class Host:
    """A machine with a fixed address in a VLAN; `interface` is the address with the length of its subnet.

    `vlan` is the plan's own name of the VLAN. With `mac` (`02:42:...`) the address is given by DHCP.
    """

    name: str
    vlan: str
    interface: IPv4Interface
    mac: str = ""
    interface6: IPv6Interface | None = None

    @property
    def address(self) -> IPv4Address:
        """The address alone."""
        return self.interface.ip


@dataclass(frozen=True)
class Transit:
    """A point-to-point subnet: its two ends (device or site -> address), in the order of the file."""

    name: str
    title: str
    subnet: IPv4Network
    ends: Mapping[str, IPv4Interface]
    site: str = ""


@dataclass(frozen=True)
class Pool:
    """Addresses for clients that are no machines of the plan; `need` is how many (0: the file does not say)."""

    name: str
    title: str
    subnet: IPv4Network
    site: str = ""
    need: int = 0


@dataclass(frozen=True)
class Public:
    """The public side of the company."""

    name: str
    title: str
    subnet: IPv4Network
    gateway: IPv4Address | None = None
    hosts: Mapping[str, IPv4Interface] = field(default_factory=dict)


@dataclass(frozen=True)
class Reserved:
    """A subnet that nobody may use."""

    name: str
    title: str
    subnet: IPv4Network


@dataclass(frozen=True)
class Plan:
    """The plan of one company for one variant; every mapping is by the plan's own names, in the order of the file."""

    company: str
    domain: str
    site: int
    vlans: Mapping[str, Vlan]
    hosts: Mapping[str, Host]
    sites: Mapping[str, Site] = field(default_factory=dict)
    transits: Mapping[str, Transit] = field(default_factory=dict)
    pools: Mapping[str, Pool] = field(default_factory=dict)
    public: Mapping[str, Public] = field(default_factory=dict)
    reserved: Mapping[str, Reserved] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)

    def vlan(self, name: str) -> Vlan:
        """The VLAN called NAME; raises PlanError with the nearest name."""
        return _named("VLAN", name, self.vlans)

    def host(self, name: str) -> Host:
        """The host called NAME; raises PlanError with the nearest name."""
        return _named("host", name, self.hosts)

    def secret(self, name: str) -> str:
        """The secret called NAME; raises PlanError with the nearest name."""
        return _named("secret", name, self.secrets)


def _named(kind: str, name: str, entries: Mapping[str, T]) -> T:
    if name not in entries:
        raise PlanError(f"the plan has no {kind} `{name}`; {near(name, entries)}")
    return entries[name]
