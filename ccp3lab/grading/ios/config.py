"""Running and startup configurations, compared line by line."""

import re
from collections.abc import Iterable, Iterator

from ccp3lab.grading.check import Unreadable

_FRAME = re.compile(
    r"\s*|!.*|Building configuration.*|Current configuration\s*:.*|Using \d+ out of \d+ bytes.*|ntp clock-period \d+"
    r"|file prompt quiet|end"
)
"""Lines that say nothing of the configuration; `file prompt quiet` is a tool's, written and removed at each push."""

_ABSENT = re.compile(r"(%%? ?)?(non-volatile configuration memory|startup-config) (is|has) not .*", re.IGNORECASE)


def lines(text: str) -> tuple[str, ...]:
    """The configuration lines of TEXT, each below its section (`interface Gi1/0/2 / shutdown`).

    Raises Unreadable unless TEXT names the device and finishes with its `end`.
    """
    every = [line.rstrip() for line in text.rstrip().splitlines()]
    if every[-1:] != ["end"] or not any(line.startswith("hostname ") for line in every):
        raise Unreadable("la configuration n'est pas complète : « hostname » ou « end » manque")
    return tuple(_placed(line for line in every if not _FRAME.fullmatch(line)))


def saved_lines(text: str) -> tuple[str, ...] | None:
    """The lines of a startup configuration; None when the switch says that it has none."""
    return None if _ABSENT.fullmatch(text.strip()) else lines(text)


def _placed(every: Iterable[str]) -> Iterator[str]:
    section = ""
    for line in every:
        if not line.startswith(" "):
            section = line
        yield f"{section} / {line.strip()}" if line.startswith(" ") and section else line.strip()
