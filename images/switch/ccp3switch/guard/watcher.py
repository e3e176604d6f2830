"""Gives each frame heard on a port to what waits for it."""

from __future__ import annotations

from collections.abc import Callable

from ccp3switch import names
from ccp3switch.errors import ApplyError
from ccp3switch.frames import lldp, stp
from ccp3switch.guard import bpdu, neighbours
from ccp3switch.guard.security import Forward, PortSecurity
from ccp3switch.model import switching
from ccp3switch.switch import Switch

WAKING = 3.0  # seconds; the spanning tree says hello every two (IEEE 802.1D-2004, 17.14)
_TYPE = slice(12, 14)


class Watcher:
    """What the switch does about frames; `speak` tells the neighbours who is here."""

    def __init__(self, switch: Switch, forward: Forward, speak: Callable[[], None]) -> None:
        self._switch = switch
        self._speak = speak
        self._security = PortSecurity(switch, forward)
        self._recovery = bpdu.Recovery(switch)

    def start(self) -> None:
        """Speak, and forget who is silent, again and again."""
        self._speak()
        neighbours.aged(self._switch)
        self._switch.clock.later(lldp.EVERY, self.start)

    def heard(self, device: str, frame: bytes) -> None:
        """A frame by a port (Linux name). What cannot be done about it is a message of the switch, never its end."""
        name = names.port_of(device)
        try:
            self._give(name, frame)
        except ApplyError as error:
            self._switch.log(f"%PM-3-INTERNALERROR: {name}: {error}")
        self._recovery.watch()

    def _give(self, name: str, frame: bytes) -> None:
        if frame[:6] == stp.GROUP:
            bpdu.heard(self._switch, name)
        elif frame[_TYPE] == lldp.TYPE.to_bytes(2):
            neighbours.heard(self._switch, name, frame)
        self._security.heard(name, frame)

    def look(self) -> None:
        """Links changed: what a port that is down had learnt holds no longer, nor a channel. Raises ApplyError."""
        seen, running = self._switch.seen, self._switch.running
        down = [port.name for port in switching.ports(running) if self._down(port.device)]
        learnt = bool(seen.learnt.keys() & set(down))
        for name in down:
            seen.forget(name)
        self._wake(seen.idle - switching.idle(running, self._carrier))
        if learnt or seen.idle != self._switch.facts(running).idle:
            self._switch.derive()

    def _wake(self, come: frozenset[str]) -> None:
        """Channels that have a link again carry nothing yet: beside another way they would be a loop meanwhile."""
        new = come - self._switch.seen.waking
        if new:
            self._switch.seen.waking |= new
            self._switch.clock.later(WAKING, lambda: self._awake(new))

    def _awake(self, channels: frozenset[str]) -> None:
        self._switch.seen.waking -= channels
        try:
            self._switch.derive()
        except ApplyError as error:
            self._switch.log(f"%PM-3-INTERNALERROR: {', '.join(sorted(channels))}: {error}")

    def _carrier(self, device: str) -> bool:
        return self._switch.live.link(device).carrier

    def _down(self, device: str) -> bool:
        return not self._carrier(device)
