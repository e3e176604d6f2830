"""What the type of a parameter is. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """`accept` gives the canonical form of a word, or None; `rest`: the parameter takes the whole rest of the line."""

    accept: Callable[[str], str | None]
    shown: tuple[tuple[str, str], ...]
    rest: bool = False
    joins: bool = False
