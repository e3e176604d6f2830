"""SSH that hangs after its banner: that device's checks are undetermined within the deadline, the others are judged."""

import time
from collections.abc import Iterator
from ipaddress import IPv4Address

import pytest
from labbench.seat import Seat

from ccp3lab.crew import crew
from ccp3lab.grading import Status
from ccp3lab.grading.collect import collect
from ccp3lab.grading.need import Probe, Run
from tests.served import banner_alone, served

pytestmark = pytest.mark.lab

DEADLINE = 20.0
"""Seconds for one look at all devices, on a busy machine; the patience with one device is half of it."""


@pytest.fixture(scope="module")
def banner() -> Iterator[int]:
    """The port of a server on loopback that says an SSH banner (RFC 4253, section 4.2), and then nothing more."""
    with served(banner_alone) as port:
        yield port


@pytest.fixture
def hung(agnes: Seat, banner: int, request: pytest.FixtureRequest) -> Iterator[Seat]:
    """Agnes, solved; the toolkit finds that server where the device of the test should be."""
    agnes.bring("solved")
    place = agnes.scene.instance
    record = place.record()
    elsewhere = {"address": IPv4Address("127.0.0.1"), "port": banner}
    nodes = [node.model_copy(update=elsewhere) if node.name == request.param else node for node in record.nodes]
    record.model_copy(update={"nodes": tuple(nodes)}).save(place.record_file)
    yield agnes
    record.save(place.record_file)


@pytest.mark.parametrize("hung", ["sw2"], indirect=True)
def test_a_switch_that_hangs_costs_its_own_checks_alone(hung: Seat) -> None:
    start = time.monotonic()
    grade = hung.look()
    assert time.monotonic() - start < DEADLINE
    needs = {r.check.id: {device for device, _ in r.check.check.needs(r.check.place).values()} for r in grade.results}
    asked = {name for name, devices in needs.items() if "sw2" in devices}
    assert asked
    assert grade.having(Status.UNDETERMINED) == asked
    assert grade.having(Status.FAILED) == frozenset()


@pytest.mark.parametrize("hung", ["pc-compta-1"], indirect=True)
def test_a_workstation_that_hangs_is_still_seen_from_outside(hung: Seat) -> None:
    told, seen = Run(("true",)), Probe(("ip", "-j", "address"))
    stations = [name for name, device in hung.scene.company.devices.items() if device.image == "workstation"]
    start = time.monotonic()
    with crew(hung.desk.house, hung.scene.instance, ["ccp3_batch", "ccp3_outside"]) as nornir:
        found = collect(nornir, dict.fromkeys(stations, frozenset({told, seen})))
    assert time.monotonic() - start < DEADLINE
    assert {name for name in stations if found[name, told].error} == {"pc-compta-1"}
    assert not any(found[name, seen].error for name in stations)
