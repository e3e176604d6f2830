"""What the configuration says of messages: which are kept, shown and sent. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.severity import LEVELS, level

BUFFER = 4096


@dataclass(frozen=True)
class Destination:
    """Where messages go: up to which severity (-1: none), and for the buffer its size in bytes."""

    level: int
    size: int = BUFFER

    @property
    def shown(self) -> str:
        """`level debugging`, or `disabled`."""
        return "disabled" if self.level < 0 else f"level {LEVELS[self.level]}"


def destination(tree: Line, name: str) -> Destination:
    """`console`, `monitor`, `buffered` (all messages unless told otherwise) or `trap` (informational)."""
    text = tree.lines[f"logging {name}"].text if tree.has(f"logging {name}") else ""
    if text.startswith("no "):
        return Destination(-1)
    words = text.split()[2:]
    sizes = [int(word) for word in words if word.isdigit() and int(word) >= BUFFER]
    levels = [severity for word in words if (severity := level(word)) is not None]
    default = LEVELS.index("informational" if name == "trap" else "debugging")
    return Destination(levels[0] if levels else default, sizes[0] if sizes else BUFFER)


def hosts(tree: Line) -> tuple[str, ...]:
    """Where messages are sent to."""
    return tuple(line.key.split()[2] for line in tree.under("logging host "))
