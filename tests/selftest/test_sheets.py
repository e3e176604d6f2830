"""The selftest of plan-adressage, on real files; and that it finds a lab that is not as it says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ccp3lab.grading import Grade, Status, rubric
from ccp3lab.house import House, here
from ccp3lab.lab import Lab
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.selftest import Proof, prove
from ccp3lab.selftest.sheets import on_sheet


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return scene_of(House(here().root, tmp_path / "home"), "plan-adressage", "selftest")


@pytest.fixture
def tried(scene: Scene) -> Callable[..., list[Proof]]:
    """tried(LAB): the proofs of LAB that do not hold on the real sheets."""

    def run(lab: Lab | None = None) -> list[Proof]:
        here_ = replace(scene, lab=lab or scene.lab)
        asked = rubric(here_.lab, here_.company)
        with on_sheet(here_, asked) as stage:
            return [proof for proof in prove(stage, here_.lab, asked, lambda _: None) if not proof.holds]

    return run


def test_all_proofs_hold(tried: Callable[..., list[Proof]], scene: Scene) -> None:
    assert tried() == []
    assert not scene.instance.folder.exists()


def test_it_is_a_selftest_of_weight(scene: Scene) -> None:
    lab = scene.lab
    assert len(lab.faults) >= 8
    assert len(lab.layouts) >= 3
    assert {name for fault in lab.faults.values() for name in fault.loses} == {check.id for check in lab.checks}


def test_a_wrong_base_is_found(tried: Callable[..., list[Proof]], scene: Scene) -> None:
    (proof,) = tried(replace(scene.lab, start=5))
    assert proof.claim.startswith("start")


def test_a_fault_that_costs_something_else_is_found(tried: Callable[..., list[Proof]], scene: Scene) -> None:
    fault = replace(scene.lab.faults["trop-grand"], loses=("taille",))
    (proof,) = tried(replace(scene.lab, faults={**scene.lab.faults, "trop-grand": fault}))
    assert (proof.expected, proof.found) == ("taille", "gaspillage")


def test_a_rule_that_another_right_answer_breaks_is_found(tried: Callable[..., list[Proof]], scene: Scene) -> None:
    checks = tuple(
        check.model_copy(update={"with_": {"rule": "first"}}) if check.id == "passerelle" else check
        for check in scene.lab.checks
    )
    claims = {proof.claim.partition(":")[0] for proof in tried(replace(scene.lab, checks=checks))}
    assert claims == {"alternative par-le-haut", "alternative passerelle-haute"}


def test_a_check_that_no_fault_turns_red_is_found(tried: Callable[..., list[Proof]], scene: Scene) -> None:
    lab = replace(scene.lab, faults={}, start=0)
    assert tried(lab) == []  # the empty sheet turns each of them red


def test_both_files_are_looked_at(scene: Scene) -> None:
    asked = rubric(scene.lab, scene.company)
    with on_sheet(scene, asked) as stage:
        stage.bring("solved")
        book = next(path for path in stage.files if path.suffix == ".xlsx")
        book.write_bytes(b"PK\x03\x04")

        def hoped(grade: Grade) -> bool:
            return not grade.not_passed()

        assert stage.grade(hoped).having(Status.UNDETERMINED) == {check.id for check in asked}


def test_the_folder_goes_when_the_proofs_break_off(scene: Scene) -> None:
    def breaks_off() -> None:
        with on_sheet(scene, ()):
            assert scene.instance.folder.exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert not scene.instance.folder.exists()
