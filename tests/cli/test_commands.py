"""What each command prints and how it ends when the operation behind it did its work."""

import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from nornir.core.task import Result

from ccp3lab.cli import main, show
from ccp3lab.crew import Outcome
from ccp3lab.doctor import Finding, State
from ccp3lab.errors import DeviceError, LabError, ProviderError
from ccp3lab.grading import Grade, Status
from ccp3lab.house import House
from ccp3lab.images import names
from ccp3lab.instance import Phase, Record, instance
from ccp3lab.operations.push import Pushed
from ccp3lab.operations.status import DeviceStatus, InstanceStatus
from ccp3lab.providers import NodeState
from tests.cli.conftest import LAB, Ccp3
from tests.selftest.conftest import FakeStage, always

DIFF = "+vlan 10\n+username admin secret 9 $9$abcdefghijklmn$" + "x" * 43


def taken(device: str, diff: str = "") -> Outcome:
    return Outcome(device, Result(None, changed=bool(diff), diff=diff))


@pytest.fixture
def pushes(monkeypatch: pytest.MonkeyPatch):
    """pushes(OUTCOME, ...): what the devices make of the next push; returns the states asked for."""

    def become(*outcomes: Outcome) -> list[str]:
        asked: list[str] = []

        def act(_: object, state: str, *said: object) -> Pushed:
            asked.append(state)
            return Pushed(outcomes)

        for name in ("push", "preview"):
            monkeypatch.setattr(f"ccp3lab.operations.push.{name}", act)
        return asked

    return become


def test_push_tells_who_changed_in_the_labs_order(ccp3: Ccp3, ready: Record, house: House, pushes) -> None:
    asked = pushes(taken("sw2", DIFF), taken("sw1", DIFF), taken("pc-compta-1"))
    said = ccp3("push", LAB, "--state", "solved", "--yes")
    assert (said.code, said.out) == (0, "2 changed: sw1, sw2\n")
    assert asked == ["solved"]
    assert instance(house, LAB, "demo").record().state == "solved"


def test_push_that_changes_nothing(ccp3: Ccp3, ready: Record, pushes) -> None:
    pushes(taken("sw1"))
    assert ccp3("push", LAB, "--yes").out == "0 changed\n"


def test_push_that_a_device_refused(ccp3: Ccp3, ready: Record, house: House, pushes) -> None:
    pushes(taken("sw1", DIFF), Outcome("sw2", None, "% Invalid input"))
    said = ccp3("push", LAB, "--state", "solved", "--yes")
    assert instance(house, LAB, "demo").record().state == "start"  # a state that not every device is in is none
    assert said.code == 3
    assert said.out == "1 changed: sw1\n"
    assert said.message == "sw2: % Invalid input"


def test_a_dry_run_asks_nobody_and_hides_secrets(ccp3: Ccp3, ready: Record, house: House, pushes) -> None:
    pushes(taken("sw1", DIFF), taken("pc-compta-1"), Outcome("sw2", None, "away"))
    said = ccp3("push", LAB, "--state", "solved", "--dry-run")
    assert said.code == 3
    lines = said.out.splitlines()
    assert lines[0] == "=== sw1: would change"
    assert "=== sw2: not seen" in lines
    assert "=== pc-compta-1: no change" in lines
    assert "+vlan 10" in lines
    assert "x" * 43 not in said.out
    assert instance(house, LAB, "demo").record() == ready


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch):
    """graded(STATE, RIG): what `check` sees."""

    def become(state: str, stopped: str = "") -> None:
        stage = FakeStage(state=state, stopped={stopped})
        monkeypatch.setattr("ccp3lab.operations.check.check", lambda scene, asked: stage.grade(bool))

    return become


GRADES = {"solved": (0, "20"), "start": (1, "0"), "trunk-ouvert": (1, "19")}


@pytest.mark.parametrize(("state", "expected"), GRADES.items(), ids=GRADES)
def test_check_tells_points_and_whether_all_passed(ccp3: Ccp3, ready: Record, graded, state, expected) -> None:
    graded(state)
    said = ccp3("check", LAB)
    assert said.code == expected[0]
    assert f"{expected[1]}/20" in said.out.replace(" ", "") or f"{expected[1]} sur 20" in said.out
    assert said.err == ""


def test_check_of_a_stopped_device_exits_with_3(ccp3: Ccp3, ready: Record, graded) -> None:
    graded("solved", stopped="sw1")
    assert ccp3("check", LAB).code == 3


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_our_letters_shows_the_others(
    ccp3: Ccp3, ready: Record, graded, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    graded("trunk-ouvert")
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with monkeypatch.context() as old:
        old.setattr(sys, "stdout", screen)
        old.setattr(sys, "argv", ["ccp3", "check", LAB])
        with pytest.raises(SystemExit) as ended:
            main()
    screen.flush()
    assert ended.value.code == 1
    assert "Total : 19 / 20" in screen.buffer.getvalue().decode(encoding).replace("\N{NO-BREAK SPACE}", " ").replace(
        "?", " "
    )


def test_check_for_programs(ccp3: Ccp3, ready: Record, graded) -> None:
    graded("trunk-ouvert")
    said = ccp3("check", LAB, "--json")
    assert said.code == 1
    assert isinstance(json.loads(said.out)["version"], int)
    assert said.out.endswith("}\n")  # one line end: canonical bytes can be compared


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every device of every instance is ready."""

    def look(place) -> InstanceStatus:
        record = place.record()
        return InstanceStatus(place, record, tuple(DeviceStatus(n, NodeState.RUNNING, True) for n in record.nodes))

    monkeypatch.setattr(show, "look", look)


def test_status_of_one_instance(ccp3: Ccp3, ready: Record, seen: None) -> None:
    said = ccp3("status", LAB)
    assert said.code == 0
    rows = [line for line in said.out.splitlines() if "ccp3 connect vlan-trunk" in line]
    assert len(rows) == len(ready.nodes)
    assert all("ready" in row for row in rows)


def test_status_for_programs_is_one_document_or_a_list_as_asked(ccp3: Ccp3, ready: Record, seen: None) -> None:
    one = json.loads(ccp3("status", LAB, "--json").out)
    assert one["version"] == 1
    assert json.loads(ccp3("status", "--json").out) == [one]


def test_status_where_nothing_is_deployed(ccp3: Ccp3) -> None:
    assert "start one with `ccp3 up LAB`" in ccp3("status").out
    assert json.loads(ccp3("status", "--json").out) == []


@pytest.mark.parametrize(("learner", "tail"), [("demo", ""), ("agnes", " -l agnes")])
def test_up_ends_with_what_to_do_next(ccp3: Ccp3, ready: Record, seen: None, house, monkeypatch, learner, tail) -> None:
    def up(scene, say, state) -> None:
        say("containers")
        ready.model_copy(update={"learner": learner}).save(scene.instance.record_file)

    monkeypatch.setattr("ccp3lab.operations.up.up", up)
    said = ccp3("up", LAB, "--learner", learner)
    assert said.code == 0
    assert f"ccp3 connect vlan-trunk sw1{tail} " in said.out
    assert f"make check LAB=vlan-trunk LEARNER={learner}" in said.out
    assert str(house.home / LAB / learner / "enonce.md") in said.out
    assert "containers" in said.err
    assert "-" in (clear := json.loads((house.home / LAB / "demo" / "password.json").read_text())["clear"])
    assert clear not in said.out + said.err


@pytest.mark.parametrize("phase", [Phase.PREPARED, Phase.DEPLOYED])
@pytest.mark.parametrize("words", [["check", LAB], ["push", LAB, "--yes"], ["connect", LAB, "sw1"]])
def test_an_interrupted_start_is_told(ccp3: Ccp3, ready: Record, house: House, phase: Phase, words: list[str]) -> None:
    ready.at(phase).save(instance(house, LAB, "demo").record_file)
    said = ccp3(*words)
    assert said.code == 2
    assert "its start was interrupted; `ccp3 up vlan-trunk --learner demo` ends it" in said.message


@pytest.fixture
def staged(monkeypatch: pytest.MonkeyPatch):
    """staged(STAGE...): what the selftest finds, one lab after the other; an error is raised instead."""

    def become(*stages: FakeStage | LabError) -> None:
        coming = iter(stages)

        @contextmanager
        def live(*_: object) -> Iterator[FakeStage]:
            stage = next(coming)
            if isinstance(stage, LabError):
                raise stage
            yield stage

        monkeypatch.setattr("ccp3lab.selftest.live.live", live)

    return become


def test_selftest_that_holds(ccp3: Ccp3, staged) -> None:
    staged(FakeStage())
    said = ccp3("selftest", LAB)
    assert said.code == 0
    assert " NO " not in said.out


def test_selftest_with_a_surprise(ccp3: Ccp3, staged) -> None:
    staged(FakeStage(rig=always("natif-sw1", Status.FAILED)))
    said = ccp3("selftest", LAB)
    assert said.code == 1
    assert " NO " in said.out
    assert "natif-sw1" in said.out


@pytest.fixture
def labs(house, monkeypatch):
    """labs(NAME, ...): the only labs there are, each of them vlan-trunk under that name."""

    def become(*names: str) -> None:
        for name in names:
            shutil.copytree(house.labs / LAB, house.labs / name, dirs_exist_ok=True)
        monkeypatch.setattr("ccp3lab.cli.proofs.labs", lambda _: names)

    return become


def test_selftest_of_all_labs_that_hold(ccp3: Ccp3, staged, labs) -> None:
    labs("un", "deux")
    staged(FakeStage(), FakeStage())
    said = ccp3("selftest", "all")
    assert said.code == 0
    end = said.out.split("selftest of all labs")[1]
    assert " NO " not in said.out
    assert [line.split("│")[2].strip() for line in end.splitlines() if "│ ok" in line] == ["un", "deux"]


def test_selftest_of_all_labs_goes_on_after_a_surprise_and_an_error(ccp3: Ccp3, staged, labs, house) -> None:
    labs("faux", "deux", "casse")
    (house.labs / "casse" / "enonce.md").unlink()
    staged(FakeStage(rig=always("natif-sw1", Status.FAILED)), FakeStage())
    said = ccp3("selftest", "all")
    assert said.code == 1
    end = said.out.split("selftest of all labs")[1]
    assert [line.split("│")[1].strip() for line in end.splitlines() if line.startswith("│ ")][:3] == ["NO", "ok", "NO"]
    assert "the lab has no statement" in end


def test_selftest_of_all_labs_with_errors_alone_ends_with_the_worst(ccp3: Ccp3, staged, labs) -> None:
    labs("un", "deux")
    staged(ProviderError("no engine"), DeviceError("sw1: away"))
    said = ccp3("selftest", "all")
    assert said.code == DeviceError.exit_code
    assert "no engine" in said.out
    assert "sw1: away" in said.out


@pytest.mark.parametrize(("state", "code"), [(State.THERE, 0), (State.MISSING, 2), (State.TOO_OLD, 2)])
def test_doctor_ends_well_only_when_all_is_there(ccp3: Ccp3, monkeypatch, state: State, code: int) -> None:
    found = (Finding("Docker", "26", "any", State.THERE), Finding("tool", "x", "y", state, "make lab"))
    monkeypatch.setattr("ccp3lab.doctor.examine", lambda: found)
    said = ccp3("doctor")
    assert said.code == code
    assert "make lab" in said.out


def test_setup_and_images_tell_their_steps(ccp3: Ccp3, monkeypatch) -> None:
    monkeypatch.setattr("ccp3lab.setup.run", lambda steps, say: say(f"{len(list(steps)) > 0}"))
    monkeypatch.setattr("ccp3lab.images.build", lambda names, say: say(", ".join(names)))
    assert "True" in ccp3("setup").err
    said = ccp3("images").err
    assert "base, dc, " in said, "in alphabetical order"
    assert ", ".join(names()) in said


def test_a_grade_is_shown_to_people_and_programs_alike(ccp3: Ccp3, ready: Record, graded) -> None:
    graded("start")
    assert ccp3("check", LAB).code == ccp3("check", LAB, "--json").code == 1
    assert isinstance(FakeStage(state="start").grade(bool), Grade)
