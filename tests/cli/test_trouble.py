"""What goes wrong around a command: no engine, a full disk, an impatient person; never a traceback."""

import errno
import sys
from pathlib import Path

import pytest

from ccp3lab.cli import life, screen, show
from ccp3lab.errors import DeviceError, InstanceError, LabError, RefusedError, UsageError
from ccp3lab.house import House
from ccp3lab.instance import Record
from tests.cli.conftest import LAB, Ccp3
from tests.providers.conftest import Engine

NO_ENGINE = "Cannot connect to the Docker daemon at unix:///nonexistent.sock. Is the docker daemon running?"


@pytest.fixture
def no_engine(engine: Engine) -> None:
    engine.rule(engine=NO_ENGINE)


@pytest.mark.parametrize("words", [["up", LAB], ["up", LAB, "-l", "agnes"]])
def test_up_without_an_engine_begins_nothing(ccp3: Ccp3, house: House, no_engine: None, words: list[str]) -> None:
    said = ccp3(*words)
    assert said.code == 2
    assert "make lab" in said.message
    files = {path.relative_to(house.home) for path in house.home.rglob("*") if path.is_file()}
    assert {path for path in files if path.parent.name != ".locks"} <= {Path("master.key")}


@pytest.mark.parametrize("words", [["status", LAB], ["status"], ["down", LAB, "--yes"], ["up", LAB]])
def test_without_an_engine_an_instance_stays_as_it_is(
    ccp3: Ccp3, house: House, ready: Record, no_engine: None, words: list[str]
) -> None:
    said = ccp3(*words)
    assert said.code == 2
    assert "the Docker engine does not run; `make lab` starts it" in said.message
    assert Record.read(house.home / LAB / "demo" / "instance.json") == ready


def test_down_of_nothing_is_no_error(ccp3: Ccp3, house: House) -> None:
    said = ccp3("down", LAB)
    assert (said.code, said.out) == (0, "vlan-trunk of demo: nothing left\n")
    assert not house.home.exists() or not any(path.is_file() for path in house.home.rglob("*"))


def test_down_with_yes_removes_it(ccp3: Ccp3, house: House, ready: Record, engine: Engine) -> None:
    engine.change(networks={ready.name: "100.64.7.0/26"})
    assert ccp3("down", LAB, "--yes").code == 0
    assert not (house.home / LAB).exists()
    assert engine.state["networks"] == {}


def test_down_of_a_damaged_record(ccp3: Ccp3, house: House, ready: Record) -> None:
    record = house.home / LAB / "demo" / "instance.json"
    for text in ("", "{", "[]", '{"version": 99}'):
        record.write_text(text)
        assert "`ccp3 down vlan-trunk --learner demo` clears it away" in ccp3("check", LAB).message
    assert ccp3("down", LAB, "--yes").code == 0
    assert not record.exists()


def test_a_damaged_record_hides_no_other_instance(ccp3: Ccp3, house: House, ready: Record) -> None:
    broken = house.home / LAB / "agnes" / "instance.json"
    broken.parent.mkdir()
    broken.write_text("{")
    said = ccp3("status")
    assert said.code == 2
    assert "--learner agnes" in said.message
    assert ready.nodes[0].name in said.out


ERRORS = {
    "a full disk": (OSError(errno.ENOSPC, "No space left on device", "/x/y"), 2, "/x/y: the disk is full; free some"),
    "a full disk, no file known": (OSError(errno.ENOSPC, "No space left"), 2, "a file: the disk is full"),
    "no rights": (PermissionError(errno.EACCES, "Permission denied", "/x"), 2, "/x: Permission denied"),
    "an error without a number": (OSError("strange"), 2, "the system: strange"),
    "Ctrl-C": (KeyboardInterrupt(), 130, "interrupted; the same command goes on where it stopped"),
    "a definition": (LabError("labs/x.yml:1: no"), 2, "labs/x.yml:1: no"),
    "an instance": (InstanceError("no"), 2, "no"),
    "a device": (DeviceError("sw1: no"), 3, "sw1: no"),
    "a refusal": (RefusedError("no"), 4, "no"),
}


@pytest.mark.parametrize(("error", "code", "told"), ERRORS.values(), ids=ERRORS)
def test_every_error_is_one_message_and_an_exit_code(
    ccp3: Ccp3, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(show, "labs", fail)
    said = ccp3("labs")
    assert said.code == code
    assert said.message.startswith(told)
    assert said.out == ""


def test_a_disk_that_is_full_while_the_folder_is_written(
    ccp3: Ccp3, house: House, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ccp3lab.operations.up.missing", lambda names: ())
    monkeypatch.setattr("ccp3lab.instance.files.os.fsync", full)
    said = ccp3("up", LAB)
    assert said.code == 2
    assert str(house.home) in said.message
    assert "No space left on device" in said.message
    assert "CCP3_HOME" in said.message
    assert engine.state["networks"] == {}
    assert not (house.home / LAB / "demo").exists()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch):
    """A person at a terminal who types this (None: Ctrl-D) when asked."""

    def sit(answer: str | None) -> None:
        def typed(question: str) -> str:
            assert question.endswith("Go on? [y/N] ")
            if answer is None:
                raise EOFError
            return answer

        monkeypatch.setattr("builtins.input", typed)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    return sit


@pytest.mark.parametrize("answer", ["", "n", "no", "non", "x", "yess", None])
def test_anything_but_yes_changes_nothing(
    ccp3: Ccp3, ready: Record, house: House, terminal, answer: str | None
) -> None:
    terminal(answer)
    said = ccp3("down", LAB)
    assert (said.code, said.message) == (4, "nothing was changed")
    assert (house.home / LAB / "demo").exists()


@pytest.mark.parametrize("answer", ["y", "Y", " yes ", "o", "Oui"])
def test_yes_is_taken_in_two_languages(ccp3: Ccp3, ready: Record, house: House, terminal, answer: str) -> None:
    terminal(answer)
    assert ccp3("down", LAB).code == 0
    assert not (house.home / LAB).exists()


def test_who_agreed_beforehand_is_not_asked() -> None:
    screen.agree("Lose it?", agreed=True)
    with pytest.raises(UsageError, match=r"Lose it\? Nobody can be asked here"):
        screen.agree("Lose it?", agreed=False)


def test_steps_are_plain_lines_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with screen.steps("lab [x]") as say:
        say("first [y]")
        say("second")
    err = capsys.readouterr().err
    assert [line.split(" s  ")[1] for line in err.splitlines()] == ["first [y]", "second"]
    assert "\x1b" not in err


def test_connect_becomes_ssh_as_the_learner(ccp3: Ccp3, ready: Record, house: House, monkeypatch) -> None:
    became: list[object] = []
    monkeypatch.setattr(life.os, "execvp", lambda *words: became.append(words))
    assert ccp3("connect", LAB, "sw2").code == 0
    config = str(house.home / LAB / "demo" / "ssh_config")
    assert became == [("ssh", ["ssh", "-F", config, "sw2"])]


def test_connect_where_ssh_is_missing(ccp3: Ccp3, ready: Record, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    said = ccp3("connect", LAB, "sw2")
    assert said.code == 3
    assert "install openssh-client" in said.message
