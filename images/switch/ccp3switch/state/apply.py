"""Applies states: the only place that changes Open vSwitch, the kernel and the switch's services."""

from __future__ import annotations

from typing import Any

from ccp3switch.live.ears import Heard
from ccp3switch.state.apply_clients import ClientsHand
from ccp3switch.state.apply_filters import FiltersHand
from ccp3switch.state.apply_flows import FlowsHand
from ccp3switch.state.apply_guards import GuardsHand
from ccp3switch.state.apply_mirrors import MirrorsHand
from ccp3switch.state.apply_services import ServicesHand
from ccp3switch.state.desired import State
from ccp3switch.state.hands import Hand, KernelHand, LinksHand, RowsHand


class Engine:
    """Keeps what was applied, so that each change costs only its difference."""

    def __init__(self, heard: Heard = lambda _device, _frame: None) -> None:
        """Frames that the switch itself listens for are given to `heard`."""
        self._applied: State | None = None
        self.services = ServicesHand()
        self._guards = GuardsHand(heard)
        self._hands: dict[str, Hand[Any]] = {
            "rows": RowsHand(),
            "flows": FlowsHand(),
            "mirrors": MirrorsHand(),
            "links": LinksHand(),
            "layer3": KernelHand(),
            "services": self.services,
            "filters": FiltersHand(),
            "clients": ClientsHand(),
            "guards": self._guards,
        }

    def apply(self, state: State) -> None:
        """Bring everything to `state`. Raises ApplyError; the next call then starts from what really runs."""
        old, self._applied = self._applied, None
        for theme, hand in self._hands.items():
            hand.apply(None if old is None else getattr(old, theme), getattr(state, theme))
        self._applied = state
        self.settle()

    def settle(self) -> None:
        """Bring what exists now to what was applied: a link that came late, or that others changed."""
        if self._applied is None:
            return
        for theme, hand in self._hands.items():
            hand.settle(getattr(self._applied, theme))

    def speak(self) -> None:
        """Tell the neighbours again who is here."""
        self._guards.speak()
