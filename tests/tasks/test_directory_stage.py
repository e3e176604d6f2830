"""What the controller is told of the company's directory: when all is done, and before a learner's job."""

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.house import here
from ccp3lab.stages import STAGES, Ground, Stage
from tasks.directory_intent import Wanted
from tasks.directory_wanted import wanted


@pytest.fixture(scope="module")
def velo() -> Company:
    return load_company(here(), "atelier-velo").only(["sw1", "dc1"], ["directory"])


@pytest.fixture(scope="module")
def stage() -> Stage:
    found = STAGES.get("directory")
    assert found
    return found


def ground(company: Company, solved: Company, *prepared: str) -> Ground:
    return Ground(company, solved, "secret of {}".format, lambda: "all", frozenset(prepared))


def test_all_of_it_when_all_is_done(velo: Company, stage: Stage) -> None:
    (target,) = stage.done(ground(velo, velo)).values()
    assert target.wanted({}) == wanted(velo)
    assert target.wanted({"1003": "martinc"}) == wanted(velo, {"1003": "martinc"})
    assert target.unwanted({}) == Wanted()
    assert target.initial("cmartin") == "secret of first password of cmartin"
    assert "first password" not in repr(target)


def test_nothing_of_it_before(velo: Company, stage: Stage) -> None:
    told = stage.undone(ground(velo, velo))
    assert list(told) == ["dc1"]
    assert told["dc1"].wanted({}) == Wanted()
    assert told["dc1"].unwanted({}) == wanted(velo), "also what the learner made goes"


def test_what_the_lab_has_before(velo: Company, stage: Stage) -> None:
    section = velo.section("directory")
    less = section.model_copy(update={"policy": None})
    before = velo.only(velo.devices)
    before = type(before)(**{**vars(before), "sections": {"directory": less}})
    (target,) = stage.undone(ground(before, velo, "directory")).values()
    assert target.wanted({}) == wanted(before)
    assert target.wanted({}).policy is None
    assert target.unwanted({}).policy is not None
    (other,) = stage.undone(ground(before, velo, "shares")).values()
    assert other.wanted({}) == Wanted(), "of another service only"


@pytest.mark.parametrize("devices", [["sw1"], ["sw1", "dc1"]])
def test_no_controller_or_no_section_is_nothing_to_do(velo: Company, stage: Stage, devices: list[str]) -> None:
    cut = velo.only(devices)
    assert not stage.done(ground(cut, cut))
    assert not stage.undone(ground(cut, cut))
