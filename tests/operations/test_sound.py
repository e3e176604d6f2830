"""What of a lab is judged beside the services and the images."""

from dataclasses import replace

import pytest

from ccp3lab.company import load_company, load_image
from ccp3lab.house import here
from ccp3lab.lab import Lab, load_lab
from ccp3lab.operations.sound import unsound
from ccp3lab.problem import Problem


@pytest.fixture(scope="module")
def lab() -> Lab:
    return load_lab(here(), "vlan-trunk")


def problems(lab: Lab) -> list[Problem]:
    company = load_company(here(), lab.company)
    images = {device.image: load_image(here(), device.image) for device in company.devices.values()}
    return list(unsound(lab, company, images))


def test_the_lab_as_it_stands_is_sound(lab: Lab) -> None:
    assert problems(lab) == []


def test_a_service_that_does_not_exist_would_hand_out_the_solution(lab: Lab) -> None:
    (problem,) = problems(replace(lab, learner_does=("swiching",)))
    assert problem.loc == ("learner_does", 0)
    assert "switching" in problem.remedy


@pytest.mark.parametrize(("key", "on", "part"), [("start", "sw1", "state"), ("panne", "pc-compta-1", "command line")])
def test_a_fault_that_cannot_be_planted(lab: Lab, key: str, on: str, part: str) -> None:
    fault = replace(next(iter(lab.faults.values())), key=key, on=on)
    (problem,) = problems(replace(lab, faults={key: fault}))
    assert problem.loc[:2] == ("faults", key)
    assert part in problem.message
