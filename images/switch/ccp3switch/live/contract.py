"""Live facts as show commands read them; the kernel and Open vSwitch answer in the container, a table in tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ccp3switch.guard.seen import Seen
from ccp3switch.live.leases import Conflict, Lease
from ccp3switch.model.dhcp_client import Given


@dataclass(frozen=True)
class Link:
    """A network device: carrier, address `02:42:..`, counters in packets and bytes."""

    carrier: bool = False
    mac: str = ""
    mtu: int = 1500
    counters: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Learned:
    """An address in the forwarding table: VLAN id, `02:42:...`, Linux name of the port, age in seconds."""

    vlan: int
    mac: str
    device: str
    age: int = 0


@dataclass(frozen=True)
class Neighbour:
    """An entry of the ARP table or of IPv6's neighbours; its state (RFC 4861, 7.3.2) as IOS writes it, `REACH`."""

    address: str
    mac: str
    device: str
    state: str = ""


@dataclass(frozen=True)
class TreePort:
    """A port in the spanning tree (IEEE 802.1D-2004): role and state as Open vSwitch names them."""

    device: str
    role: str
    state: str
    cost: int
    number: str


@dataclass(frozen=True)
class SpanningTree:
    """The one tree that Open vSwitch runs for all VLANs: priorities and addresses of bridge and root."""

    root_priority: int
    root_mac: str
    root_cost: int
    bridge_priority: int
    bridge_mac: str
    ports: tuple[TreePort, ...] = ()


@dataclass(frozen=True)
class Bundled:
    """A member of a channel as LACP sees it: whether it carries frames, and what the other side says of itself."""

    joined: bool
    partner: str = ""
    partner_priority: int = 0
    partner_port: int = 0
    partner_key: int = 0
    partner_active: bool = False
    fast: bool = False


@dataclass(frozen=True)
class Translation:
    """A translated connection: protocol name; addresses with `:port` where there are ports."""

    protocol: str
    inside_global: str
    inside_local: str
    outside_local: str
    outside_global: str


class Live(Protocol):
    """Questions to what runs; each answers empty rather than fails when nothing is known."""

    seen: Seen

    @property
    def base_mac(self) -> str:
        """The switch's own address."""
        ...

    @property
    def ovs_version(self) -> str:
        """`3.5.0`."""
        ...

    @property
    def memory_kib(self) -> int:
        """Memory of the container, else of the machine, in KiB."""
        ...

    def uptime(self) -> int:
        """Seconds since start or reload."""
        ...

    def now(self) -> datetime:
        """The clock, UTC."""
        ...

    def link(self, device: str) -> Link:
        """A device; an absent one has no carrier."""
        ...

    def learned(self) -> tuple[Learned, ...]:
        """The forwarding table."""
        ...

    def neighbours(self) -> tuple[Neighbour, ...]:
        """The ARP table."""
        ...

    def neighbours6(self) -> tuple[Neighbour, ...]:
        """The neighbours that IPv6 found."""
        ...

    def bundled(self) -> dict[str, Bundled]:
        """Members of channels that speak LACP, by Linux name."""
        ...

    def spanning_tree(self) -> SpanningTree | None:
        """The spanning tree, None when none runs."""
        ...

    def given(self) -> Mapping[str, Given]:
        """What DHCP servers gave the switch itself: Linux name of the device -> address, mask, router."""
        ...

    def forget_counters(self, device: str) -> None:
        """Let the counters of a device begin at nought; those of all for an empty name."""
        ...

    def forget_neighbours(self) -> None:
        """Empty the ARP table."""
        ...

    def forget_learned(self) -> None:
        """Empty the forwarding table."""
        ...

    def leases(self) -> tuple[Lease, ...]:
        """What the DHCP server leased."""
        ...

    def conflicts(self) -> tuple[Conflict, ...]:
        """Addresses that DHCP clients declined."""
        ...

    def matches(self) -> Mapping[str, int]:
        """Packets that each entry of an access list met, by the name of its counter."""
        ...

    def forget_matches(self, names: Iterable[str]) -> None:
        """Let these counters begin at nought."""
        ...

    def translations(self) -> tuple[Translation, ...]:
        """Connections whose addresses are translated."""
        ...

    def forget_translations(self) -> None:
        """Forget them."""
        ...
