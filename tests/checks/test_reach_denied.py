"""`reach.denied`: silence counts only where the asker is heard elsewhere and the silent host is there."""

import json

import pytest

from ccp3lab.company import Company
from ccp3lab.grading import Doubt, Observation, Place, Show, Status
from ccp3lab.grading.check import CHECKS
from tests.checks.test_reach import ANSWERED, SILENT

GIVEN = {"to": "sw2", "control": "pc-at-2", "by": ["sw1"]}
HEAD = "Interface              IP-Address      OK? Method Status                Protocol\n"
UP = HEAD + "Vlan90                 10.0.90.12      YES manual up                    up\n"
YES, NO = Observation(ANSWERED, 0), Observation(SILENT, 1)


@pytest.fixture
def company(two_sites: Company) -> Company:
    return two_sites


def asked(ask, to: Observation, control: Observation, there: str = UP, gone: str = ""):
    return ask("reach.denied", "pc-rh-1", GIVEN, gone, to=to, control=control, there=there)


def test_silence_with_both_controls_passes(ask) -> None:
    verdict = asked(ask, NO, YES)
    assert (verdict.status, verdict.found) == (Status.PASSED, "sw2 se tait, le témoin pc-at-2 répond")


@pytest.mark.parametrize("control", [YES, NO])
def test_an_answer_fails_whatever_the_controls(ask, control: Observation) -> None:
    assert asked(ask, YES, control, HEAD + "Vlan1 unassigned YES unset up down\n").status is Status.FAILED


@pytest.mark.parametrize(
    ("control", "there", "found"),
    [
        pytest.param(NO, UP, "le témoin pc-at-2 ne répond pas non plus", id="nothing gets through at all"),
        pytest.param(YES, UP.replace("up      ", "down    "), "n'a pas son adresse ou son lien", id="line down"),
        pytest.param(YES, UP.replace(".12", ".21"), "n'a pas son adresse ou son lien", id="another address"),
        pytest.param(YES, UP.replace("up\n", "down\n"), "n'a pas son adresse ou son lien", id="protocol down"),
    ],
)
def test_silence_without_a_control_proves_nothing(ask, control: Observation, there: str, found: str) -> None:
    verdict = asked(ask, NO, control, there)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)
    assert found in verdict.found


@pytest.mark.parametrize("there", ["", "% Invalid input", "I am up, 10.0.90.12"])
def test_a_table_that_cannot_be_read(ask, there: str) -> None:
    assert asked(ask, NO, YES, there).doubt is Doubt.UNREADABLE


@pytest.mark.parametrize("gone", ["sw1", "pc-at-2"])
def test_whoever_is_down_is_nobodys_mistake(ask, gone: str) -> None:
    assert asked(ask, NO, Observation(SILENT, 1), gone=gone).doubt is Doubt.UNSEEN


def test_a_workstation_may_be_the_silent_one(ask) -> None:
    link = [{"flags": ["UP", "LOWER_UP"], "addr_info": [{"family": "inet", "local": "172.16.0.5"}]}]
    given = {"to": "pc-depot", "control": "pc-at-2"}

    def judged(shown: str):
        return ask("reach.denied", "pc-rh-1", given, to=NO, control=YES, there=Observation(shown, 0))

    assert judged(json.dumps(link)).status is Status.PASSED
    assert judged(json.dumps([{**link[0], "flags": ["UP"]}])).doubt is Doubt.CONTROL


def test_a_switch_is_asked_for_its_addresses(company: Company) -> None:
    place = Place(company, company.device("pc-rh-1"))
    check = CHECKS.get("reach.denied").model_validate(GIVEN, context=place)
    assert check.needs(place)["there"] == ("sw2", Show("show ip interface brief"))
