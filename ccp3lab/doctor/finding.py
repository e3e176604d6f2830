"""One row of the doctor's table, and the table. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rich.markup import escape
from rich.table import Table


class State(StrEnum):
    """How what was found compares with what is needed."""

    THERE = "there"
    MISSING = "missing"
    TOO_OLD = "too old"


COLOUR = {State.THERE: "green", State.MISSING: "red", State.TOO_OLD: "yellow"}


@dataclass(frozen=True)
class Finding:
    """One thing that a lab needs: what was found of it, and the command that mends it when that is not enough."""

    name: str
    found: str
    needed: str
    state: State
    remedy: str = ""


def judged(name: str, found: str | None, needed: str, remedy: str) -> Finding:
    """The Finding for a thing that is either there (FOUND tells what) or missing (None)."""
    if found:
        return Finding(name, found, needed, State.THERE)
    return Finding(name, "-", needed, State.MISSING, remedy)


def healthy(findings: Iterable[Finding]) -> bool:
    """A lab can run: nothing is missing or too old."""
    return all(finding.state is State.THERE for finding in findings)


def table(findings: Iterable[Finding]) -> Table:
    """FINDINGS as a table for people."""
    grid = Table("what", "found", "needed", "state", "what to do", title="ccp3 doctor", title_justify="left")
    for finding in findings:
        state = f"[{COLOUR[finding.state]}]{finding.state}[/]"
        grid.add_row(escape(finding.name), escape(finding.found), escape(finding.needed), state, escape(finding.remedy))
    return grid
