"""What a show command looks at."""

from __future__ import annotations

from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.grammar.parse import Parsed
from ccp3switch.live.contract import Live


@dataclass(frozen=True)
class View:
    """The configuration, what runs now, and the question asked."""

    tree: Line
    live: Live
    asked: Parsed
