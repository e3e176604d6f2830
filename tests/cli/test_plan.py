"""`ccp3 plan ...`: what it prints, where it writes, how it ends."""

import re
import shutil
import sys
from io import BytesIO
from pathlib import Path

import pytest

from ccp3lab.house import House
from ccp3lab.planning.exports import FORMATS
from tests.cli.conftest import PLAN_FILE, Ccp3
from tests.conftest import Edit

COMPANY = "atelier-velo"
COMMANDS = {
    "check": ["check"],
    "show": ["show"],
    "free": ["free"],
    "find": ["find", "192.0.2.1"],
    "diff": ["diff", COMPANY, COMPANY],
    "export": ["export", "csv"],
}
EACH = pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)


@pytest.fixture(autouse=True)
def alone(house: House) -> None:
    """One company in the house: commands need not be told which."""
    for folder in house.inventories.iterdir():
        if folder.is_dir() and folder.name != COMPANY:
            shutil.rmtree(folder)


@pytest.fixture
def second(house: House) -> str:
    """Another company: the same with another site value."""
    shutil.copytree(house.inventories / COMPANY, house.inventories / "garage")
    path = house.inventories / "garage" / "plan.yml"
    path.write_text(path.read_text().replace("\nsite: 1\n", "\nsite: 7\n").replace("{site}.20.", "{site}.21."))
    return "garage"


def test_a_sound_plan(ccp3: Ccp3) -> None:
    said = ccp3("plan", "check")
    assert said.code == 0
    assert said.out.startswith(f"{PLAN_FILE}: sound (")


def test_every_problem_is_told_with_its_line(ccp3: Ccp3, edit: Edit) -> None:
    edit(PLAN_FILE, "{id: 10,", "{id: 5000,")
    edit(PLAN_FILE, "domain: atelier-velo.lan", "domain: atelier-velo.local")
    said = ccp3("plan", "check", COMPANY)
    assert said.code == 2
    assert [line.split(":")[0] for line in said.message.splitlines()] == [PLAN_FILE, PLAN_FILE]
    assert "VLAN 5000 does not exist" in said.message


@EACH
def test_every_command_refuses_a_wrong_plan_alike(ccp3: Ccp3, edit: Edit, words: list[str]) -> None:
    edit(PLAN_FILE, "{id: 10,", "{id: 5000,")
    said = ccp3("plan", *words)
    assert (said.code, said.out) == (2, "")
    assert said.message.startswith(f"{PLAN_FILE}:")


@EACH
def test_every_command_takes_a_sound_one(ccp3: Ccp3, words: list[str]) -> None:
    said = ccp3("plan", *words)
    assert (said.code, said.err) == (0, "")
    assert said.out


def test_show_has_a_tree_and_a_table(ccp3: Ccp3) -> None:
    out = ccp3("plan", "show").out
    assert out.startswith("Atelier Vélo (atelier-velo.lan)\n")
    assert "VLAN 10 compta (comptabilité)" in out
    assert "─ 10.1.10.11  pc-compta-1" in out
    (row,) = [line for line in out.splitlines() if "│ compta " in line]
    assert [cell.strip() for cell in row.split("│")][1:6] == [
        "10",
        "compta",
        "10.1.10.0/24",
        "10.1.10.1",
        "10.1.10.50 - 10.1.10.199",
    ]
    assert "no subnet  VLAN 99 natif" in out


def test_free_names_the_next_address(ccp3: Ccp3) -> None:
    out = ccp3("plan", "free").out
    (row,) = [line for line in out.splitlines() if "VLAN 10 compta" in line]
    assert [cell.strip() for cell in row.split("│")][1:-1] == ["10.1.10.0/24", "VLAN 10 compta", "3", "150", "100", "10.1.10.2"]  # fmt: skip  # noqa: E501


def test_free_tells_what_a_block_has_left(ccp3: Ccp3, house: House) -> None:
    out = ccp3("plan", "free", str(written(house, SITES))).out
    assert "s, 10.7.0.0/22: 768 addresses free (75 %)" in out
    assert "  10.7.1.0/24  256 addresses\n  10.7.2.0/23  512 addresses\n" in out


SITES = """\
company: "[red]X"
domain: x.lan
sites: {s: {title: "[bold]siège", block: 10.7.0.0/22}}
vlans: {v: {id: 10, title: "=1+1 [/]", site: s, subnet: 10.7.0.0/24, gateway: first}}
"""


def written(house: House, text: str) -> Path:
    path = house.root / "other.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rich_markup_in_a_title_is_text(ccp3: Ccp3, house: House) -> None:
    out = ccp3("plan", "show", str(written(house, SITES))).out
    assert "[red]X (x.lan)" in out
    assert "site s ([bold]siège), 25 % taken" in out
    assert "VLAN 10 v (=1+1 [/])" in out


def test_find(ccp3: Ccp3) -> None:
    assert ccp3("plan", "find", "10.1.10.11").out.splitlines()[-3:] == [
        "  role     host pc-compta-1",
        "  mask     255.255.255.0",
        "  gateway  10.1.10.1",
    ]
    assert ccp3("plan", "find", "192.0.2.1").out == "192.0.2.1: in no block or subnet of this plan\n"


def test_find_in_another_company(ccp3: Ccp3, second: str) -> None:
    assert "VLAN 20 atelier" in ccp3("plan", "find", "10.7.21.1", "--company", second).out
    assert "in no block" in ccp3("plan", "find", "10.7.21.1", "-c", COMPANY).out


def test_find_wants_an_address(ccp3: Ccp3) -> None:
    said = ccp3("plan", "find", "pc-compta-1")
    assert said.code == 2
    assert said.message == "`pc-compta-1` is no IPv4 or IPv6 address; write it as 192.0.2.10 or 2001:db8::10"


def test_diff_of_two_companies(ccp3: Ccp3, second: str) -> None:
    said = ccp3("plan", "diff", COMPANY, second)
    assert said.code == 0
    assert said.out.startswith("plan: site value 1 -> 7\n")
    assert "VLAN `atelier`: subnet 10.1.20.0/24 -> 10.7.21.0/24, gateway 10.1.20.1 -> 10.7.21.1" in said.out
    assert "host `pc-atelier-1`: address 10.1.20.11 -> 10.7.21.11" in said.out


def test_diff_of_a_company_and_a_file(ccp3: Ccp3, house: House) -> None:
    path = house.root / PLAN_FILE
    assert ccp3("plan", "diff", COMPANY, str(path)).out == "no difference\n"


def test_the_variant_of_a_learner(ccp3: Ccp3) -> None:
    """That of the learner's lab, the same each time; the demonstration has the plan as written."""
    lines = ccp3("plan", "diff", COMPANY, "vlan-trunk:agnes").out.splitlines()
    assert re.fullmatch(r"plan: site value 1 -> \d+", lines[0])
    assert any(line.startswith("VLAN `compta`: id 10 -> ") for line in lines)
    assert ccp3("plan", "diff", "vlan-trunk:agnes", "vlan-trunk:agnes").out == "no difference\n"
    assert ccp3("plan", "diff", COMPANY, "vlan-trunk:demo").out == "no difference\n"


def test_the_variant_of_a_lab_that_does_not_exist(ccp3: Ccp3) -> None:
    assert ccp3("plan", "show", "vlan-trunc:agnes").message.endswith("did you mean `vlan-trunk`?")


def test_a_company_that_does_not_exist_names_the_near_one(ccp3: Ccp3) -> None:
    said = ccp3("plan", "check", "atelier-vlo")
    assert said.code == 2
    assert said.message == "there is no company `atelier-vlo`; did you mean `atelier-velo`?"


def test_of_several_companies_one_must_be_named(ccp3: Ccp3, second: str) -> None:
    assert ccp3("plan", "check").message == "which company? there are several: atelier-velo, garage"
    assert ccp3("plan", "check", second).code == 0


def test_without_companies(ccp3: Ccp3, house: House) -> None:
    shutil.rmtree(house.inventories / COMPANY)
    assert ccp3("plan", "check").message == "which company? inventories/ holds no plan.yml"


def test_a_file_that_is_not_there(ccp3: Ccp3) -> None:
    said = ccp3("plan", "check", "nowhere/plan.yml")
    assert said.code == 2
    assert "there is no such file" in said.message


SINGLE = [name for name, form in FORMATS.items() if not form.folder]
FOLDERS = [name for name, form in FORMATS.items() if form.folder]


@pytest.mark.parametrize("form", SINGLE)
def test_an_export_goes_where_it_is_told(ccp3: Ccp3, tmp_path: Path, form: str) -> None:
    file = tmp_path / "new" / f"x.{form}"
    said = ccp3("plan", "export", form, "-o", str(file))
    assert (said.code, said.out) == (0, f"{file}\n")
    assert file.stat().st_size > 200
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("form", FOLDERS)
def test_several_files_go_into_a_folder(ccp3: Ccp3, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "new"
    said = ccp3("plan", "export", form, COMPANY, "--output", str(folder))
    assert said.code == 0
    assert sorted(said.out.split()) == sorted(map(str, folder.iterdir()))
    assert len(said.out.split()) >= 4


def test_without_a_file_it_goes_to_the_standard_output(ccp3: Ccp3) -> None:
    out = ccp3("plan", "export", "hosts").out
    assert out.startswith("# Atelier Vélo\n")
    assert "10.1.10.11\tpc-compta-1.atelier-velo.lan pc-compta-1\n" in out


def test_an_export_is_the_same_in_a_file_and_on_the_standard_output(
    ccp3: Ccp3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ccp3("plan", "export", "csv", "-o", str(tmp_path / "x.csv"))
    assert ccp3("plan", "export", "csv").out.encode() == (tmp_path / "x.csv").read_bytes()


class Terminal:
    """A standard output that is a terminal."""

    encoding, buffer = "utf-8", BytesIO()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def test_what_is_no_text_is_not_thrown_at_a_terminal(ccp3: Ccp3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert ccp3("plan", "export", "xlsx").message == "xlsx is not made for a screen; name a file for it: -o FILE"


@pytest.mark.parametrize("form", FOLDERS)
def test_several_files_need_a_folder(ccp3: Ccp3, tmp_path: Path, form: str) -> None:
    assert ccp3("plan", "export", form).message == f"{form} is several files; name a folder for them: -o FOLDER"
    file = tmp_path / "file"
    file.touch()
    assert "is a file" in ccp3("plan", "export", form, "-o", str(file)).message


def test_one_file_cannot_be_a_folder(ccp3: Ccp3, tmp_path: Path) -> None:
    said = ccp3("plan", "export", "md", "-o", str(tmp_path))
    assert said.code == 2
    assert said.message == f"{tmp_path} is a folder; name a file in it"


def test_where_nothing_can_be_written(ccp3: Ccp3, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = ccp3("plan", "export", "md", "-o", str(tmp_path / "file" / "x.md"))
    assert said.code == 2
    assert str(tmp_path / "file") in said.message


def test_an_unknown_format_names_the_near_one(ccp3: Ccp3) -> None:
    said = ccp3("plan", "export", "htm")
    assert said.code == 2
    assert said.message == "there is no format `htm`; did you mean `html`?"


def test_help_names_every_format(ccp3: Ccp3) -> None:
    said = ccp3("plan", "export", "--help")
    assert said.code == 0
    assert all(name in said.out for name in FORMATS)


@pytest.mark.parametrize("words", [[], ["chek"], ["find"], ["diff", "a"], ["export"], ["check", "--json"]])
def test_the_command_lines_own_mistakes(ccp3: Ccp3, words: list[str]) -> None:
    said = ccp3("plan", *words)
    assert said.code == 2
    assert re.search(r"Usage: .* plan ", said.out + said.err)
    assert "Traceback" not in said.err


def test_check_tells_warnings_and_the_plan_is_sound_all_the_same(ccp3: Ccp3, house: House) -> None:
    path = house.root / PLAN_FILE
    path.write_text(path.read_text().replace("hosts: 40,", "hosts: 60,"), encoding="utf-8")
    said = ccp3("plan", "check", str(path))
    assert said.code == 0
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "hosts: 60," in text)
    assert f"{PLAN_FILE}:{line}: warning: `agence-postes` has 1 of 62 addresses" in said.out
