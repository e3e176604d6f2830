"""`ccp3 push` killed at any moment: each device runs its old or its new configuration, and the next push ends well."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pytest
from labbench.seat import Seat
from nornir.core import Nornir

from ccp3lab.crew import crew
from ccp3lab.grading import grade
from ccp3lab.grading.collect import collect
from ccp3lab.operations.check import questions
from ccp3lab.operations.push import send

pytestmark = pytest.mark.lab

OWN = "192.0.2.7 mine"
WORKSTATION = "pc-atelier-2"


@dataclass(frozen=True)
class Moment:
    """When DEVICE shows SIGN, a condition of sh(1)."""

    device: str
    sign: str


MOMENTS = {
    "it has begun": Moment("sw1", "true"),
    "a switch holds the candidate": Moment("sw1", "grep -q switchport /var/lib/ccp3switch/flash/candidate_config.txt"),
    "a workstation's file is new": Moment(WORKSTATION, f"! grep -q '{OWN}' /etc/hosts"),
    "a switch runs it": Moment("sw1", "grep -q switchport /run/ccp3switch/running-config"),
    "a switch has saved it": Moment("sw1", "grep -q switchport /var/lib/ccp3switch/nvram/startup-config"),
}
PATIENCE = 30


@dataclass(frozen=True)
class Sides:
    """What each device runs before and after a whole push."""

    old: dict[str, str]
    new: dict[str, str]


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
    send(nornir, agnes.scene.candidates("solved")).demand()
    return Sides(old, configurations(agnes))


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


def killed_when(seat: Seat, moment: Moment) -> int:
    """The exit code of a push of the solution, killed as soon as MOMENT is there."""
    wait = f"until {moment.sign}; do sleep 0.01; done"
    watch = ["docker", "exec", seat.container(moment.device), "timeout", str(PATIENCE), "sh", "-c", wait]
    with subprocess.Popen(watch) as watcher:
        push = seat.desk.start(*seat.words("push", "--state", "solved", "--yes"))
        assert watcher.wait(PATIENCE) == 0, moment
        push.kill()
        push.communicate()
    return push.returncode


def settled(seat: Seat, sides: Sides) -> dict[str, str]:
    """The side of each device, once what a killed push left is undone: that goes on for a moment."""
    deadline = time.monotonic() + PATIENCE
    while True:
        runs = {device: side(text, device, sides) for device, text in configurations(seat).items()}
        if set(runs.values()) <= {"old", "new", "same"} or time.monotonic() > deadline:
            return runs


@pytest.mark.parametrize("name", MOMENTS)
def test_old_or_new_never_half_and_the_next_push_ends_well(
    begun: Seat, nornir: Nornir, sides: Sides, name: str
) -> None:
    assert configurations(begun) == sides.old
    assert killed_when(begun, MOMENTS[name]) == -signal.SIGKILL
    runs = settled(begun, sides)
    print(name, runs)  # seen with pytest -rA
    assert set(runs.values()) <= {"old", "new", "same"}, runs
    begun.bring("solved")
    assert configurations(begun) == sides.new
    assert "file prompt quiet" not in begun.configuration("sw1") + begun.configuration("sw2")
    found = grade(questions(begun.scene), partial(collect, nornir), 10)
    assert found.not_passed() == set()
