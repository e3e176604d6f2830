"""A selftest holds on a lab that is as it says, and on no other: nothing wrong with a lab goes unseen."""

from dataclasses import replace

import pytest

from ccp3lab.grading.verdict import Status
from ccp3lab.lab import Fault
from ccp3lab.selftest import prove
from tests.selftest.conftest import LAB, RUBRIC, FakeStage, always, broken, looks_at, trial

CHECKS = [check.id for check in RUBRIC]


def test_all_proofs_hold_on_a_lab_that_is_as_it_says(stage: FakeStage) -> None:
    assert broken(stage) == []


def test_every_claim_is_tried_once(stage: FakeStage) -> None:
    claims = [proof.claim for proof in trial(stage)]
    assert len(claims) == len(set(claims)) == 3 + len(LAB.faults) + 3
    for fault in LAB.faults.values():
        assert f"fault {fault.key} (on {fault.on})" in claims


def test_the_order_is_start_solved_twice_each_fault_then_a_stopped_device(stage: FakeStage) -> None:
    trial(stage)
    (stopped,) = stage.stopped
    assert stage.story == ["start", "solved", "solved", *LAB.faults, "solved", f"stop {stopped}"]


def test_the_device_that_most_checks_look_at_is_stopped(stage: FakeStage) -> None:
    trial(stage)
    (stopped,) = stage.stopped
    counts = {device: sum(device in looks_at(check) for check in RUBRIC) for device in LAB.devices}
    assert counts[stopped] == max(counts.values())


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("verdict", [Status.PASSED, Status.FAILED, Status.UNDETERMINED])
def test_a_check_that_always_says_the_same_is_found(check: str, verdict: Status) -> None:
    assert broken(FakeStage(rig=always(check, verdict)))


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_that_says_the_contrary_is_found(check: str) -> None:
    contrary = {Status.PASSED: Status.FAILED, Status.FAILED: Status.PASSED}
    stage = FakeStage(rig=lambda name, status: contrary.get(status, status) if name == check else status)
    assert broken(stage)


def test_a_second_push_that_changes_something_is_found_with_its_devices() -> None:
    (proof,) = broken(FakeStage(restless=True))
    assert proof.claim.startswith("solved again")
    assert (proof.expected, proof.found) == ("none", "sw1, sw2")


@pytest.mark.parametrize("verdict", [Status.PASSED, Status.FAILED])
def test_a_stopped_device_whose_checks_are_judged_is_found(verdict: Status) -> None:
    stage = FakeStage(rig=lambda _, status: verdict if status is Status.UNDETERMINED else status)
    (proof,) = broken(stage)
    (stopped,) = stage.stopped
    assert proof.claim.startswith(f"{stopped} stopped")
    judged = proof.found.removeprefix("judged: ").rpartition(", out of ")[0].split(", ")
    assert set(judged) == {check.id for check in RUBRIC if stopped in looks_at(check)}


def test_a_denominator_that_shrinks_with_a_stopped_device_is_found() -> None:
    class Forgetful(FakeStage):
        def stop(self, device: str) -> None:
            self.checks = tuple(check for check in self.checks if device not in looks_at(check))

    (proof,) = broken(Forgetful())
    assert proof.expected.endswith("out of 20")
    assert not proof.found.endswith("out of 20")


@pytest.mark.parametrize("fault", LAB.faults.values(), ids=LAB.faults)
def test_a_fault_that_loses_one_check_more_is_found(fault: Fault) -> None:
    more = next(check for check in CHECKS if check not in fault.loses)
    (proof,) = broken(_with_loss(fault, (*fault.loses, more)))
    assert proof.claim == f"fault {fault.key} (on {fault.on})"
    assert more in proof.found
    assert more not in proof.expected


@pytest.mark.parametrize("fault", LAB.faults.values(), ids=LAB.faults)
def test_a_fault_that_loses_one_check_less_is_found(fault: Fault) -> None:
    proofs = broken(_with_loss(fault, fault.loses[1:]))
    assert proofs[0].claim == f"fault {fault.key} (on {fault.on})"
    assert fault.loses[0] not in proofs[0].found.split(", ")


def _with_loss(fault: Fault, loses: tuple[str, ...]) -> FakeStage:
    """Devices on which FAULT costs other checks than lab.yml says."""
    return FakeStage(truth=replace(LAB, faults={**LAB.faults, fault.key: replace(fault, loses=loses)}))


@pytest.mark.parametrize("start", [1, 5, 20])
def test_a_base_that_is_not_the_stated_one_is_found(start: int) -> None:
    (proof,) = broken(FakeStage(lab=replace(LAB, start=start)))
    assert proof.claim.startswith("start")
    assert (proof.expected, proof.found) == (f"{start} of 20", "0 of 20")


def test_an_unmentioned_check_is_found_even_where_the_points_agree() -> None:
    """Start earns what it should, yet by a check that no state turns red."""
    lucky = next(check for check in RUBRIC if check.id == "vlan-compta-sw1")
    stage = FakeStage(
        lab=replace(LAB, start=lucky.points, faults={k: f for k, f in LAB.faults.items() if lucky.id not in f.loses}),
        rig=lambda name, status: Status.PASSED if name == lucky.id and status is Status.FAILED else status,
    )
    (proof,) = broken(stage)
    assert proof.claim == "every check was seen red and green"
    assert proof.found == lucky.id


def test_steps_are_told_as_they_begin(stage: FakeStage) -> None:
    told: list[str] = []
    prove(stage, LAB, RUBRIC, told.append)
    assert told[:2] == ["state `start`", "state `solved`"]
    assert told[2:-2] == [f"fault `{key}`" for key in LAB.faults]
    assert told[-2] == "state `solved`"
    assert told[-1].endswith("stopped")
