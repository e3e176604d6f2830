"""`ccp3 selftest` on real devices, and its proof: no check of the lab could be rigged without it noticing.

The selftest runs once, as a program; what it saw is played again with each check always passing, then always failing.
"""

import pickle
from dataclasses import dataclass, replace

import pytest
from labbench.desk import LAB, Desk, Said, ended
from labbench.story import VERDICTS, Replay, Rigged, Scene
from labbench.traces import traces

from ccp3lab.grading import BoundCheck
from ccp3lab.house import here
from ccp3lab.instance import as_written
from ccp3lab.lab import Lab
from ccp3lab.operations.check import questions
from ccp3lab.operations.scene import scene
from ccp3lab.selftest import Proof, prove

pytestmark = [pytest.mark.lab, pytest.mark.long, pytest.mark.timeout(300)]

CHECKS = [check.id for check in questions(scene(here(), LAB, "selftest", as_written()))]


@dataclass(frozen=True)
class Told:
    """How the selftest ended, its story, and the number of its process, which names its instance."""

    said: Said
    story: list[Scene]
    pid: int


@pytest.fixture(scope="module")
def told(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The selftest, run once as a program."""
    story = tmp_path_factory.mktemp("selftest") / "story"
    process = desk.python("-m", "labbench.recorder", str(story), "selftest", LAB)
    said = ended(process, limit=280)
    return Told(said, pickle.loads(story.read_bytes()), process.pid)


@pytest.fixture(scope="module")
def lab(desk: Desk) -> Lab:
    return scene(desk.house, LAB, "selftest", as_written()).lab


@pytest.fixture(scope="module")
def rubric(desk: Desk) -> tuple[BoundCheck, ...]:
    return questions(scene(desk.house, LAB, "selftest", as_written()))


def proofs(told: Told, lab: Lab, rubric: tuple[BoundCheck, ...]) -> tuple[Proof, ...]:
    return prove(Replay(told.story, rubric), lab, rubric, lambda step: None)


def test_it_passes_and_leaves_nothing(desk: Desk, told: Told) -> None:
    assert told.said.code == 0, told.said.text
    assert "expected:" not in told.said.out
    assert traces(desk.instance(f"selftest-{told.pid}")) == []


def test_its_story_is_whole(told: Told, lab: Lab) -> None:
    states = [one.state for one in told.story]
    assert states[:3] == ["start", "solved", "solved"]
    assert states[3:-2] == list(lab.faults)
    assert states[-2] == "solved"
    assert states[-1] in {f"{device} stopped" for device in lab.devices}
    assert [number for number, one in enumerate(told.story) if not one.looks] == [2]  # only brought there


def test_played_again_it_proves_the_same(told: Told, lab: Lab, rubric: tuple[BoundCheck, ...]) -> None:
    wrong = [proof for proof in proofs(told, lab, rubric) if not proof.holds]
    assert wrong == []


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("name", CHECKS)
def test_a_rigged_check_is_noticed(
    told: Told, lab: Lab, rubric: tuple[BoundCheck, ...], name: str, verdict: str
) -> None:
    rigged = tuple(
        replace(check, check=Rigged(honest=check.check, verdict=VERDICTS[verdict])) if check.id == name else check
        for check in rubric
    )
    assert [proof for proof in proofs(told, lab, rigged) if not proof.holds]


def test_every_check_was_rigged(rubric: tuple[BoundCheck, ...]) -> None:
    assert [check.id for check in rubric] == CHECKS
    assert len(CHECKS) >= 12
