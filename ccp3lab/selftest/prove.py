"""The order of a selftest: start, solved, solved again, other right answers, each fault, solved, a stopped device.

It talks to a stage only.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Protocol

from ccp3lab.grading import BoundCheck, Grade
from ccp3lab.lab import SOLVED, START, Fault, Lab
from ccp3lab.progress import Say
from ccp3lab.selftest.proof import Proof, loses, names, points, unseen


class Stage(Protocol):
    """An instance that can be brought from state to state."""

    def bring(self, state: str) -> tuple[str, ...]:
        """Bring every device to STATE by configuration replace; the names of those that changed."""

    def grade(self, hoped: Callable[[Grade], bool]) -> Grade:
        """Grade now; look again until what is HOPED for is seen or the lab's own retry window is over."""

    def stop(self, device: str) -> None:
        """Take DEVICE away."""


def prove(stage: Stage, lab: Lab, rubric: tuple[BoundCheck, ...], say: Say) -> tuple[Proof, ...]:
    """Every claim of LAB, tried on STAGE with RUBRIC."""
    grades: list[Grade] = []

    def seen(hoped: Callable[[Grade], bool]) -> Grade:
        grades.append(stage.grade(hoped))
        return grades[-1]

    proofs = [*_states(stage, lab, seen, say), *_alternatives(stage, lab, seen, say), *_faults(stage, lab, seen, say)]
    return (*proofs, _covered(rubric, grades), _stopped(stage, lab, rubric, say))


def _states(stage: Stage, lab: Lab, seen: Callable[..., Grade], say: Say) -> Iterator[Proof]:
    say("state `start`")
    stage.bring(START)
    base = points("start: the stated base", lab.start, seen(lambda g: points("", lab.start, g).holds))
    yield base
    say("state `solved`")
    stage.bring(SOLVED)
    yield loses("solved: every check passes", (), seen(lambda g: not g.not_passed()))
    yield Proof("solved again: nothing changes", names(()), names(stage.bring(SOLVED)))


def _alternatives(stage: Stage, lab: Lab, seen: Callable[..., Grade], say: Say) -> Iterator[Proof]:
    for name in lab.others:
        say(f"alternative `{name}`")
        stage.bring(name)
        yield loses(f"alternative {name}: every check passes", (), seen(lambda g: not g.not_passed()))


def _faults(stage: Stage, lab: Lab, seen: Callable[..., Grade], say: Say) -> Iterator[Proof]:
    for fault in lab.faults.values():
        say(f"fault `{fault.key}`")
        stage.bring(fault.key)
        yield _fault(fault, seen)
    say("state `solved`")
    stage.bring(SOLVED)
    yield loses("solved after all that: every check passes", (), seen(lambda g: not g.not_passed()))


def _fault(fault: Fault, seen: Callable[..., Grade]) -> Proof:
    claim = f"fault {fault.key} (on {fault.on or 'the data'})"
    return loses(claim, fault.loses, seen(lambda g: g.not_passed() == frozenset(fault.loses)))


def _covered(rubric: tuple[BoundCheck, ...], grades: list[Grade]) -> Proof:
    """A check that was never red proves nothing, one that was never green is impossible."""
    red = frozenset(name for grade in grades for name in grade.not_passed())
    green = frozenset(r.check.id for g in grades for r in g.results if r.check.id not in g.not_passed())
    wanted = {check.id for check in rubric}
    return Proof("every check was seen red and green", names(()), names(wanted - (red & green)))


def _stopped(stage: Stage, lab: Lab, rubric: tuple[BoundCheck, ...], say: Say) -> Proof:
    """The device that most checks look at is taken away from the solved lab."""
    looked_at = Counter(d for check in rubric for d in {d for d, _ in check.check.needs(check.place).values()})
    device = max(lab.places, key=lambda name: looked_at[name])
    say(f"{device} stopped")
    stage.stop(device)
    return unseen(device, lab.points, stage.grade(lambda g: unseen(device, lab.points, g).holds))
