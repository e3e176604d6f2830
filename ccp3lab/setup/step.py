"""One step of the set-up: what it brings, why, how to see that it is there, how to bring it."""

from collections.abc import Callable
from dataclasses import dataclass

from ccp3lab.progress import Say


@dataclass(frozen=True)
class Step:
    """`probe` tells what is there, None if `act` is needed; `act` reports by its Say, or raises a LabError."""

    name: str
    why: str
    probe: Callable[[], str | None]
    act: Callable[[Say], None]
