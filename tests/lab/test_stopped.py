"""A device that stops: nobody is blamed for it, and `up` gives it back with its links and the learner's work."""

from collections.abc import Iterator

import pytest
from labbench.seat import Seat

from ccp3lab.docker import docker
from ccp3lab.grading import BoundCheck
from ccp3lab.operations.check import questions

pytestmark = pytest.mark.lab

SAVED, UNSAVED = "prise du bureau", "pas encore decide"


def one_of_each_kind() -> tuple[str, ...]:
    """The second device of each image: it is not the one that most checks look at."""
    return ("sw2", "pc-compta-1")


def looks_at(check: BoundCheck, device: str) -> bool:
    return any(place == device for place, _ in check.check.needs(check.place).values())


@pytest.fixture
def solved(agnes: Seat) -> Iterator[Seat]:
    """State `solved`, with work of the learner's on each kind of device; every device runs again at the end."""
    agnes.bring("solved")
    agnes.ssh("pc-compta-1", "echo 'ne pas perdre' > notes.txt")
    for switch in ("sw1", "sw2"):
        with agnes.terminal(switch) as terminal:
            terminal.lines(["conf t", "int gi1/0/5", f"desc {SAVED}", "do wr", "int gi1/0/6", f"desc {UNSAVED}", "end"])
    yield agnes
    if not all(device["state"] == "ready" for device in agnes.status()):  # after a failure
        agnes.up()


def test_each_kind_of_device_has_one_here(agnes: Seat) -> None:
    devices = agnes.scene.company.devices
    assert {devices[name].image for name in one_of_each_kind()} == {device.image for device in devices.values()}


@pytest.mark.parametrize("device", one_of_each_kind())
def test_a_stopped_device_is_undetermined_and_comes_back_with_the_work(solved: Seat, device: str) -> None:
    docker("stop", solved.container(device))
    mark = solved.check()
    assert mark.code == 3
    assert mark.score[1] == 20
    looking = [check.id for check in questions(solved.scene) if looks_at(check, device)]
    assert {mark.statuses[name] for name in looking} == {"undetermined"}, mark.red()
    assert mark.tree["score"]["undetermined"] >= len(looking)
    blamed = {name for name, status in mark.statuses.items() if status == "failed"}
    assert blamed <= {"sauvegarde-sw1", "sauvegarde-sw2"}, mark.red()  # the unsaved line, and nothing else

    assert f"started again: {device}" in solved.up().err
    other = "sw1" if device == "sw2" else "sw2"
    assert SAVED in solved.configuration("sw2")
    assert UNSAVED in solved.configuration(other)  # what did not stop lost nothing
    assert (UNSAVED in solved.configuration("sw2")) is (device != "sw2")  # as on real gear
    assert solved.ssh("pc-compta-1", "cat notes.txt") == "ne pas perdre\n"
    for switch in ("sw1", "sw2"):
        solved.ssh(switch, "write memory")
    after = solved.check()
    assert (after.code, after.score) == (0, (20, 20)), after.red()


def test_up_on_a_running_instance_touches_nothing(solved: Seat) -> None:
    before = solved.configurations()
    said = solved.up()
    assert "started again" not in said.err
    assert solved.configurations() == before
    assert UNSAVED in before["sw1"]
