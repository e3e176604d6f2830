"""Applies access lists and address translation."""

from __future__ import annotations

from collections.abc import Mapping

from ccp3switch.live import conntrack, counters
from ccp3switch.state.filters import Filters, counters_changed, ruleset
from ccp3switch.state.run import ip, output
from ccp3switch.state.translation import HITS

_LOCAL = "table local proto 77"  # marks our routes among those that the kernel makes itself


class FiltersHand:
    """One transaction of nft(8); what it refuses leaves everything as it was."""

    def apply(self, old: Filters | None, new: Filters) -> None:
        """The table is replaced as a whole, the counts go over; a changed translation forgets what it translated."""
        if old == new:
            return
        little = counters_changed(old, new) if old is not None else None
        if little is not None:
            output(["nft", "-f", "-"], little)
        else:
            self._replace(old, new)

    def _replace(self, old: Filters | None, new: Filters) -> None:
        before = counters.counts()
        if old is None and not before and new == Filters():
            return
        output(["nft", "-f", "-"], ruleset(new, before))
        if old is None or old.aliases != new.aliases:
            ip((f"route flush {_LOCAL}", *(f"route add local {network} dev lo {_LOCAL}" for network in new.aliases)))
        if _translated(old, before) != new.nat:
            conntrack.forget()

    def settle(self, now: Filters) -> None:
        """Devices are named in the rules: they may come and go."""


def _translated(old: Filters | None, before: Mapping[str, object]) -> str:
    """The translation that runs; only that there is one is known of a former life."""
    if old is not None:
        return old.nat
    return "unknown" if HITS in before else ""
