"""A lab on a sheet from the command line: no engine is asked for anything, and what needs a device says so."""

import json
import os
from pathlib import Path

import pytest

from ccp3lab.house import House
from ccp3lab.instance.files import create
from ccp3lab.instance.master import key_file
from ccp3lab.providers.containerlab import Containerlab
from tests.cli.conftest import LAB as DEVICES_LAB
from tests.cli.conftest import Ccp3, Record

LAB = "plan-adressage"


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the provider for anything fails."""
    for name in ("destroy", "deploy", "states", "network", "revive"):
        monkeypatch.setattr(Containerlab, name, lambda *_: pytest.fail("an engine was asked"))


@pytest.fixture
def folder(ccp3: Ccp3, house: House) -> Path:
    """The folder of an instance that was handed out."""
    assert ccp3("up", LAB).code == 0
    return house.home / LAB / "demo"


def test_up_says_where_things_are(ccp3: Ccp3, house: House) -> None:
    said = ccp3("up", LAB)
    assert said.code == 0
    for name in ("enonce.md", f"{LAB}.xlsx"):
        assert name in said.out
        assert (house.home / LAB / "demo" / name).is_file()
    assert (house.home / LAB / "demo" / f"{LAB}.csv").is_file()


def test_up_again_keeps_what_the_learner_wrote(ccp3: Ccp3, folder: Path) -> None:
    (folder / f"{LAB}.csv").write_text("à moi")
    assert ccp3("up", LAB).code == 0
    assert (folder / f"{LAB}.csv").read_text() == "à moi"


def test_an_empty_sheet_earns_nothing(ccp3: Ccp3, folder: Path) -> None:
    said = ccp3("check", LAB)
    assert said.code == 1
    assert "Total\N{NO-BREAK SPACE}: 0 / 20" in said.out
    assert said.out.count("au moins 7") == 1, "alike verdicts are told once"


def test_the_reference_earns_all(ccp3: Ccp3, folder: Path) -> None:
    said = ccp3("push", LAB, "--state", "solved", "--yes")
    assert said.code == 0
    assert f"{LAB}.xlsx" in said.out
    said = ccp3("check", LAB, "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert told["score"]["points"] == told["score"]["max"] == 20
    assert {check["device"] for check in told["checks"]} == {"feuille"}
    assert "VLAN 210" in told["checks"][0]["evidence"][0]["text"]


@pytest.mark.parametrize(("state", "code"), [("masque-inverse", 1), ("par-le-haut", 0), ("start", 1)])
def test_each_state_can_be_pushed(ccp3: Ccp3, folder: Path, state: str, code: int) -> None:
    assert ccp3("push", LAB, "--state", state, "--yes").code == 0
    assert ccp3("check", LAB).code == code
    assert ccp3("status", LAB, "--json").out.count(f'"{state}"') == 1


def test_a_state_that_does_not_exist_is_told(ccp3: Ccp3, folder: Path) -> None:
    assert "no state or fault `masque`" in ccp3("push", LAB, "--state", "masque", "--yes").message


def test_a_push_asks_first(ccp3: Ccp3, folder: Path) -> None:
    assert "overwrites what demo wrote" in ccp3("push", LAB).message


def test_the_newest_file_counts_and_another_may_be_named(ccp3: Ccp3, folder: Path, tmp_path: Path) -> None:
    ccp3("push", LAB, "--state", "solved", "--yes")
    (folder / f"{LAB}.csv").rename(tmp_path / "rendu.csv")
    (folder / "brouillon.csv").write_text("rien;du;tout\n")
    os.utime(folder / "brouillon.csv", ns=(2**62, 2**62))
    assert ccp3("check", LAB).code == 1
    assert ccp3("check", LAB, "--sheet", str(tmp_path / "rendu.csv")).code == 0


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.csv", b"\x00\x01", "fichier binaire"),
        ("x.xlsx", b"PK\x03\x04", "archive abîmée"),
        ("x.xls", b"\xd0\xcf\x11\xe0", "ancien format .xls"),
        ("x.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("x.csv", b"a;b\n" * (13 * 1024 * 1024), "dépasse 2 Mo"),
    ],
)
def test_a_file_that_cannot_be_read_is_nobodys_fault(
    ccp3: Ccp3, folder: Path, tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = ccp3("check", LAB, "--sheet", str(tmp_path / name))
    assert said.code == 3
    assert why in said.out
    assert "? indéterminé" in said.out
    assert "ccp3 status" not in said.out


def test_without_any_sheet_nobody_can_tell(ccp3: Ccp3, folder: Path) -> None:
    for path in folder.glob(f"{LAB}.*"):
        path.unlink()
    said = ccp3("check", LAB)
    assert said.code == 3
    assert "aucune feuille" in said.out


def test_status_tells_where_it_is(ccp3: Ccp3, folder: Path) -> None:
    assert ccp3("status").out.strip().endswith(str(folder))
    assert json.loads(ccp3("status", LAB, "--json").out)["devices"] == []


@pytest.mark.parametrize("words", [("connect", LAB, "sw1"), ("push", LAB, "--dry-run")])
def test_what_needs_a_device_says_so(ccp3: Ccp3, folder: Path, words: tuple[str, ...]) -> None:
    said = ccp3(*words)
    assert said.code == 2
    assert "is an exercise on a sheet and has no devices" in said.message


def test_a_lab_of_devices_has_no_sheet(ccp3: Ccp3, ready: Record) -> None:
    assert "has devices and no sheet" in ccp3("check", DEVICES_LAB, "--sheet", "x.csv").message


def test_down_leaves_nothing(ccp3: Ccp3, folder: Path) -> None:
    assert ccp3("down", LAB, "--yes").code == 0
    assert not folder.exists()


def test_labs_lists_it(ccp3: Ccp3) -> None:
    row = next(line for line in ccp3("labs").out.splitlines() if LAB in line)
    assert "sheet" in row


def test_selftest_holds(ccp3: Ccp3) -> None:
    said = ccp3("selftest", LAB)
    assert said.code == 0
    assert " NO " not in said.out


def test_two_learners_have_two_plans(ccp3: Ccp3, house: House) -> None:
    create(key_file(house.home), "11" * 32)  # one key in 200 gives these two the same blocks
    for name in ("agnes", "bilal"):
        ccp3("up", LAB, "-l", name)
        ccp3("push", LAB, "-l", name, "--state", "solved", "--yes")
    sheets = [house.home / LAB / name / f"{LAB}.csv" for name in ("agnes", "bilal")]
    assert sheets[0].read_text() != sheets[1].read_text()
    assert [ccp3("check", LAB, "-l", "agnes", "--sheet", str(sheet)).code for sheet in sheets] == [0, 1]


def test_an_up_that_was_killed_goes_on(ccp3: Ccp3, house: House, folder: Path) -> None:
    record = folder / "instance.json"
    record.write_text(record.read_text().replace('"ready"', '"prepared"'))
    (folder / "enonce.md").unlink()
    assert "interrupted" in ccp3("check", LAB).message
    assert ccp3("up", LAB).code == 0
    assert (folder / "enonce.md").is_file()
