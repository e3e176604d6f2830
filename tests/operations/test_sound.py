"""What of a lab is judged beside the services and the images."""

from dataclasses import replace

import pytest

from ccp3lab.company import load_company, load_image
from ccp3lab.house import here
from ccp3lab.lab import Alternative, Change, Lab, load_lab
from ccp3lab.operations.sound import unsound
from ccp3lab.parts import Text
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


@pytest.mark.parametrize("key", ["start", "solved"])
def test_a_fault_named_like_a_state(lab: Lab, key: str) -> None:
    (problem,) = problems(replace(lab, faults={key: replace(lab.faults["port-ferme"], key=key)}))
    assert (problem.loc, problem.message) == (("faults", key), f"`{key}` is the name of a state")


@pytest.mark.parametrize("key", ["start", "solved", "port-ferme"])
def test_another_right_answer_named_like_a_state(lab: Lab, key: str) -> None:
    other = Alternative(key, "autrement", Change(lines={"sw1": ("vlan 2",)}))
    (problem,) = problems(replace(lab, alternatives={key: other}))
    assert (problem.loc, problem.message) == (("alternatives", key), f"`{key}` is the name of another state")


WRONG = {
    "lines": (Change(lines={"pc-compta-1": ("vlan 2",)}), "pc-compta-1 has no command line of a network device"),
    "typed": (Change(typed={"pc-compta-1": ("vlan 2",)}), "pc-compta-1 has no command line of a network device"),
    "files": (Change(files={"sw1": {"/etc/x": Text("x.j2", "")}}), "sw1 is no Linux device"),
    "run": (Change(run={"sw1": ("true",)}), "sw1 is no Linux device"),
}


@pytest.mark.parametrize(("kind", "change", "said"), [(kind, *told) for kind, told in WRONG.items()], ids=WRONG)
def test_a_change_that_its_device_cannot_take(lab: Lab, kind: str, change: Change, said: str) -> None:
    fault = replace(lab.faults["port-ferme"], change=change)
    (problem,) = problems(replace(lab, faults={"panne": replace(fault, key="panne")}))
    assert (problem.loc[:3], problem.message) == (("faults", "panne", kind), said)
    assert problem.remedy
    other = Alternative("autre", "autrement", change)
    (problem,) = problems(replace(lab, alternatives={"autre": other}))
    assert (problem.loc[:3], problem.message) == (("alternatives", "autre", kind), said)
