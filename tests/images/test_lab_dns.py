"""`lab-dns` of the server image, with programs of the test's own in the place of dig, rndc and those that start it."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ccp3lab.house import here

SCRIPT = here().images / "server" / "files" / "lab-dns"
PRIMARY, OWN = "10.0.30.10", "127.0.0.1"
ZONES = ("essai.lan", "30.0.10.in-addr.arpa")

DIG = """#!/bin/sh
# dig @SERVER OPTIONS ZONE SOA ...: what the server's file has for each zone; no file: nobody answers
server=${1#@} part=
echo "dig $server" >>"$TEST/called"
[ -e "$TEST/$server" ] || exit 9
for word; do
    case $word in
        +comments) part=flags ;;
        *.lan | *.arpa)
            line=$(grep "^$word\\. " "$TEST/$server")
            [ "$part" ] && line=";; flags: qr${line:+ aa} ra; QUERY: 1"
            echo "$line"
            ;;
    esac
done
"""
RNDC = """#!/bin/sh
echo "rndc $*" >>"$TEST/called"
exit ${RNDC_CODE:-0}
"""
PGREP = '#!/bin/sh\n[ -e "$TEST/running" ]\n'
SERVICE = """#!/bin/sh
echo "${0##*/} $*" >>"$TEST/called"
exit ${START_CODE:-0}
"""


def soa(zone: str, serial: int) -> str:
    return f"{zone}. 3600 IN SOA srv1.essai.lan. hostmaster.essai.lan. {serial} 3600 900 604800 600"


@dataclass
class Machine:
    """A server: what it and its primary answer, and what lab-dns called."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        programs = self.folder / "bin"
        programs.mkdir()
        for name, text in {
            "dig": DIG,
            "rndc": RNDC,
            "pgrep": PGREP,
            "lab-service": SERVICE,
            "systemctl": SERVICE,
            "sleep": "#!/bin/sh\n",
        }.items():
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)

    def answers(self, server: str, *serials: int) -> None:
        """SERVER has the first of ZONES with these serials."""
        lines = [soa(zone, serial) for zone, serial in zip(ZONES, serials, strict=False)]
        (self.folder / server).write_text("\n".join([*lines, ""]))

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        given = {"PATH": path, "TEST": str(self.folder), "LAB_DNS_FOLLOWED": str(self.folder / "followed")}
        given |= self.environment
        return subprocess.run(["sh", str(SCRIPT), *words], env=given, capture_output=True, text=True, timeout=20)

    def called(self, program: str) -> list[str]:
        """The calls of PROGRAM, without its name."""
        log = self.folder / "called"
        lines = log.read_text().splitlines() if log.exists() else []
        return [line.removeprefix(f"{program} ") for line in lines if line.startswith(f"{program} ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(("serials", "code"), [((1, 1), 0), ((1,), 1), ((), 1)])
def test_every_zone_is_served_or_not(machine: Machine, serials: tuple[int, ...], code: int) -> None:
    machine.answers(OWN, *serials)
    done = machine.run("served", *ZONES)
    assert done.returncode == code
    assert ("not every zone is served: essai.lan" in done.stdout) is bool(code)


def test_a_server_that_does_not_answer_serves_nothing(machine: Machine) -> None:
    assert machine.run("served", *ZONES).returncode == 1


STEPS = {
    "both the same": ((7, 3), (7, 3), 0),
    "an older copy": ((8, 3), (7, 3), 1),
    "a newer copy": ((7, 3), (2026112901, 3), 1),
    "the second zone is older": ((7, 4), (7, 3), 1),
    "nothing copied yet": ((7, 3), (), 0),
    "one copied yet": ((7, 3), (7,), 0),
    "the primary has one zone": ((7,), (7, 3), 0),
    "the primary has none": ((), (7, 3), 0),
    "the primary is silent": (None, (7, 3), 0),
}


@pytest.mark.parametrize(("primary", "own", "code"), STEPS.values(), ids=STEPS)
def test_in_step(machine: Machine, primary: tuple[int, ...] | None, own: tuple[int, ...], code: int) -> None:
    if primary is not None:
        machine.answers(PRIMARY, *primary)
    machine.answers(OWN, *own)
    done = machine.run("in-step", PRIMARY, *ZONES)
    assert done.returncode == code, done.stdout
    assert (f"not in step with {PRIMARY}: essai.lan 30.0.10.in-addr.arpa" in done.stdout) is bool(code)
    assert machine.called("rndc") == [], "a look changes nothing"


def test_a_copy_that_is_not_in_step_is_fetched_once_more(machine: Machine) -> None:
    machine.answers(PRIMARY, 8, 3)
    machine.answers(OWN, 7, 3)
    assert machine.run("follow", PRIMARY, *ZONES).returncode == 0
    assert machine.called("systemctl") == ["start named"]
    assert machine.called("rndc") == [f"retransfer {zone} IN inside" for zone in ZONES]


def test_a_zone_that_cannot_be_fetched_is_no_failure(machine: Machine) -> None:
    """Another layout of zones than ours: whether it serves is what `in-step` asks."""
    machine.environment["RNDC_CODE"] = "1"
    machine.answers(PRIMARY, 8, 3)
    machine.answers(OWN, 7, 3)
    assert machine.run("follow", PRIMARY, *ZONES).returncode == 0


def test_the_proof_of_a_push_fetches_what_changed_meanwhile_and_a_later_look_does_not(machine: Machine) -> None:
    machine.answers(PRIMARY, 8, 3)
    machine.answers(OWN, 8, 3)
    machine.run("follow", PRIMARY, *ZONES)
    machine.answers(PRIMARY, 1, 3)
    assert machine.run("in-step", PRIMARY, *ZONES).returncode == 1
    fetched = machine.called("rndc")
    assert fetched[: len(ZONES)] == [f"retransfer {zone} IN inside" for zone in ZONES]
    os.utime(machine.folder / "followed", (0, 0))
    assert machine.run("in-step", PRIMARY, *ZONES).returncode == 1
    assert machine.called("rndc") == fetched


def test_a_copy_in_step_is_left_alone(machine: Machine) -> None:
    machine.answers(PRIMARY, 8, 3)
    machine.answers(OWN, 8, 3)
    assert machine.run("follow", PRIMARY, *ZONES).returncode == 0
    assert machine.called("rndc") == []


def test_a_server_that_runs_does_not_wait_for_its_primary(machine: Machine) -> None:
    (machine.folder / "running").touch()
    machine.answers(OWN, 7, 3)
    assert machine.run("follow", PRIMARY, *ZONES).returncode == 0
    assert machine.called("dig") == [PRIMARY], "one question, to see whether it is in step"
    assert machine.called("lab-service") == ["reload named"]


def test_a_server_starts_without_its_primary_in_the_end(machine: Machine) -> None:
    machine.answers(OWN)
    assert machine.run("follow", PRIMARY, *ZONES).returncode == 0
    assert machine.called("systemctl") == ["start named"]


@pytest.mark.parametrize("running", [False, True])
def test_what_cannot_be_started_or_reloaded_is_told(machine: Machine, running: bool) -> None:
    if running:
        (machine.folder / "running").touch()
    machine.environment["START_CODE"] = "1"
    machine.answers(PRIMARY, 8, 3)
    machine.answers(OWN, 7, 3)
    assert machine.run("follow", PRIMARY, *ZONES).returncode == 1


@pytest.mark.parametrize("words", [(), ("reload",)])
def test_other_words_are_refused(machine: Machine, words: tuple[str, ...]) -> None:
    done = machine.run(*words)
    assert (done.returncode, done.stderr.split()[:2]) == (2, ["usage:", "lab-dns"])
