"""BPDU guard, and err-disabled ports that come up again by themselves."""

from __future__ import annotations

from ccp3switch.model import security, spanning
from ccp3switch.model.security import CAUSES
from ccp3switch.names import short
from ccp3switch.switch import Switch

REASON = CAUSES[0]


def guarded(switch: Switch, name: str) -> bool:
    """Whether a bridge must not be on this port, or on the channel that it belongs to."""
    return name in spanning.guarded(switch.running)


def heard(switch: Switch, name: str) -> None:
    """A bridge spoke on a port. Raises ApplyError."""
    if name in switch.disabled or not guarded(switch, name):
        return
    switch.log(
        f"%SPANTREE-2-BLOCK_BPDUGUARD: Received BPDU on port {short(name)} with BPDU Guard enabled. Disabling port."
    )
    switch.seen.forget(name)
    switch.disable(name, REASON)


class Recovery:
    """Takes err-disabled ports up again, second by second while there is one."""

    def __init__(self, switch: Switch) -> None:
        self._switch = switch
        self._ticking = False

    def watch(self) -> None:
        """A port may have been err-disabled: count from now on."""
        if self._switch.disabled and not self._ticking:
            self._ticking = True
            self._switch.clock.later(1, self._tick)

    def _tick(self) -> None:
        self._ticking = False
        tree, left = self._switch.running, self._switch.seen.left
        causes, whole = security.recovered(tree), security.interval(tree)
        counted = {name for name, why in self._switch.disabled.items() if why in causes}
        for name in left.keys() - counted:
            del left[name]
        for name in counted:
            left[name] = left.get(name, whole) - 1
        for name in [name for name, seconds in left.items() if seconds <= 0]:
            del left[name]
            self._recover(name)
        self.watch()

    def _recover(self, name: str) -> None:
        why = self._switch.disabled[name]
        self._switch.log(f"%PM-4-ERR_RECOVER: Attempting to recover from {why} err-disable state on {short(name)}")
        self._switch.enable(name)
