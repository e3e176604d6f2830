"""`ping` on the command line of a network device."""

import re

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line

_RATE = re.compile(r"^Success rate is (\d{1,3}) percent \((\d+)/(\d+)\)", re.MULTILINE)


def answers(text: str) -> int:
    """How many echoes were answered; raises Unreadable when its numbers are missing or do not agree."""
    rate = _RATE.search(text)
    got, sent = (int(rate[2]), int(rate[3])) if rate else (0, 0)
    if rate is None or not 0 <= got <= sent or sent == 0 or got * 100 // sent != int(rate[1]):
        raise Unreadable(f"ping : {one_line(text) or 'réponse vide'}")
    return got
