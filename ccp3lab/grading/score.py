"""From results to points: the denominator is the rubric's sum, always; no rounding before the last step."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ccp3lab.grading.grade import Grade
from ccp3lab.grading.verdict import Status

OUT_OF = 20


@dataclass(frozen=True)
class Score:
    """Points of one run. `undetermined` counts the points of checks that nobody could judge (in neither camp)."""

    obtained: int
    undetermined: int
    total: int

    @property
    def mark(self) -> Fraction:
        """The mark out of 20, exact."""
        return Fraction(self.obtained * OUT_OF, self.total) if self.total else Fraction(0)

    @property
    def percent(self) -> Fraction:
        """The share of the points obtained, 0 to 100, exact."""
        return self.mark * 100 / OUT_OF


def score(grade: Grade) -> Score:
    """The points of GRADE. A check blocked by an undetermined one is undetermined too: nobody looked."""
    return Score(
        obtained=sum(result.points for result in grade.results),
        undetermined=sum(r.check.points for r in grade.results if r.verdict.doubt is not None),
        total=sum(result.check.points for result in grade.results),
    )


def exit_code(grade: Grade) -> int:
    """0: all passed. 3: something could not be looked at (the lab, not the learner). 1: something did not pass.

    A positive control that fails is most often the learner's unfinished work: beside a failed check it exits with 1,
    and with 3 only when nothing else explains it.
    """
    verdicts = [result.verdict for result in grade.results]
    if any(verdict.doubt is not None and verdict.doubt.is_the_labs for verdict in verdicts):
        return 3
    if any(verdict.status is Status.FAILED for verdict in verdicts):
        return 1
    return 0 if all(verdict.status is Status.PASSED for verdict in verdicts) else 3


def said(value: Fraction, places: int = 2) -> str:
    """VALUE as French people write it (`12`, `12,5`), rounded half up, once, here."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    return f"{rounded:f}".replace(".", ",")
