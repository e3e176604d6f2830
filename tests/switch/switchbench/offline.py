"""A switch without network: a data plane that remembers, live facts from a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ccp3switch.commands import GRAMMAR
from ccp3switch.errors import ApplyError
from ccp3switch.flash import Flash
from ccp3switch.guard.seen import Seen
from ccp3switch.live.contract import Bundled, Learned, Link, Neighbour, SpanningTree, Translation
from ccp3switch.live.leases import Conflict, Lease
from ccp3switch.model.dhcp_client import Given
from ccp3switch.shell.session import Session
from ccp3switch.state.desired import State
from ccp3switch.switch import Switch


@dataclass
class FakeEngine:
    """Remembers every state; refuses the next `refusals` ones."""

    states: list[State] = field(default_factory=list)
    refusals: int = 0

    def apply(self, state: State) -> None:
        """Remember, or refuse."""
        if self.refusals:
            self.refusals -= 1
            raise ApplyError("ovs-vsctl: no such thing")
        self.states.append(state)


@dataclass
class FakeLive:
    """Live facts: the devices in `up` have carrier."""

    up: set[str] = field(default_factory=set)
    macs: tuple[Learned, ...] = ()
    arp: tuple[Neighbour, ...] = ()
    arp6: tuple[Neighbour, ...] = ()
    tree: SpanningTree | None = None
    offers: dict[str, Given] = field(default_factory=dict)
    leased: tuple[Lease, ...] = ()
    declined: tuple[Conflict, ...] = ()
    met: dict[str, int] = field(default_factory=dict)
    translated: tuple[Translation, ...] = ()
    forgotten: list[str] = field(default_factory=list)
    lacp: dict[str, Bundled] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    seconds: int = 0
    base_mac: str = "02:42:64:a1:b2:c3"
    ovs_version: str = "3.5.0"
    memory_kib: int = 262144

    def uptime(self) -> int:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 5, 8, 9, 10, 123456, UTC)

    def link(self, device: str) -> Link:
        counters = {"rx_packets": 12, "rx_bytes": 3400, "tx_packets": 5, "tx_bytes": 600}
        return Link(carrier=True, counters=counters) if device in self.up else Link()

    def learned(self) -> tuple[Learned, ...]:
        return self.macs

    def neighbours(self) -> tuple[Neighbour, ...]:
        return self.arp

    def neighbours6(self) -> tuple[Neighbour, ...]:
        return self.arp6

    def bundled(self) -> dict[str, Bundled]:
        return self.lacp

    def spanning_tree(self) -> SpanningTree | None:
        return self.tree

    def given(self) -> dict[str, Given]:
        return dict(self.offers)

    def forget_counters(self, device: str) -> None:
        self.forgotten.append(device or "all")

    def forget_neighbours(self) -> None:
        self.arp = ()

    def forget_learned(self) -> None:
        self.macs = ()

    def leases(self) -> tuple[Lease, ...]:
        return self.leased

    def conflicts(self) -> tuple[Conflict, ...]:
        return self.declined

    def matches(self) -> dict[str, int]:
        return self.met

    def forget_matches(self, names: Iterable[str]) -> None:
        self.met = {name: count for name, count in self.met.items() if name not in set(names)}

    def translations(self) -> tuple[Translation, ...]:
        return self.translated

    def forget_translations(self) -> None:
        self.translated = ()


@dataclass
class FakeTimer:
    """Something to do at a moment of the fake clock."""

    moment: float
    call: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class FakeClock:
    """A clock that stands still until a test lets time pass."""

    now: float = 0
    timers: list[FakeTimer] = field(default_factory=list)

    def later(self, seconds: float, call: Callable[[], None]) -> FakeTimer:
        self.timers.append(FakeTimer(self.now + seconds, call))
        return self.timers[-1]

    def sleep(self, seconds: float) -> None:
        """Let time pass: everything due is done, in order."""
        end = self.now + seconds
        while due := [timer for timer in self.timers if timer.moment <= end]:
            timer = min(due, key=lambda one: one.moment)
            self.timers.remove(timer)
            self.now = timer.moment
            if not timer.cancelled:
                timer.call()
        self.now = end


def make_switch(root: Path, engine: FakeEngine, live: FakeLive, ports: int = 24) -> Switch:
    """A switch on files under `root`, started."""
    flash = Flash(root / "files")
    flash.prepare()
    switch = Switch(GRAMMAR, flash, engine, live, root / "running-config", FakeClock(), ports)
    switch.start()
    return switch


def type_lines(session: Session, text: str) -> str:
    """Feed line by line; everything that was shown."""
    return "".join(session.feed(line) for line in text.strip("\n").splitlines())
