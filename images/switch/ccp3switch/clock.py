"""Things to do later: the event loop does them in the container, a test when it lets time pass."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something that will be done."""

    def cancel(self) -> None:
        """It will not be done after all."""
        ...


class Clock(Protocol):
    """Does things later."""

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Call once, after so many seconds."""
        ...


class LoopClock:
    """The running event loop."""

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """See `Clock`."""
        return asyncio.get_running_loop().call_later(seconds, call)
