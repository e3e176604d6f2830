"""What a check concludes: one of four words, what was expected, what was found, what to look at (French)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Status(StrEnum):
    """The four words of a verdict. Only `PASSED` earns points; only `FAILED` blames the configuration."""

    PASSED = "passed"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    BLOCKED = "blocked"


class Doubt(StrEnum):
    """Why a verdict is undetermined (or blocked by a verdict that is)."""

    UNSEEN = "unseen"  # the device did not answer
    UNREADABLE = "unreadable"  # it answered something that is not the expected table
    DEFECT = "defect"  # the check itself broke
    CONTROL = "control"  # the positive control of a negative check failed: nothing was proven

    @property
    def is_the_labs(self) -> bool:
        """True when nobody could look, whatever the learner did: the command then exits with 3."""
        return self is not Doubt.CONTROL


@dataclass(frozen=True)
class Verdict:
    """The conclusion of one check. `look` says what to look at next; texts are French fragments without final stop."""

    status: Status
    expected: str
    found: str
    look: str = ""
    doubt: Doubt | None = None

    @property
    def message(self) -> str:
        """The one sentence form of all checks."""
        parts = [("Attendu", self.expected), ("Constaté", self.found), ("À regarder", self.look)]
        return " ".join(f"{label} : {text}." for label, text in parts if text)


def passed(expected: str, found: str) -> Verdict:
    """The device is as planned."""
    return Verdict(Status.PASSED, expected, found)


def failed(expected: str, found: str, look: str) -> Verdict:
    """The device was looked at and is not as planned."""
    return Verdict(Status.FAILED, expected, found, look)


def undetermined(expected: str, found: str, look: str, doubt: Doubt) -> Verdict:
    """Nobody can tell: neither a success nor the learner's failure."""
    return Verdict(Status.UNDETERMINED, expected, found, look, doubt)


def same(expected: T, found: T, look: str, said: Callable[[T], str] = str) -> Verdict:
    """Passed when both typed values are equal; SAID puts a value into French words."""
    told = said(expected), said(found)
    return passed(*told) if expected == found else failed(*told, look)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The first verdict that did not pass, else the first one (at least one verdict is needed)."""
    every = tuple(verdicts)
    return next((verdict for verdict in every if verdict.status is not Status.PASSED), every[0])
