"""What ping(8) of iputils prints -> IOS's `!!.!!` and its success rate. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_REPLY = re.compile(r"\d+ bytes from .*icmp_seq=(\d+) .*time=([\d.]+) ms")
_LATE = re.compile(r"no answer yet for icmp_seq=(\d+)")
_REFUSED = re.compile(r"From (\S+) icmp_seq=(\d+) (.*)")
_WIDTH = 70


@dataclass
class Echoes:
    """Counts the answers of `repeat` echoes; `own` are the switch's addresses: their refusals are mere silence."""

    repeat: int
    own: frozenset[str]
    times: list[float] = field(default_factory=list)
    _seen: dict[int, str] = field(default_factory=dict)
    _sent: int = 0

    def line(self, text: str) -> str:
        """One sign for the echo that the line tells of, none for other lines."""
        if match := _REPLY.match(text):
            return self._sign(int(match[1]), "!", float(match[2]))
        if match := _LATE.match(text):
            return self._sign(int(match[1]), ".")
        if match := _REFUSED.match(text):
            return self._sign(int(match[2]), self._refusal(match[1], match[3]))
        return ""

    def _refusal(self, router: str, why: str) -> str:
        if router.rstrip(":") in self.own:
            return "."
        return "M" if "too big" in why.lower() or why.startswith("Frag needed") else "U"

    def _sign(self, number: int, sign: str, time: float | None = None) -> str:
        """Each echo gets one sign, the first; an answer after its timeout is no answer."""
        if number in self._seen:
            return ""
        self._seen[number] = sign
        if time is not None:
            self.times.append(time)
        return self._shown(sign)

    def _shown(self, sign: str) -> str:
        self._sent += 1
        return sign + ("\n" if self._sent % _WIDTH == 0 else "")

    def end(self, _status: int, interrupted: bool) -> str:
        """The signs that are missing, and the rate."""
        missing = min(1, self.repeat - self._sent) if interrupted else self.repeat - self._sent
        signs = "".join(self._shown(".") for _ in range(missing))
        return f"{signs}{'' if self._sent % _WIDTH == 0 else chr(10)}{self._rate()}"

    def _rate(self) -> str:
        good = len(self.times)
        text = f"Success rate is {good * 100 // self._sent} percent ({good}/{self._sent})"
        if not self.times:
            return f"{text}\n"
        shown = (min(self.times), sum(self.times) / good, max(self.times))
        return f"{text}, round-trip min/avg/max = {'/'.join(str(max(1, round(time))) for time in shown)} ms\n"
