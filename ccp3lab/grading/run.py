"""A grading run: collect, evaluate, and look again only at what is still red and may need time."""

import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from typing import Protocol

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.grade import Evidence, Grade, Result
from ccp3lab.grading.hostile import masked, one_line
from ccp3lab.grading.need import Need, Observation, Question, unseen
from ccp3lab.grading.rubric import BoundCheck
from ccp3lab.grading.verdict import Doubt, Status, Verdict, undetermined

Key = tuple[str, Need]
Seen = Mapping[Key, Observation]
Collect = Callable[[Mapping[str, frozenset[Need]]], Seen]

PAUSE = 0.3
"""Seconds between the end of one look and the start of the next."""


class Clock(Protocol):
    """Time, so that a test does not wait."""

    def now(self) -> float:
        """Seconds since some fixed moment; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class WallClock:
    """The real one."""

    def now(self) -> float:
        """Monotonic seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for SECONDS."""
        time.sleep(seconds)


@dataclass
class _Run:
    """The state of one run: what was seen so far and what it says."""

    collect: Collect
    clock: Clock
    start: float
    seen: dict[Key, Observation] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)

    def look(self, checks: Iterable[BoundCheck]) -> None:
        """Collect what CHECKS need, once, and judge them, causes before consequences."""
        wanted = list(checks)
        self.seen.update(self.collect(needs_of(wanted)))
        seconds = self.clock.now() - self.start
        for check in wanted:
            self.results[check.id] = replace(judge(check, self.seen, self.results), seconds=seconds)

    def red(self, checks: Iterable[BoundCheck], windows: Mapping[str, float]) -> list[BoundCheck]:
        """The checks that did not pass and still may: their window is open, and so is that of each red cause."""
        spent, found = self.clock.now() - self.start, dict[str, BoundCheck]()
        for check in checks:
            hopeful = all(cause in found or self._passed(cause) for cause in check.after)
            if not self._passed(check.id) and spent < windows[check.id] and hopeful:
                found[check.id] = check
        return list(found.values())

    def _passed(self, name: str) -> bool:
        """Whether check NAME passed; a check that is not in this run holds nobody up."""
        return name not in self.results or _passed(self.results[name])


def grade(
    rubric: tuple[BoundCheck, ...], collect: Collect, window: float = float("inf"), clock: Clock | None = None
) -> Grade:
    """Grade RUBRIC. WINDOW (seconds) caps how long red checks with `wait` are looked at again; 0 looks once."""
    clock = clock or WallClock()
    started, ordered = datetime.now(UTC), causes_first(rubric)
    windows = {name: min(wait, window) for name, wait in waits(ordered).items()}
    run = _Run(collect, clock, clock.now())
    run.look(ordered)
    while red := run.red(ordered, windows):
        clock.sleep(PAUSE)
        run.look(red)
    return Grade(tuple(run.results[check.id] for check in rubric), started, datetime.now(UTC))


def causes_first(rubric: Iterable[BoundCheck]) -> tuple[BoundCheck, ...]:
    """The checks in an order where each comes later than those of its `after`."""
    checks = {check.id: check for check in rubric}
    order = TopologicalSorter({check.id: check.after for check in checks.values()}).static_order()
    return tuple(checks[name] for name in order if name in checks)


def waits(ordered: Iterable[BoundCheck]) -> dict[str, float]:
    """The retry window of each check (seconds): its own, or that of a cause which may still turn green."""
    windows: dict[str, float] = {}
    for check in ordered:
        windows[check.id] = max([check.wait, *(windows.get(cause, 0.0) for cause in check.after)])
    return windows


def needs_of(checks: Iterable[BoundCheck]) -> dict[str, frozenset[Need]]:
    """What to collect for CHECKS, by device, each need once."""
    wanted: dict[str, set[Need]] = {}
    for check in checks:
        for device, need in (*_needs(check).values(), *_witnesses(check).values()):
            wanted.setdefault(device, set()).add(need)
    return {device: frozenset(needs) for device, needs in wanted.items()}


def servers(checks: Iterable[BoundCheck]) -> list[str]:
    """The connections to servers that the questions of CHECKS are asked over."""
    wanted = (need for needs in needs_of(checks).values() for need in needs)
    return sorted({need.connection for need in wanted if isinstance(need, Question)})


def judge(check: BoundCheck, seen: Seen, results: Mapping[str, Result]) -> Result:
    """The result of one check: unseen, else blocked, else evaluated. RESULTS holds those of its causes."""
    needs = _needs(check)
    evidence = tuple(_evidence(key, _found(seen, key)) for key in needs.values())
    if verdict := _blind(needs.values(), seen):
        return Result(check, verdict, evidence)
    causes = (results[name] for name in check.after if name in results)
    if cause := next((result for result in causes if not _passed(result)), None):
        return Result(check, _blocked(cause), evidence)
    result = _evaluated(check, {name: _found(seen, key) for name, key in needs.items()})
    if not _passed(result) and (verdict := _blind(_witnesses(check).values(), seen)):
        return Result(check, verdict, evidence)
    return replace(result, evidence=evidence)


def _needs(check: BoundCheck) -> Mapping[str, Key]:
    return check.check.needs(check.place)


def _witnesses(check: BoundCheck) -> Mapping[str, Key]:
    return check.check.witnesses(check.place)


def _found(seen: Seen, key: Key) -> Observation:
    return seen.get(key, unseen("rien n'est revenu de cet équipement"))


def _blind(keys: Iterable[Key], seen: Seen) -> Verdict | None:
    """The verdict when one of KEYS could not be looked at."""
    found = ((device, _found(seen, (device, need))) for device, need in keys)
    return next((_unseen(device, observation) for device, observation in found if observation.error), None)


def _evaluated(check: BoundCheck, found: Mapping[str, Observation]) -> Result:
    try:
        return Result(check, check.check.evaluate(found, check.place))
    except Unreadable as error:
        look = "la réponse complète dans les preuves ; prévenir le formateur"
        return Result(check, undetermined("", f"réponse illisible : {one_line(str(error))}", look, Doubt.UNREADABLE))
    except Exception as error:  # a broken check costs its own verdict, never the run
        found_ = f"défaut de l'outil ({type(error).__name__})"
        verdict = undetermined("", found_, "prévenir le formateur : la trace est dans les preuves", Doubt.DEFECT)
        return Result(check, verdict, trace=traceback.format_exc())


def _unseen(device: str, observation: Observation) -> Verdict:
    look = observation.look or f"{device} est-il démarré et joignable ? (ccp3 status)"
    return undetermined("", f"{device} : {observation.error}", look, Doubt.UNSEEN)


def _blocked(cause: Result) -> Verdict:
    look = "ce contrôle-là d'abord"
    return Verdict(Status.BLOCKED, "", f"dépend de : {cause.check.title}", look, cause.verdict.doubt)


def _evidence(key: Key, observation: Observation) -> Evidence:
    device, need = key
    return Evidence(device, str(need), masked(observation.text), observation.code, observation.error)


def _passed(result: Result) -> bool:
    return result.verdict.status is Status.PASSED
