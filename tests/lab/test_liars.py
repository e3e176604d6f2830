"""A learner is root on the device: programs that lie, there, change no verdict on what goes over the network."""

import os
import time
from collections.abc import Iterator

import pytest
from labbench.seat import Seat

from ccp3lab.crew import crew
from ccp3lab.grading.collect import collect
from ccp3lab.grading.need import Probe, Run
from ccp3lab.grading.verdict import Status

pytestmark = pytest.mark.lab

PROGRAMS = ("ip", "ping", "arping", "dig", "systemctl", "python3", "sudo")
STATIONS = ("pc-compta-1", "pc-compta-2", "pc-atelier-1", "pc-atelier-2")
FLATTERING = """\
echo '1 packets transmitted, 1 received, 0% packet loss, time 0ms'
echo 'Sent 1 probes (1 broadcast(s))'; echo 'Received 0 response(s)'
echo active; echo enabled
"""
LIES = {
    "all is well": FLATTERING,
    "nothing works": "exit 1",
    "100 MB": "head -c 100000000 /dev/zero | tr '\\0' 'x'",
    "escape codes and HTML": r"printf '\033[2J\033]0;owned\007<script>alert(1)</script>\n'",
    "silence": "exec sleep 60",
}


@pytest.fixture
def agnes_lies(agnes: Seat) -> Iterator[Seat]:
    """Agnes, whose workstations have what she needs to put a liar in the place of each program; all is undone after."""
    agnes.bring("solved")
    yield agnes
    undo = f"""
for p in {" ".join(PROGRAMS)}; do f=$(command -v $p); [ ! -e $f.real ] || mv -f $f.real $f; done
"""
    for station in STATIONS:
        agnes.inside(station, "/bin/sh", "-c", undo)


def lie(seat: Seat, station: str, script: str) -> None:
    """Put SCRIPT in the place of every program on STATION."""
    swap = f"""
for p in {" ".join(PROGRAMS)}; do
    f=$(command -v $p) || continue
    mv $f $f.real
    printf '%s\\n' '#!/bin/sh' "$1" > $f
    chmod 755 $f
done
"""
    seat.inside(station, "/bin/sh", "-c", swap, "sh", script)


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES)
def test_the_right_answer_passes_whatever_the_programs_say(agnes_lies: Seat, lies: str) -> None:
    for station in STATIONS:
        lie(agnes_lies, station, lies)
    start = time.monotonic()
    grade = agnes_lies.look(5)
    assert grade.not_passed() == frozenset()
    assert time.monotonic() - start < 15


def test_a_user_of_docker_who_is_not_root_sees_the_same(agnes_lies: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but root enters namespaces: a container in the device's network does it then."""
    for station in STATIONS:
        lie(agnes_lies, station, FLATTERING)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert agnes_lies.look(5).not_passed() == frozenset()


@pytest.mark.parametrize("fault", ["port-vlan-par-defaut", "port-ferme"])
def test_a_fault_is_seen_whatever_the_programs_say(agnes_lies: Seat, fault: str) -> None:
    agnes_lies.bring(fault)
    for station in STATIONS:
        lie(agnes_lies, station, FLATTERING)
    assert agnes_lies.look().not_passed() == frozenset(agnes_lies.scene.lab.faults[fault].loses)


@pytest.mark.parametrize("trick", ["address add {other}/32 dev lo", "route add {other}/32 via {gateway} dev eth0"])
def test_an_answer_that_did_not_come_over_the_cable_is_none(agnes_lies: Seat, trick: str) -> None:
    """The learner's own machine answers its own pings, or the management network carries them."""
    plan, record = agnes_lies.scene.company.plan, agnes_lies.scene.instance.record()
    assert record.network
    words = trick.format(other=plan.host("pc-compta-2").address, gateway=record.network[1])
    agnes_lies.inside("pc-compta-1", "ip", *words.split())
    try:
        (ping,) = [result for result in agnes_lies.look().results if result.check.id == "ping-compta"]
    finally:
        agnes_lies.inside("pc-compta-1", "ip", *words.replace(" add ", " delete ").split())
    assert ping.verdict.status is Status.UNDETERMINED
    assert "par aucun câble" in ping.verdict.found


@pytest.mark.parametrize("lies", [LIES["100 MB"], LIES["silence"], LIES["escape codes and HTML"]])
def test_what_only_the_device_can_tell_is_undetermined_in_time(agnes_lies: Seat, lies: str) -> None:
    """A Run is asked of the device: a device that lies to the toolkit itself is told apart, the others are served."""
    lie(agnes_lies, "pc-compta-1", lies)
    told, probed = Run(("systemctl", "is-enabled", "ssh")), Probe(("ip", "-j", "address"))
    start = time.monotonic()
    with crew(agnes_lies.desk.house, agnes_lies.scene.instance, ["ccp3_batch", "ccp3_outside"]) as nornir:
        seen = collect(nornir, dict.fromkeys(STATIONS, frozenset({told, probed})))
    assert time.monotonic() - start < 12
    assert seen["pc-compta-1", told].error
    assert seen["pc-compta-1", told].error.isprintable()
    assert {station for station in STATIONS if seen[station, told].error} == {"pc-compta-1"}
    assert not any(seen[station, probed].error for station in STATIONS)
