"""`ccp3 directory export`, `audit`, `reset`: what they print and how they end."""

import json
from pathlib import Path

import pytest
from nornir.core.task import Result

from ccp3lab.cli import audits, people
from ccp3lab.directory.findings import Finding, Kind
from ccp3lab.errors import DirectoryError
from ccp3lab.house import House
from ccp3lab.operations.domains import Domain
from ccp3lab.people import Person
from tests.cli.conftest import Ccp3

AGNES = Person(0, "1", "Lefèvre", "Agnès", "Compta", login="alefevre")
FOUND = (Finding(Kind.EMPTY, "GG_[x]", "global group"), Finding(Kind.UNUSED, "ann", "made on 2026-09-01"))
LAB = ["--lab", "annuaire"]


class Asked(Domain):
    """A lab's directory whose jobs answer by heart."""

    def ask(self, name: str, state=None, **given: object) -> Result:
        if name == "directory_export":
            return Result(host=None, result=(AGNES,))
        assert name == "directory_reset"
        asked = given["intents"]["dc1"]
        if "nobody" in asked.logins:
            raise DirectoryError("user nobody: there is no such account")
        dry = bool(state and state.dry_run)
        told = [f"~ user {login}: {'would be ' if dry else ''}{asked.initial(login)[:2]}" for login in asked.logins]
        return Result(host=None, diff="\n".join(told))


@pytest.fixture
def lab(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Asked("dc1", lambda state: pytest.fail("opened"), None, lambda login: f"p-{login}")
    monkeypatch.setattr(people, "of_lab", lambda house, name, learner: made)
    monkeypatch.setattr(audits, "look_over", lambda domain: FOUND)


@pytest.fixture
def school(house: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(people, "of_server", lambda server: Asked("dc1", lambda state: pytest.fail("opened")))
    return ["--server", "dc1", "--ca", "c", "--user", "u", "--password-file", "p"]


@pytest.mark.usefixtures("lab")
def test_a_list_goes_to_the_standard_output(ccp3: Ccp3) -> None:
    said = ccp3("directory", "export", *LAB)
    assert said.out.splitlines()[1] == "1;Lefèvre;Agnès;Compta;;;;alefevre;Oui;"


@pytest.mark.usefixtures("lab")
def test_or_into_a_file(ccp3: Ccp3, tmp_path: Path) -> None:
    said = ccp3("directory", "export", *LAB, "-o", str(tmp_path / "out.csv"))
    assert (said.code, said.out) == (0, f"{tmp_path}/out.csv: 1 people\n")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfMatricule;")
    assert "cannot be written" in ccp3("directory", "export", *LAB, "-o", str(tmp_path / "no" / "out.csv")).message


@pytest.mark.usefixtures("lab")
def test_findings_are_told_by_kind_with_what_to_do(ccp3: Ccp3) -> None:
    said = ccp3("directory", "audit", *LAB)
    lines = said.out.splitlines()
    assert (said.code, lines[-1]) == (0, "dc1: 2 findings")
    assert lines[0] == "empty group: it gives nobody anything: fill it or delete it"
    assert any(line.startswith("│ GG_[x] │ global group") for line in lines)


@pytest.mark.usefixtures("lab")
def test_machines_get_a_document(ccp3: Ccp3) -> None:
    told = json.loads(ccp3("directory", "audit", *LAB, "--json").out)
    assert (told["version"], [one["kind"] for one in told["findings"]]) == (1, ["empty", "unused"])


@pytest.mark.usefixtures("lab")
def test_a_lab_gives_its_first_passwords_again(ccp3: Ccp3) -> None:
    assert ccp3("directory", "reset", "ann", "bea", *LAB).out == "~ user ann: p-\n~ user bea: p-\n"
    assert ccp3("directory", "reset", "ann", *LAB, "--dry-run").out == "~ user ann: would be p-\n"
    assert "leave --passwords out" in ccp3("directory", "reset", "ann", *LAB, "--passwords", "x").message


def test_a_schools_go_to_a_file(ccp3: Ccp3, school: list[str], tmp_path: Path) -> None:
    words = ["directory", "reset", "ann", *school]
    assert "nobody would know the new passwords" in ccp3(*words).message
    assert ccp3(*words, "--passwords", str(tmp_path / "p.csv")).code == 0
    assert ccp3(*words, "--passwords", str(tmp_path / "p.csv")).code == 0
    rows = (tmp_path / "p.csv").read_text().splitlines()
    assert len({*rows[1:]}) == 2
    assert all(row.startswith("ann;") for row in rows[1:])


def test_a_refusal_says_that_the_file_may_be_ahead(ccp3: Ccp3, school: list[str], tmp_path: Path) -> None:
    said = ccp3("directory", "reset", "nobody", *school, "--passwords", str(tmp_path / "p.csv"))
    assert said.code == 3
    assert said.message.splitlines() == [
        "user nobody: there is no such account",
        f"{tmp_path}/p.csv: where it has a new line of such an account, that password may not be set: run again",
    ]


@pytest.mark.usefixtures("lab")
def test_an_account_that_is_not_there_ends_with_3(ccp3: Ccp3) -> None:
    said = ccp3("directory", "reset", "nobody", *LAB)
    assert (said.code, said.message) == (3, "user nobody: there is no such account")


@pytest.mark.parametrize("command", ["export", "audit", "reset x"])
def test_each_wants_to_know_which_directory(ccp3: Ccp3, command: str) -> None:
    assert "which directory? say --lab LAB, or --server NAME" in ccp3("directory", *command.split()).message
