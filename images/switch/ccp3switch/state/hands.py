"""The hands that bring one part of the state to what is wanted, from what they applied last or from what they find."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from ccp3switch.model.routing import Routing
from ccp3switch.state import layer3, rows
from ccp3switch.state import links as ports
from ccp3switch.state.devconf import message
from ccp3switch.state.found import ASK, found
from ccp3switch.state.layer3 import Kernel
from ccp3switch.state.rows import Rows
from ccp3switch.state.run import ip, netlink, output, vsctl

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
        self._seen: tuple[Routing, frozenset[str]] | None = None

    def apply(self, old: Routing | None, new: Routing) -> None:
        """One batch."""
        if old is None:
            for family in layer3.FAMILIES.values():
                ip(layer3.cleared(output(["ip", family, "-json", "rule"])), family)
            self._now, self._devices, self._seen = Kernel(), {}, None
        self.settle(new)

    def settle(self, now: Routing) -> None:
        """Ports got or lost their carrier; what ovs-vswitchd, started again, made anew is bare."""
        seen = now, frozenset(filter(_carrier, frozenset().union(*(one.rests_on or () for one in now.interfaces))))
        wanted = self._now if seen == self._seen else layer3.kernel(now, seen[1].__contains__)
        devices = {name: _read(name, "ifindex") if _there(name) else "" for name in wanted.devices}
        self._bring(wanted, {name for name, index in devices.items() if self._devices.get(name) != index})
        self._now, self._devices, self._seen = wanted, devices, seen

    def _bring(self, wanted: Kernel, renewed: set[str]) -> None:
        """From what is applied to `wanted`; of what is `renewed` nothing is there."""
        kept = {name: addresses for name, addresses in self._now.devices.items() if name not in renewed}
        for protocol, family in layer3.FAMILIES.items():
            ip(layer3.rules(protocol, self._now, wanted), family)
        ip(layer3.changes(replace(self._now, devices=kept), wanted))
        for name, settings in wanted.settings.items():
            if _there(name) and (name in renewed or self._now.settings.get(name) != settings):
                netlink(message(int(_read(name, "ifindex")), settings))


def _carrier(name: str) -> bool:
    """Whether the link is there, up, and its other end too: the file cannot be read while it is down."""
    with contextlib.suppress(OSError):
        return _read(name, "carrier") == "1"
    return False


def _there(name: str) -> bool:
    return (SYS / name).exists()


def _read(name: str, file: str) -> str:
    return (SYS / name / file).read_text().strip()
