"""French words and typography of the reports."""

import re
from collections.abc import Mapping
from fractions import Fraction

from ccp3lab.grading.score import OUT_OF, Score, said
from ccp3lab.grading.verdict import Status

STATES: Mapping[Status, str] = {
    Status.PASSED: "✔ réussi",
    Status.FAILED: "✘ à revoir",
    Status.UNDETERMINED: "? indéterminé",
    Status.BLOCKED: "- bloqué",
}
"""Readable without colour: a sign and a word."""

_GLUED = re.compile(r"(?<=«) | (?=[:;?!»%])")


def typeset(text: str, glue: str = "\N{NO-BREAK SPACE}") -> str:
    """TEXT with GLUE for the blanks that French keeps on one line: inside « », before : ; ? ! %."""
    return _GLUED.sub(glue, text)


def points(count: int) -> str:
    """COUNT points in words: in French none is singular, as one is."""
    return f"{count} point{'s' if count > 1 else ''}"


def total(score: Score) -> str:
    """The last line of a report: `12 / 20, dont 3 points indéterminés`; the points too where they are not out of 20."""
    mark = f"{said(score.mark)} / {OUT_OF}"
    if score.total != OUT_OF:
        mark += f" ({points(score.obtained)} sur {score.total})"
    if not score.undetermined:
        return mark
    return f"{mark}, dont {points(score.undetermined)} indéterminé{'s' if score.undetermined > 1 else ''}"


def percent(share: Fraction) -> str:
    """SHARE (0 to 100) as `62,5 %`."""
    return f"{said(share, 1)} %"
