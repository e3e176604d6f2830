"""Live facts from /sys, /proc, `ip` and Open vSwitch's control socket, read when they are asked for."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from ccp3switch.guard.seen import Seen
from ccp3switch.live import conntrack, counters, dnsmasq, offers, ovs
from ccp3switch.live.contract import Bundled, Learned, Link, Neighbour, SpanningTree, Translation
from ccp3switch.live.leases import Conflict, Lease
from ccp3switch.live.texts import bundled, forwarding_table, neighbours, port_numbers, spanning_tree
from ccp3switch.model.dhcp_client import Given

SYS = Path("/sys/class/net")
_COUNTERS = (
    "rx_packets",
    "rx_bytes",
    "rx_errors",
    "tx_packets",
    "tx_bytes",
    "tx_errors",
    "multicast",
    "rx_dropped",
    "tx_dropped",
)
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


class KernelLive:
    """Live facts of this container; implements the `Live` contract."""

    def __init__(self, base_mac: str) -> None:
        self.seen = Seen()
        self._base_mac = base_mac
        self._booted = time.monotonic()
        self._since: dict[str, dict[str, int]] = {}

    def rebooted(self) -> None:
        """A reload: the uptime begins again."""
        self._booted = time.monotonic()

    @property
    def base_mac(self) -> str:
        """The switch's own address."""
        return self._base_mac

    @cached_property
    def ovs_version(self) -> str:
        """`3.5.0`."""
        words = ovs.call("version").split()
        return words[-1] if words else "unknown"

    @cached_property
    def memory_kib(self) -> int:
        """The container's limit, else the machine's memory."""
        machine = int(Path("/proc/meminfo").read_text().split()[1])
        limits = [int(text) // 1024 for name in _LIMITS if (text := _read(Path(name))).isdigit()]
        return min([machine, *limits])

    def uptime(self) -> int:
        """Seconds since start or reload."""
        return int(time.monotonic() - self._booted)

    def now(self) -> datetime:
        """The clock, UTC."""
        return datetime.now(UTC)

    def link(self, device: str) -> Link:
        """A device; an absent one has no carrier."""
        folder = SYS / device
        if not folder.exists():
            return Link()
        since = self._since.get(device, {})
        counters = {name: max(0, count - since.get(name, 0)) for name, count in _counted(folder).items()}
        return Link(
            carrier=_read(folder / "carrier") == "1",
            mac=_read(folder / "address"),
            mtu=int(_read(folder / "mtu") or 1500),
            counters=counters,
        )

    def learned(self) -> tuple[Learned, ...]:
        """The forwarding table."""
        return forwarding_table(ovs.call("fdb/show", ovs.BRIDGE), self._ports())

    def neighbours(self) -> tuple[Neighbour, ...]:
        """The ARP table."""
        return neighbours(_neighbours("-4"))

    def neighbours6(self) -> tuple[Neighbour, ...]:
        """The neighbours that IPv6 found."""
        return neighbours(_neighbours("-6"))

    def bundled(self) -> dict[str, Bundled]:
        """What LACP negotiated."""
        return bundled(ovs.call("lacp/show"))

    def spanning_tree(self) -> SpanningTree | None:
        """The tree that Open vSwitch runs."""
        return spanning_tree(ovs.call("rstp/show", ovs.BRIDGE))

    def given(self) -> Mapping[str, Given]:
        """What DHCP servers gave the switch itself."""
        return offers.current()

    def forget_counters(self, device: str) -> None:
        """The kernel counts on: what stands now is subtracted from now on."""
        for folder in [SYS / device] if device else SYS.iterdir():
            self._since[folder.name] = _counted(folder)

    def forget_neighbours(self) -> None:
        """Of all devices but management's."""
        for device in {one.device for one in self.neighbours()}:
            subprocess.run(["ip", "-4", "neigh", "flush", "dev", device], capture_output=True, timeout=5, check=False)

    def forget_learned(self) -> None:
        """By Open vSwitch itself."""
        ovs.call("fdb/flush", ovs.BRIDGE)

    def leases(self) -> tuple[Lease, ...]:
        """What the DHCP server leased."""
        return dnsmasq.current_leases()

    def conflicts(self) -> tuple[Conflict, ...]:
        """Addresses that DHCP clients declined."""
        return dnsmasq.current_conflicts(self.now())

    def matches(self) -> Mapping[str, int]:
        """Packets by counter."""
        return {name: packets for name, (packets, _) in counters.counts().items()}

    def forget_matches(self, names: Iterable[str]) -> None:
        """Let these counters begin at nought."""
        counters.forget(names)

    def translations(self) -> tuple[Translation, ...]:
        """From the kernel's table of connections."""
        return conntrack.translations()

    def forget_translations(self) -> None:
        """Empty it."""
        conntrack.forget()

    def _ports(self) -> dict[str, str]:
        return port_numbers(ovs.call("dpif/show"), ovs.BRIDGE)


def _neighbours(family: str) -> str:
    return subprocess.run(["ip", family, "neigh"], capture_output=True, text=True, timeout=5, check=False).stdout


def _counted(folder: Path) -> dict[str, int]:
    return {name: int(_read(folder / "statistics" / name) or 0) for name in _COUNTERS}


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
