"""Port-security: the first addresses of a port are learnt, others are violations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ccp3switch import names
from ccp3switch.guard.seen import Violations
from ccp3switch.model import security
from ccp3switch.model.security import Secure
from ccp3switch.show.links import dotted
from ccp3switch.switch import Switch

REASON = "psecure-violation"
_LOGGED_EVERY = timedelta(seconds=5)
_GROUP_BIT = 1  # of a MAC address: no single station sends from such a one

Forward = Callable[[str, bytes], None]


class PortSecurity:
    """Hears frames whose source a secured port does not know; `forward` switches the first one of a learnt source."""

    def __init__(self, switch: Switch, forward: Forward) -> None:
        self._switch = switch
        self._forward = forward
        self._logged: dict[str, datetime] = {}

    def heard(self, name: str, frame: bytes) -> None:
        """A frame by a port. Raises ApplyError."""
        secured = {port.name: port for port in security.secured(self._switch.running)}
        mac = frame[6:12].hex(":")
        if name not in secured or frame[6] & _GROUP_BIT or name in self._switch.disabled:
            return
        known = {port: self._known(one) for port, one in secured.items()}
        if mac in known[name]:
            return
        self._switch.seen.sources[name] = mac
        if len(known[name]) < secured[name].maximum and not any(mac in macs for macs in known.values()):
            self._learn(secured[name], mac)
            self._forward(names.device(name), frame)
        else:
            self._violation(secured[name], mac)

    def _known(self, port: Secure) -> tuple[str, ...]:
        return (*port.configured, *self._switch.seen.learnt.get(port.name, ()))

    def _learn(self, port: Secure, mac: str) -> None:
        if port.sticky:
            line = f"interface {port.name}\n{security.STICKY} {dotted(mac)}"
            self._switch.commit(self._switch.merged(line).tree)
            return
        self._switch.seen.learnt.setdefault(port.name, {})[mac] = self._switch.live.now()
        self._switch.derive()
        if port.aging:
            self._switch.clock.later(port.aging * 60, lambda: self._forget(port.name, mac))

    def _forget(self, name: str, mac: str) -> None:
        if self._switch.seen.learnt.get(name, {}).pop(mac, None) is not None:
            self._switch.derive()

    def _violation(self, port: Secure, mac: str) -> None:
        if port.violation == "protect":
            return
        found = self._switch.seen.violations.setdefault(port.name, Violations())
        found.count += 1
        found.last = mac
        self._log(port.name, mac)
        if port.violation == "shutdown":
            self._switch.seen.forget(port.name)
            self._switch.disable(port.name, REASON)

    def _log(self, name: str, mac: str) -> None:
        """One message a port in five seconds, as on IOS: a station may send thousands."""
        now = self._switch.live.now()
        if name in self._logged and now - self._logged[name] < _LOGGED_EVERY:
            return
        self._logged[name] = now
        self._switch.log(
            "%PORT_SECURITY-2-PSECURE_VIOLATION: Security violation occurred, "
            f"caused by MAC address {dotted(mac)} on port {name}."
        )
