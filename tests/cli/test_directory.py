"""`ccp3 directory import`: what it wants, what it prints, how it ends. The directory behind it is a list of steps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ccp3lab.cli import people
from ccp3lab.directory.staffing import Staffing, Step
from ccp3lab.errors import DirectoryError
from ccp3lab.house import House
from ccp3lab.operations import staff
from ccp3lab.operations.domains import Domain
from tests.cli.conftest import LAB, Ccp3

LIST = "inventories/atelier-velo/staff.csv"
CONFIG = "inventories/atelier-velo/directory.yml"
STEPS = (Step("+ user cmartin in Atelier [Vélo]", 4), Step("~ group GG_x: + cmartin"), Step("- group GG_y"))


@dataclass
class School:
    """A directory that STEPS would change; what it was asked, dry runs apart."""

    steps: tuple[Step, ...] = STEPS
    hearing: bool = False
    dry: list[Staffing] = field(default_factory=list)
    done: list[Staffing] = field(default_factory=list)


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    made = School()

    def tell(where: list[Staffing]) -> Callable[[Domain, Staffing], tuple[Step, ...]]:
        def act(_: Domain, asked: Staffing) -> tuple[Step, ...]:
            where.append(asked)
            if made.hearing:
                asked.begun(100, 3000)
            return made.steps

        return act

    monkeypatch.setattr(staff, "preview", tell(made.dry))
    monkeypatch.setattr(staff, "bring", tell(made.done))
    return made


@pytest.fixture
def server(tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that name it."""
    monkeypatch.chdir(house.root)
    (tmp_path / "password").write_text("velo-roue-042\n")
    return ["--server", "dc1.ecole.lan", "--ca", "ca.pem", "--user", "prof@ecole.lan",
            "--password-file", str(tmp_path / "password"), "--config", CONFIG]  # fmt: skip


def test_a_dry_run_is_a_table_and_writes_nothing(ccp3: Ccp3, school: School, server: list[str]) -> None:
    said = ccp3("directory", "import", LIST, *server, "--dry-run")
    assert said.code == 0
    assert "│ 4    │ + user cmartin in Atelier [Vélo]" in said.out
    assert said.out.splitlines()[-1] == "1 would be made, 1 would be changed, 1 would be taken away"
    assert (len(school.dry), school.done) == (1, [])


def test_an_import_tells_what_it_did(ccp3: Ccp3, school: School, server: list[str], tmp_path: Path) -> None:
    said = ccp3("directory", "import", LIST, *server, "--passwords", str(tmp_path / "first.csv"), "--yes")
    assert (said.code, said.out.splitlines()[-1]) == (0, "1 made, 1 changed, 1 taken away")
    assert school.done[0].initial("cmartin") in (tmp_path / "first.csv").read_text()


def test_a_long_import_says_how_far_it_is(ccp3: Ccp3, school: School, server: list[str], tmp_path: Path) -> None:
    ccp3("directory", "import", LIST, *server, "--passwords", str(tmp_path / "first.csv"), "--yes")
    school.hearing = True
    said = ccp3("directory", "import", LIST, *server, "--passwords", str(tmp_path / "first.csv"), "--yes")
    assert "100 of 3000 changes" in said.err


def test_without_yes_it_tells_and_asks_first(ccp3: Ccp3, school: School, server: list[str], tmp_path: Path) -> None:
    words = ["directory", "import", LIST, *server, "--passwords", str(tmp_path / "first.csv")]
    said = ccp3(*words)
    assert said.code == 2
    assert "These 3 changes on dc1.ecole.lan: go on? Nobody can be asked here" in said.message
    assert "cmartin" in said.out
    assert school.done == []
    school.steps = ()
    assert ccp3(*words).out == "0 made, 0 changed, 0 taken away\n"
    assert school.done == []


@pytest.fixture
def half(house: House) -> str:
    """A list with two bad lines."""
    text = "Matricule;Nom;Prénom;Service\n1;A;B;Atelier\n2;;B;Atelier\n3;C;D;Cave\n"
    (house.root / "half.csv").write_text(text)
    return "half.csv"


def test_bad_lines_are_all_told_and_nothing_is_done(ccp3: Ccp3, school: School, server: list[str], half: str) -> None:
    said = ccp3("directory", "import", half, *server, "--dry-run")
    assert said.code == 2
    assert [line.split(":")[:2] for line in said.message.splitlines()] == [[half, "3"], [half, "4"]]
    assert (school.dry, school.done) == ([], [])


def test_keep_going_leaves_them_out_and_says_so(ccp3: Ccp3, school: School, server: list[str], half: str) -> None:
    said = ccp3("directory", "import", half, *server, "--dry-run", "--keep-going")
    assert said.code == 2  # as make -k: it was done, and not all of it
    assert f"{half}:3: left out: Nom is empty" in said.err
    assert f"{half}:4: left out: there is no department `Cave`" in said.err
    assert said.out.splitlines()[-1].endswith(", 2 lines left out")
    assert school.dry[0].left_out == {3, 4}


MISSING = {
    "nowhere": ([], "which directory? say --lab LAB, or --server"),
    "both": (["--lab", LAB, "--server", "x"], "which directory?"),
    "a bare server": (["--server", "x"], "--server wants --ca FILE, --user"),
    "no configuration": (["--server", "x", "--ca", "c", "--user", "u", "--password-file", "p"], "wants --config FILE"),
}


@pytest.mark.parametrize(("words", "said"), MISSING.values(), ids=MISSING)
def test_what_is_missing_is_told(ccp3: Ccp3, school: School, house: House, words: list[str], said: str) -> None:
    found = ccp3("directory", "import", str(house.root / LIST), *words)
    assert (found.code, found.message[: len(said)]) == (2, said) or said in found.message
    assert school.dry == []


def test_somebody_must_know_the_first_passwords(ccp3: Ccp3, school: School, server: list[str]) -> None:
    said = ccp3("directory", "import", LIST, *server, "--yes")
    assert (said.code, said.message) == (
        2,
        "nobody would know the first passwords; say where they go: --passwords FILE",
    )
    assert school.done == []


def test_a_lab_without_directory_is_told(ccp3: Ccp3, ready, house: House) -> None:
    said = ccp3("directory", "import", str(house.root / LIST), "--lab", LAB)
    assert (said.code, said.message.partition(";")[0]) == (2, f"{LAB} has no directory")


def test_a_lab_that_is_not_deployed_is_told(ccp3: Ccp3, house: House) -> None:
    said = ccp3("directory", "import", str(house.root / LIST), "--lab", LAB)
    assert "nothing is deployed for learner demo" in said.message


def test_a_lab_gives_its_own_first_passwords(
    ccp3: Ccp3, school: School, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ccp3lab.company import load_company

    lab = Domain(
        "dc1", lambda state: pytest.fail("asked"), load_company(house, "atelier-velo"), lambda login: f"p-{login}"
    )
    monkeypatch.setattr(people, "of_lab", lambda house, name, learner: lab)
    words = ["directory", "import", str(house.root / LIST), "--lab", LAB, "--yes"]
    assert ccp3(*words).code == 0
    assert school.done[0].initial("ann") == "p-ann"
    assert "leave --passwords out" in ccp3(*words, "--passwords", "x.csv").message


def test_a_directory_that_refuses_ends_with_3(
    ccp3: Ccp3, school: School, server: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DirectoryError("ldaps://dc1.ecole.lan: logon refused")

    monkeypatch.setattr(staff, "preview", refuse)
    said = ccp3("directory", "import", LIST, *server, "--dry-run")
    assert (said.code, said.message) == (3, "ldaps://dc1.ecole.lan: logon refused")


def test_a_server_that_nobody_reaches(ccp3: Ccp3, server: list[str], house: House) -> None:
    """The whole way down, to where the connection fails."""
    from tests.connections.authority import Authority

    ca = Authority(house.root / "ca").file
    words = [str(ca) if word == "ca.pem" else word for word in server]
    said = ccp3("directory", "import", LIST, *words, "--address", "127.0.0.1", "--dry-run")
    assert said.code == 3
    assert "ldaps://dc1.ecole.lan at 127.0.0.1:636: log on as prof@ecole.lan" in said.message
    assert "velo-roue-042" not in said.message + said.out + said.err
