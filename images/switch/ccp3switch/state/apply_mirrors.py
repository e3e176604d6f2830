"""Makes the mirrors."""

from __future__ import annotations

from ccp3switch.state.mirrors import Mirror, changes
from ccp3switch.state.run import vsctl
from ccp3switch.state.switching import BRIDGE


class MirrorsHand:
    """All of them anew when one changes: they hold nothing worth keeping."""

    def apply(self, old: tuple[Mirror, ...] | None, new: tuple[Mirror, ...]) -> None:
        """One transaction. Raises ApplyError."""
        if old != new:
            vsctl(changes(new, BRIDGE))

    def settle(self, now: tuple[Mirror, ...]) -> None:
        """Nothing of theirs comes and goes."""
