"""What a grading run concludes: one result a check, with the evidence behind it."""

from dataclasses import dataclass
from datetime import datetime

from ccp3lab.grading.rubric import BoundCheck
from ccp3lab.grading.verdict import Status, Verdict


@dataclass(frozen=True)
class Evidence:
    """What a verdict rests on: one observation, cleaned, secrets masked."""

    device: str
    command: str
    text: str
    code: int | None = None
    error: str = ""


@dataclass(frozen=True)
class Result:
    """The verdict on one check; `seconds` since the start of the run when it was last looked at."""

    check: BoundCheck
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    seconds: float = 0.0
    trace: str = ""

    @property
    def points(self) -> int:
        """What this check earns: all of its points or none."""
        return self.check.points if self.verdict.status is Status.PASSED else 0


@dataclass(frozen=True)
class Grade:
    """All results of one run, in the order of the rubric; times are in UTC."""

    results: tuple[Result, ...]
    started: datetime
    ended: datetime

    def not_passed(self) -> frozenset[str]:
        """The ids of the checks that did not pass, whatever the reason: what a planted fault is compared with."""
        return frozenset(r.check.id for r in self.results if r.verdict.status is not Status.PASSED)

    def having(self, status: Status) -> frozenset[str]:
        """The ids of the checks of one status."""
        return frozenset(r.check.id for r in self.results if r.verdict.status is status)
