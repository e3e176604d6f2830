"""What a live selftest saw, state by state, and a stage that plays it again without any device."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccp3lab.grading import BoundCheck, Check, Grade, Place, Verdict, grade
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import failed, passed

Seen = Mapping[tuple[str, Need], Observation]


@dataclass
class Scene:
    """One state of the instance: which devices changed on the way to it, what each look saw."""

    state: str
    changed: tuple[str, ...]
    looks: list[Seen] = field(default_factory=list)


@dataclass
class Replay:
    """Keeps `ccp3lab.selftest.Stage`: every scene in its order, graded by RUBRIC on what was seen last in it."""

    scenes: list[Scene]
    rubric: tuple[BoundCheck, ...]
    _now: int = -1

    def bring(self, state: str) -> tuple[str, ...]:
        """The next scene, which must be of STATE."""
        self._now += 1
        assert self.scenes[self._now].state == state
        return self.scenes[self._now].changed

    def stop(self, device: str) -> None:
        """The next scene, in which DEVICE was stopped."""
        self._now += 1
        assert self.scenes[self._now].state == f"{device} stopped"

    def grade(self, hoped: Callable[[Grade], bool]) -> Grade:
        """The grade of the present scene."""
        return grade(self.rubric, self._collect, 0)

    def _collect(self, needs: Mapping[str, frozenset[Need]]) -> Seen:
        seen = self.scenes[self._now].looks[-1]
        return {(device, need): seen[device, need] for device, wanted in needs.items() for need in wanted}


class Rigged(Check):
    """A check that looks where HONEST does and says VERDICT whatever it sees."""

    honest: Any
    verdict: Any

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        needs: Mapping[str, tuple[str, Need]] = self.honest.needs(place)
        return needs

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        verdict: Verdict = self.verdict
        return verdict


VERDICTS = {"always passes": passed("", ""), "always fails": failed("", "", "")}
