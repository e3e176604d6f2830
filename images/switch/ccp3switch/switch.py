"""The switch: one configuration, what is derived from it, and its files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ccp3switch.clock import Clock
from ccp3switch.config.edit import Grammar
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line
from ccp3switch.config.whole import whole
from ccp3switch.errors import ApplyError, FlashError
from ccp3switch.flash import STARTUP, Flash, write_quickly
from ccp3switch.live.contract import Live
from ccp3switch.model import switching
from ccp3switch.model.dhcp_client import Given, asking, effective
from ccp3switch.model.system import hostname
from ccp3switch.names import layer3, short
from ccp3switch.rollback import Rollback
from ccp3switch.state.desired import Facts, State, desired

if TYPE_CHECKING:
    from ccp3switch.shell.reloading import Scheduled

# A switch that was never saved: the toolkit's first push comes by SCP.
FACTORY = "ip scp server enable\n"
LOGGED = 500  # messages kept for `show logging`


@dataclass
class Login:
    """An open terminal, as `show users` lists it.

    `location` is empty on the console, `active` in monotonic seconds, `vty` None on the console; `hang_up` ends it.
    """

    user: str
    location: str
    active: float
    vty: int | None = None
    hang_up: Callable[[], None] = lambda: None


class Applier(Protocol):
    """Brings the data plane to a state, or raises ApplyError."""

    def apply(self, state: State) -> None:
        """Bring everything to `state`."""
        ...


class Switch:
    """Holds the running configuration; every change of it goes through `commit`."""

    def __init__(
        self,
        grammar: Grammar,
        flash: Flash,
        engine: Applier,
        live: Live,
        journal: Path,
        clock: Clock,
        ports: int = 24,
        first: str = "",
    ) -> None:
        self.grammar = grammar
        self.flash = flash
        self.live = live
        self.clock = clock
        self.ports = ports
        self.logins: dict[object, Login] = {}
        self.seen = live.seen
        self.disabled = live.seen.disabled
        self.messages: deque[tuple[datetime, str]] = deque(maxlen=LOGGED)
        self.listeners: dict[object, Callable[[tuple[datetime, str]], None]] = {}
        self.scheduled: Scheduled | None = None
        self.on_reload: Callable[[], None] = lambda: None
        self.settle: Callable[[], None] = lambda: None
        self.forget_leases: Callable[[Iterable[str]], None] = lambda _addresses: None
        self._given: Mapping[str, Given] = {}
        self._engine = engine
        self._journal = journal
        self._first = first
        self.rollback = Rollback(self, journal.with_name("rollback-config"))
        self.running = blank(grammar, ports)

    def start(self) -> list[str]:
        """Take up the running configuration of a former life that was killed, else the startup configuration.

        A change that waited for its confirmation is gone then: nobody can tell how long the program was away.
        A switch that was never saved takes up, and saves, the first configuration that it was given. Gives the messages
        to log: refused lines, a data plane that refused.
        """
        if self._journal.exists():
            return self._load(self.rollback.left_behind() or self._journal.read_text())
        if self.startup() or not self._first:
            return self._load(self.startup() or FACTORY)
        messages = self._load(self._first)
        try:
            self.save()
        except FlashError as error:
            messages.append(str(error))
        return messages

    def save(self) -> None:
        """Make the running configuration the startup configuration. Raises FlashError."""
        self.flash.write(STARTUP, render(self.running))

    def reload(self) -> list[str]:
        """Begin again from the startup configuration; every terminal is closed."""
        self.rollback.drop()
        self.seen.clear()
        messages = self._load(self.startup() or FACTORY)
        self.live.forget_matches(self.live.matches())
        self.on_reload()
        return messages

    def _load(self, text: str) -> list[str]:
        reading = self.complete(text)
        messages = [refused.shown for refused in reading.refused]
        self.running = reading.tree
        try:
            self._remember(reading.tree)
            self._derive(reading.tree)
        except ApplyError as error:  # the configuration stands all the same: the next change brings everything to it
            messages.append(str(error))
        return messages

    def startup(self) -> str:
        """Text of the startup configuration, empty when there is none."""
        try:
            return self.flash.read(STARTUP)
        except FlashError:
            return ""

    def complete(self, text: str) -> Reading:
        """A text as a whole configuration: what it leaves out is as on a fresh switch."""
        return whole(self.grammar, text, self.ports)

    def merged(self, text: str) -> Reading:
        """A text on top of the running configuration."""
        return read(self.grammar, text, self.running)

    def modified(self) -> bool:
        """Whether the running configuration differs from the saved one."""
        return render(self.running) != self.startup()

    def commit(self, tree: Line) -> None:
        """Make `tree` the running configuration. Raises ApplyError, and the old one then runs on.

        The journal is written first: whoever is killed here comes back with the old or the new configuration, whole.
        """
        old = self.running
        self._remember(tree)
        self.running = tree
        for port in [port for port in self.disabled if _shut(tree, port)]:
            del self.disabled[port]
        try:
            self._derive(tree)
        except ApplyError:
            self.running = old
            self._remember(old)
            self._derive(old)
            raise

    def disable(self, port: str, reason: str) -> None:
        """Err-disable a port (`psecure-violation`, `bpduguard`): down until `enable`. Raises ApplyError."""
        self.log(
            f"%PM-4-ERR_DISABLE: {reason} error detected on {short(port)}, putting {short(port)} in err-disable state"
        )
        self.disabled[port] = reason
        self._derive(self.running)

    def enable(self, port: str) -> None:
        """Take an err-disabled port up again, if its configuration lets it. Raises ApplyError."""
        if self.disabled.pop(port, None) is not None:
            self._derive(self.running)

    def log(self, message: str) -> None:
        """Keep a message (`%SYS-5-CONFIG_I: ...`) for `show logging`, with the time of now, and tell the listeners."""
        stamped = (self.live.now(), message)
        self.messages.append(stamped)
        for listener in list(self.listeners.values()):
            listener(stamped)

    @property
    def effective(self) -> Line:
        """The running configuration with the addresses in it that DHCP servers gave."""
        return effective(self.running, self.live.given())

    def renew(self) -> None:
        """Take up what DHCP servers gave or took back meanwhile. Raises ApplyError."""
        before, now = self._given, self.live.given()
        if before == now:
            return
        for name in asking(self.running):
            one = now.get(layer3(name))
            if one and one != before.get(layer3(name)):
                what = f"Interface {name} assigned DHCP address {one.address}, mask {one.mask}"
                self.log(f"%DHCP-6-ADDRESS_ASSIGN: {what}, hostname {hostname(self.running)}")
        self._derive(self.running)

    def derive(self) -> None:
        """Bring everything to the running configuration and what was seen meanwhile. Raises ApplyError."""
        self._derive(self.running)

    def _derive(self, tree: Line) -> None:
        self._given = self.live.given()
        self.seen.idle = self.facts(tree).idle
        self._engine.apply(desired(effective(tree, self._given), self.facts(tree)))

    def facts(self, tree: Line) -> Facts:
        """What counts besides this configuration, as it is now."""
        idle = switching.idle(tree, lambda name: self.live.link(name).carrier)
        return Facts(self.live.base_mac, dict(self.disabled), self.seen.addresses(), idle | self.seen.waking)

    def _remember(self, tree: Line) -> None:
        try:
            write_quickly(self._journal, render(tree).encode())
        except OSError as error:
            raise ApplyError(f"{self._journal.name}: {error.strerror}") from error


def _shut(tree: Line, port: str) -> bool:
    return tree.lines[f"interface {port}"].has("shutdown")
