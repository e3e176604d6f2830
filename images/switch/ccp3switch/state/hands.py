"""The hands that bring one part of the state to what is wanted, from what they applied last or from what they find."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from ccp3switch.model.routing import Routing
from ccp3switch.state import layer3, rows
from ccp3switch.state import links as ports
from ccp3switch.state.found import ASK, found
from ccp3switch.state.layer3 import Kernel
from ccp3switch.state.rows import Rows
from ccp3switch.state.run import ip, output, vsctl

SYS = Path("/sys/class/net")
T_contra = TypeVar("T_contra", contravariant=True)


class Hand(Protocol[T_contra]):
    """Applies one part of the state."""

    def apply(self, old: T_contra | None, new: T_contra) -> None:
        """From `old` to `new`; None: look at what runs, a former life of the program may have left it.

        Raises ApplyError.
        """
        ...

    def settle(self, now: T_contra) -> None:
        """Links or devices came, went or were made anew: bring them to what was applied. Raises ApplyError."""
        ...


class RowsHand:
    """Open vSwitch's database."""

    def __init__(self) -> None:
        self._links: dict[str, int] = {}

    def apply(self, old: Rows | None, new: Rows) -> None:
        """One transaction."""
        vsctl(rows.changes(found(output(["ovs-vsctl", *ASK])) if old is None else old, new))

    def settle(self, now: Rows) -> None:
        """A link may go and come again under its name, as when the device at its other end is started anew."""
        names = [name for bridge in now.values() for port in bridge.ports.values() for name in port.interfaces]
        indices = {name: int(_read(name, "ifindex")) for name in names if name.startswith("eth") and _there(name)}
        vsctl(ports.replugged(self._links, indices))
        self._links |= indices


class LinksHand:
    """The data ports, up or down."""

    def apply(self, old: ports.Links | None, new: ports.Links) -> None:
        """Those that exist; the others when they come (`settle`)."""
        if old != new:
            self.settle(new)

    def settle(self, now: ports.Links) -> None:
        """By the flags that they have now."""
        flags = {name: int(_read(name, "flags"), 16) for name in now if _there(name)}
        ip(ports.changes(now, flags))


class KernelHand:
    """Addresses, routes and rules; what an interface holds depends on the carrier of the ports below it."""

    def __init__(self) -> None:
        self._now = Kernel()
        self._devices: dict[str, str] = {}

    def apply(self, old: Routing | None, new: Routing) -> None:
        """One batch."""
        if old is None:
            for family in layer3.FAMILIES.values():
                ip(layer3.cleared(output(["ip", family, "-json", "rule"])), family)
            self._now, self._devices = Kernel(), {}
        self.settle(new)

    def settle(self, now: Routing) -> None:
        """Ports got or lost their carrier; what ovs-vswitchd, started again, made anew is bare."""
        wanted = layer3.kernel(now, _carrier)
        devices = {name: _read(name, "ifindex") if _there(name) else "" for name in wanted.devices}
        same = {name for name, index in devices.items() if self._devices.get(name) == index}
        kept = {name: addresses for name, addresses in self._now.devices.items() if name in same or name not in devices}
        for protocol, family in layer3.FAMILIES.items():
            ip(layer3.rules(protocol, self._now, wanted), family)
        ip(layer3.changes(replace(self._now, devices=kept), wanted))
        self._now, self._devices = wanted, devices


def _carrier(name: str) -> bool:
    """Whether the link is there, up, and its other end too: the file cannot be read while it is down."""
    with contextlib.suppress(OSError):
        return _read(name, "carrier") == "1"
    return False


def _there(name: str) -> bool:
    return (SYS / name).exists()


def _read(name: str, file: str) -> str:
    return (SYS / name / file).read_text().strip()
