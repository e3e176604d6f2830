"""What traceroute(8) prints -> IOS's layout. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HOP = re.compile(r"\s*(\d+) +(.*)")
_TIME = re.compile(r"([\d.]+) ms")


@dataclass
class Hops:
    """Translates hop by hop."""

    hops: int = 0

    def line(self, text: str) -> str:
        """One hop: the router, then a time or a star for each probe."""
        match = _HOP.fullmatch(text)
        if match is None:
            return ""
        self.hops += 1
        return f"{match[1]:>3} {_probes(match[2])}\n"

    def end(self, _status: int, interrupted: bool) -> str:
        """A destination without a route gets one line of stars, as it has no router to name."""
        return "" if self.hops or interrupted else "  1  *  *  * \n"


def _probes(text: str) -> str:
    """`10.0.0.1  0.2 ms  0.3 ms !H  *` -> `10.0.0.1 1 msec !H  * `; a new router within a hop begins a new line."""
    out = ""
    for word in re.findall(r"[\d.]+ ms|\S+", text):
        if time := _TIME.fullmatch(word):
            out += f"{max(0, round(float(time[1])))} msec "
        elif word == "*":
            out += " * "
        elif word.startswith("!"):
            out = re.sub(r"\d+ msec $", "", out) + f"{word} "
        else:
            out += f"{'' if not out else chr(10) + '    '}{word} "
    return out
