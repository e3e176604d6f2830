"""`ccp3 push` killed at any moment: each device runs its old or its new configuration, and the next push ends well."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from labbench.crash import Moment, kill_at, seconds_after
from labbench.seat import Seat
from nornir.core import Nornir

from ccp3lab.crew import crew
from ccp3lab.grading import grade
from ccp3lab.grading.collect import collect
from ccp3lab.operations.check import questions
from ccp3lab.operations.push import send

pytestmark = pytest.mark.lab

SAYS = "configuration of state"
SHARES = (0.15, 0.35, 0.55, 0.75, 0.9)
"""When to kill, in shares of the time that a whole push takes after it said what it will do."""

OWN = "192.0.2.7 mine"
WORKSTATION = "pc-atelier-2"


@dataclass(frozen=True)
class Sides:
    """What each device runs before and after a whole push, and how long the push takes."""

    old: dict[str, str]
    new: dict[str, str]
    seconds: float


TOOLS_OWN = re.compile(r"^(file prompt quiet\n!|Current configuration : .*)\n", re.MULTILINE)
"""NAPALM's line for the time of a push, which a killed one leaves to the next; and the size that it adds to."""


def configurations(seat: Seat) -> dict[str, str]:
    return {device: TOOLS_OWN.sub("", text) for device, text in seat.configurations().items()}


@pytest.fixture(scope="module")
def nornir(agnes: Seat) -> Iterator[Nornir]:
    """Connections of this process, opened once: they only prepare and look, the killed push has its own."""
    with crew(agnes.desk.house, agnes.scene.instance, ["napalm", "netmiko", "ccp3_batch"]) as made:
        yield made


def begin(seat: Seat, nornir: Nornir) -> None:
    """State `start`; a workstation with a file and an address of the learner's own, so that it has two sides too."""
    send(nornir, seat.scene.candidates("start")).demand()
    plan = seat.scene.company.plan
    wrong = plan.host(WORKSTATION).address + 100
    seat.ssh(
        WORKSTATION,
        f"echo '{OWN}' | sudo tee -a /etc/hosts; "
        f"sudo sed -i 's|{plan.host(WORKSTATION).address}/|{wrong}/|' /etc/network/interfaces; "
        "sudo lab-networking apply",
    )


@pytest.fixture(scope="module")
def sides(agnes: Seat, nornir: Nornir) -> Sides:
    begin(agnes, nornir)
    old = configurations(agnes)
    seconds = seconds_after(agnes.desk.start(*agnes.words("push", "--state", "solved", "--yes")), SAYS)
    return Sides(old, configurations(agnes), seconds)


@pytest.fixture
def begun(agnes: Seat, nornir: Nornir, sides: Sides) -> Seat:
    begin(agnes, nornir)
    return agnes


def side(text: str, device: str, sides: Sides) -> str:
    """`old`, `new`, `same` where both are equal, else the text itself: then it is half of each."""
    if sides.old[device] == sides.new[device]:
        return "same" if text == sides.new[device] else text
    return {sides.old[device]: "old", sides.new[device]: "new"}.get(text, text)


def test_the_two_sides_differ_where_they_should(sides: Sides) -> None:
    assert {name for name in sides.old if sides.old[name] != sides.new[name]} == {"sw1", "sw2", WORKSTATION}


@pytest.mark.parametrize("share", SHARES)
def test_old_or_new_never_half_and_the_next_push_ends_well(
    begun: Seat, nornir: Nornir, sides: Sides, share: float, record_property: Callable[[str, object], None]
) -> None:
    assert configurations(begun) == sides.old
    moment = Moment(SAYS, sides.seconds * share)
    kill_at(begun.desk.start(*begun.words("push", "--state", "solved", "--yes")), moment)
    runs = {device: side(text, device, sides) for device, text in configurations(begun).items()}
    record_property(str(moment), runs)
    assert set(runs.values()) <= {"old", "new", "same"}, runs
    begun.bring("solved")
    assert configurations(begun) == sides.new
    assert "file prompt quiet" not in begun.configuration("sw1") + begun.configuration("sw2")
    found = grade(questions(begun.scene), partial(collect, nornir), 10)
    assert found.not_passed() == set()
