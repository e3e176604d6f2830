"""A resolved plan: real addresses, looked up by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
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
class Vlan:
    """A VLAN (IEEE 802.1Q id) and its subnet; `subnet` is None where no machine has an address in it.

    `title` is what French texts call it ("comptabilité").
    """

    name: str
    id: int
    subnet: IPv4Network | None = None
    gateway: IPv4Address | None = None
    dhcp: Range | None = None
    title: str = ""


@dataclass(frozen=True)
class Host:
    """A machine with a static address in a VLAN; `interface` is the address with the length of its subnet."""

    name: str
    vlan: str
    interface: IPv4Interface

    @property
    def address(self) -> IPv4Address:
        """The address alone."""
        return self.interface.ip


@dataclass(frozen=True)
class Plan:
    """The plan of one company for one site value."""

    company: str
    domain: str
    site: int
    vlans: Mapping[str, Vlan]
    hosts: Mapping[str, Host]

    def vlan(self, name: str) -> Vlan:
        """The VLAN called NAME; raises PlanError with the nearest name."""
        return _named("VLAN", name, self.vlans)

    def host(self, name: str) -> Host:
        """The host called NAME; raises PlanError with the nearest name."""
        return _named("host", name, self.hosts)


def _named(kind: str, name: str, entries: Mapping[str, T]) -> T:
    if name not in entries:
        raise PlanError(f"the plan has no {kind} `{name}`; {near(name, entries)}")
    return entries[name]
