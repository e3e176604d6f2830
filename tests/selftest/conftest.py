"""The lab vlan-trunk on a stage without devices: it shows exactly what lab.yml says should be seen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from ccp3lab.company import load_company
from ccp3lab.grading import BoundCheck, Grade, rubric
from ccp3lab.grading.grade import Result
from ccp3lab.grading.verdict import Doubt, Status, Verdict
from ccp3lab.house import here
from ccp3lab.lab import Lab, load_lab
from ccp3lab.selftest import Proof, prove

LAB = load_lab(here(), "vlan-trunk")
RUBRIC = rubric(LAB, LAB.within(load_company(here(), LAB.company)))
NOW = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS = {
    Status.PASSED: Verdict(Status.PASSED, "", ""),
    Status.FAILED: Verdict(Status.FAILED, "un tronc", "un port d'accès", "show interfaces trunk"),
    Status.UNDETERMINED: Verdict(Status.UNDETERMINED, "", "", doubt=Doubt.UNSEEN),
}
Rig = Callable[[str, Status], Status]
"""What a check that is not right says: (its id, its right verdict) to its verdict."""


def honest(_: str, status: Status) -> Status:
    return status


def always(check: str, verdict: Status) -> Rig:
    """CHECK says VERDICT whatever it sees; the others are right."""
    return lambda name, status: verdict if name == check else status


def looks_at(check: BoundCheck) -> set[str]:
    return {device for device, _ in check.check.needs(check.place).values()}


@dataclass
class FakeStage:
    """Keeps `ccp3lab.selftest.Stage`. `lab` is what lab.yml claims, `truth` what the devices do."""

    lab: Lab = LAB
    truth: Lab = LAB
    checks: tuple[BoundCheck, ...] = RUBRIC
    rig: Rig = honest
    restless: bool = False
    state: str = ""
    stopped: set[str] = field(default_factory=set)
    story: list[str] = field(default_factory=list)

    def bring(self, state: str) -> tuple[str, ...]:
        changed = state != self.state or self.restless
        self.state = state
        self.story.append(state)
        return ("sw1", "sw2") if changed else ()

    def grade(self, hoped: Callable[[Grade], bool]) -> Grade:
        found = Grade(tuple(self._result(check) for check in self.checks), NOW, NOW)
        hoped(found)
        return found

    def stop(self, device: str) -> None:
        self.story.append(f"stop {device}")
        self.stopped.add(device)

    def _result(self, check: BoundCheck) -> Result:
        return Result(check, VERDICTS[self.rig(check.id, self._right(check))])

    def _right(self, check: BoundCheck) -> Status:
        if looks_at(check) & self.stopped:
            return Status.UNDETERMINED
        return Status.FAILED if check.id in self._red() else Status.PASSED

    def _red(self) -> set[str]:
        if self.state == "start":
            return {check.id for check in self.checks}  # vlan-trunk states a base of 0
        fault = self.truth.faults.get(self.state)
        return set(fault.loses) if fault else set()


def trial(stage: FakeStage) -> tuple[Proof, ...]:
    """All proofs of STAGE's lab."""
    return prove(stage, stage.lab, stage.checks, lambda line: None)


def broken(stage: FakeStage) -> list[Proof]:
    """The proofs that do not hold on STAGE."""
    return [proof for proof in trial(stage) if not proof.holds]


@pytest.fixture
def stage() -> FakeStage:
    return FakeStage()
