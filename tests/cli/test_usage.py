"""What people type that cannot be: one message, exit 2, nothing begun."""

import pytest

from ccp3lab import __version__
from ccp3lab.house import House
from ccp3lab.instance import Record
from tests.cli.conftest import LAB, Ccp3
from tests.providers.conftest import Engine

ODD = {
    "a path upwards": "../x",
    "an absolute path": "/tmp/x",
    "accents": "agnès",
    "capitals": "Agnes",
    "a space": "jean paul",
    "sixty characters": "a" * 60,
    "thirty-one characters": "a" * 31,
    "nothing": "",
    "an underscore": "a_b",
    "a dot": ".",
    "two dots": "..",
    "a hyphen first": "-a",
    "a hyphen last": "a-",
    "a line break": "a\nb",
    "a line break last": "a\n",
    "a shell": "$(id)",
    "a semicolon": "a;b",
    "a bicycle": "🚲",
    "full-width letters": "\uff41\uff47\uff4e\uff45\uff53",
    "an Arabic digit": "a٣",
    "rich markup": "[red]a",
}


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_an_odd_learner_name_is_told(ccp3: Ccp3, house: House, engine: Engine, name: str) -> None:
    said = ccp3("up", LAB, f"--learner={name}")
    assert said.code == 2
    assert said.message.startswith(f"learner {name!r}: use 1 to 30 lower-case letters, digits and inner hyphens")
    assert len(said.message.splitlines()) == 1
    assert not house.home.exists()
    assert engine.calls() == []


@pytest.mark.parametrize("command", ["push", "check", "status", "connect", "down"])
@pytest.mark.parametrize("name", ["../x", "agnès", "a b", "a" * 60])
def test_every_command_tells_it(ccp3: Ccp3, house: House, command: str, name: str) -> None:
    said = ccp3(command, LAB, *(["sw1"] if command == "connect" else []), "--learner", name)
    assert said.code == 2
    assert said.message.startswith(f"learner {name!r}")
    assert not house.home.exists()


@pytest.mark.parametrize("name", ["a", "agnes", "a1", "1", "jean-paul", "a" * 30, "a--b"])
def test_a_plain_name_is_taken(ccp3: Ccp3, name: str) -> None:
    assert f"nothing is deployed for learner {name}" in ccp3("check", LAB, "--learner", name).message


@pytest.mark.parametrize("command", ["up", "push", "check", "connect", "selftest"])
def test_an_unknown_lab_names_the_near_one(ccp3: Ccp3, house: House, command: str) -> None:
    said = ccp3(command, "vlan-trunc", *(["sw1"] if command == "connect" else []))
    assert said.code == 2
    assert said.message == "there is no lab `vlan-trunc`; did you mean `vlan-trunk`?"
    assert not house.home.exists()


@pytest.mark.parametrize("lab", ["../vlan-trunk", "VLAN", "a b", "a" * 60])
@pytest.mark.parametrize("command", ["up", "check", "status", "down"])
def test_an_odd_lab_name_is_told(ccp3: Ccp3, house: House, command: str, lab: str) -> None:
    said = ccp3(command, lab)
    assert said.code == 2
    assert "lab" in said.message
    assert not house.home.exists()


@pytest.mark.parametrize("command", ["push", "check", "connect", "status"])
def test_nothing_deployed_names_the_command_that_starts_it(ccp3: Ccp3, command: str) -> None:
    said = ccp3(command, LAB, *(["sw1"] if command == "connect" else []), "-l", "agnes")
    assert said.code == 2
    assert said.message.endswith("start it with `ccp3 up vlan-trunk --learner agnes`")


def test_an_unknown_device_names_those_there_are(ccp3: Ccp3, ready: Record) -> None:
    said = ccp3("connect", LAB, "sw3")
    assert said.code == 2
    assert "no device `sw3`; it has sw1, sw2, pc-compta-1" in said.message


def test_an_unknown_state_names_the_near_one_and_nobody_is_asked(ccp3: Ccp3, ready: Record) -> None:
    for words in (["--yes"], [], ["--dry-run"]):
        assert "did you mean `solved`?" in ccp3("push", LAB, "--state", "solvd", *words).message


def test_push_without_yes_and_without_a_terminal(ccp3: Ccp3, ready: Record) -> None:
    said = ccp3("push", LAB, "--state", "solved")
    assert said.code == 2
    assert "overwrites what demo did on sw1, sw2" in said.message
    assert "--yes" in said.message


def test_down_without_yes_and_without_a_terminal(ccp3: Ccp3, ready: Record, house: House) -> None:
    said = ccp3("down", LAB)
    assert said.code == 2
    assert "--yes" in said.message
    assert (house.home / LAB / "demo" / "instance.json").exists()


@pytest.mark.parametrize("words", [["upp"], ["up"], ["up", LAB, "--lerner", "x"], ["connect", LAB], ["labs", "x"]])
def test_the_command_lines_own_mistakes(ccp3: Ccp3, words: list[str]) -> None:
    said = ccp3(*words)
    assert said.code == 2
    assert "Traceback" not in said.err
    assert "Usage:" in said.err


def test_the_version(ccp3: Ccp3) -> None:
    said = ccp3("--version")
    assert (said.code, said.out) == (0, f"ccp3 {__version__}\n")


def test_help_names_every_command(ccp3: Ccp3) -> None:
    said = ccp3("--help")
    assert said.code == 0
    for command in ("labs", "up", "push", "check", "status", "connect", "down", "selftest", "doctor"):
        assert f"\n  {command} " in said.out


def test_the_list_of_labs(ccp3: Ccp3) -> None:
    said = ccp3("labs")
    assert said.code == 0
    (row,) = [line for line in said.out.splitlines() if "vlan-trunk" in line]
    for word in ("VLAN et liaison trunk", "C1", "45", "6", "20"):
        assert word in row
