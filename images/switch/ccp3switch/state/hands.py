"""The hands that bring one part of the state to what is wanted, from what they applied last or from what they find."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypeVar

from ccp3switch.state import layer3, rows
from ccp3switch.state import links as ports
from ccp3switch.state.found import ASK, found
from ccp3switch.state.layer3 import Layer3
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
    """Addresses, routes and rules."""

    def __init__(self) -> None:
        self._devices: dict[str, str] = {}

    def apply(self, old: Layer3 | None, new: Layer3) -> None:
        """One batch."""
        ip(layer3.changes(_left() if old is None else old, new))
        self._devices = _indices(new)

    def settle(self, now: Layer3) -> None:
        """What ovs-vswitchd, started again, made anew is bare: it gets its addresses again."""
        devices = _indices(now)
        renewed = {name for name, index in devices.items() if index and index != self._devices.get(name)}
        if renewed:
            kept = {name: one for name, one in now.interfaces.items() if name not in renewed}
            ip(layer3.changes(Layer3(kept, now.routes), now))
        self._devices = devices


def _left() -> Layer3:
    """Nothing is known of what a former life left: its rules and routes go first."""
    ip(layer3.cleared(output(["ip", "-json", "rule"])))
    return Layer3()


def _indices(now: Layer3) -> dict[str, str]:
    """Linux name -> interface index; empty text where the device does not exist."""
    return {name: _read(name, "ifindex") if _there(name) else "" for name in now.interfaces}


def _there(name: str) -> bool:
    return (SYS / name).exists()


def _read(name: str, file: str) -> str:
    return (SYS / name / file).read_text().strip()
