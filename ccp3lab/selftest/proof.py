"""What a selftest claims about a lab, and whether it held (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ccp3lab.grading import BoundCheck, Grade, Status

_NONE = "none"


@dataclass(frozen=True)
class Proof:
    """One claim, what should be seen, what was seen; `why` is what the checks say that are a surprise, a line each."""

    claim: str
    expected: str
    found: str
    why: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it was seen as expected."""
        return self.expected == self.found


def points(claim: str, expected: int, grade: Grade) -> Proof:
    """GRADE earns EXPECTED points, out of all of them."""
    total = sum(result.check.points for result in grade.results)
    earned = sum(result.points for result in grade.results)
    return Proof(claim, f"{expected} of {total}", f"{earned} of {total}")


def loses(claim: str, expected: Iterable[str], grade: Grade) -> Proof:
    """Exactly the EXPECTED checks did not pass."""
    lost, due = grade.not_passed(), frozenset(expected)
    return Proof(claim, names(due), names(lost), tuple(_said(grade, lost - due)))


def _said(grade: Grade, surprising: frozenset[str]) -> Iterator[str]:
    """The words of those checks; a blocked one only names another."""
    for result in grade.results:
        if result.check.id in surprising and result.verdict.status is not Status.BLOCKED:
            yield f"{result.check.id}: {result.verdict.message}"


def unseen(device: str, total: int, grade: Grade) -> Proof:
    """With DEVICE stopped no check that looks at it passes or fails, and TOTAL points stay the denominator."""
    looking = {r.check.id for r in grade.results if device in _looked_at(r.check)}
    judged = looking - grade.having(Status.UNDETERMINED)
    out_of = sum(result.check.points for result in grade.results)
    claim = f"{device} stopped: its {len(looking)} checks are undetermined, out of {total}"
    return Proof(claim, f"judged: {_NONE}, out of {total}", f"judged: {names(judged)}, out of {out_of}")


def _looked_at(check: BoundCheck) -> set[str]:
    return {device for device, _ in check.check.needs(check.place).values()}


def names(ids: Iterable[str]) -> str:
    """IDs in one order, so that equal sets read the same."""
    return ", ".join(sorted(ids)) or _NONE
