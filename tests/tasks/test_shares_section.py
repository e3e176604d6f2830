"""The rights table of the company: planted mistakes with their lines, and what the servers are told."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here
from ccp3lab.ntsecurity import Right, known
from tasks.shares_intent import Given, Shared, Wanted, names
from tasks.shares_wanted import alone, servers, wanted

FILE = "inventories/atelier-velo/shares.yml"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A copy of the definitions that a test may break."""
    shutil.copytree(here().inventories, tmp_path / "inventories")
    (tmp_path / "images").symlink_to(here().images)
    return House(tmp_path, tmp_path / ".ccp3")


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


MISTAKES = {
    "unknown key": ("remark: Comptabilité", "remarks: Comptabilité", "unknown key `remarks`; did you mean `remark`?"),
    "no such server": ("server: fs1, folder: compta", "server: fs2, folder: compta", "no file server `fs2`; did you"),
    "not a file server": ("server: fs1, folder: compta", "server: dc1, folder: compta", "there is no file server `dc1"),
    "no such group": ("DL_Compta_RW: change", "DL_Compa_RW: change", "no group `DL_Compa_RW`; did you mean `DL_Compta"),
    "global group": ("DL_Compta_RW: change", "GG_Comptabilite: change", "rights for global group `GG_Comptabilite` b"),
    "a user": ("DL_Compta_RW: change", "cmartin: change", "the directory has no group `cmartin`"),
    "right": ("DL_Compta_RW: change", "DL_Compta_RW: write", "'write' is not allowed"),
    "nobody": ("{DL_Commun_RW: change}", "{}", "`rights`"),
    "through": ("through: read", "through: none", "'none' is not allowed"),
    "name with a slash": ("  compta: ", "  com/pta: ", "`com/pta` is no name of a share; 1 to 79 visible characters"),
    "long name": ("  compta: ", f"  {'c' * 80}: ", "is no name of a share"),
    "name twice": ("  compta: ", "  ATELIER: ", "share `ATELIER` has that name already: case does not matter"),
    "a server's own": ("  paie: ", "  admin: ", "`admin$` is a share that servers have by themselves"),
    "a section of samba": ("  compta: ", "  homes: ", "`homes` is a share that servers have by themselves"),
    "way out": ("folder: compta", "folder: ../etc", "`..` is no name of a folder; write visible characters and `/`"),
    "from the root": ("folder: compta", "folder: /srv/compta", "`` is no name of a folder"),
    "a device of Windows": ("folder: compta", "folder: services/con.txt", "`con.txt` is no name of a folder"),
    "folder twice": ("folder: compta", "folder: Atelier", "share `compta` has that folder already; give each share"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line(house: House, name: str) -> None:
    old, new, told = MISTAKES[name]
    path = house.root / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_company(house, "atelier-velo")
    lines = range(1, text.count("\n") + 1)
    assert any(line.startswith(tuple(f"{FILE}:{n}:" for n in lines)) for line in str(refused.value).splitlines())
    assert told in str(refused.value)


def test_a_mistake_is_told_where_it_stands(house: House) -> None:
    path = house.root / FILE
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("DL_Atelier_RO")].count("\n") + 1
    path.write_text(text.replace("DL_Atelier_RO", "DL_Atelier_R", 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"shares\.yml:{line}: .*no group `DL_Atelier_R`"):
        load_company(house, "atelier-velo")


def test_without_a_directory_there_are_no_groups(house: House) -> None:
    (house.root / "inventories/atelier-velo/directory.yml").unlink()
    with pytest.raises(DefinitionError, match="the directory has no group `DL_Compta_CT`; there is none"):
        load_company(house, "atelier-velo")


def test_the_company_s_own_table(company: Company) -> None:
    assert servers(company) == ("fs1",)
    table = wanted(company, "fs1")
    assert [(share.name, share.folder) for share in table.shares] == [
        ("compta", ("compta",)), ("atelier", ("atelier",)), ("commun", ("commun",)), ("modeles", ("modeles",)),
        ("paie$", ("paie",)),
    ]  # fmt: skip
    assert table.shares[1] == Shared(
        "atelier",
        ("atelier",),
        (Given("DL_Atelier_RW", Right.CHANGE), Given("DL_Atelier_RO", Right.READ)),
        (Given(known.AUTHENTICATED_USERS, Right.FULL),),
        "Fiches de l'atelier",
    )
    assert table.shares[3].through == (Given(known.AUTHENTICATED_USERS, Right.READ),)
    assert names(table) == ("DL_Atelier_RO", "DL_Atelier_RW", "DL_Commun_RW", "DL_Compta_CT", "DL_Compta_RW")


@pytest.mark.parametrize(
    ("devices", "services", "there"),
    [(["fs1", "dc1"], ["shares"], ("fs1",)), (["dc1"], ["shares"], ()), (["fs1", "dc1"], [], ())],
)
def test_a_lab_has_the_servers_that_run_in_it(company: Company, devices, services, there) -> None:
    assert servers(company.only(devices, services)) == there


def test_a_server_of_no_row_shares_nothing(company: Company) -> None:
    assert wanted(company, "fs2") == wanted(company.only(["fs1"]), "fs1") == Wanted()


def other(company: Company, **rows: dict | None) -> Company:
    """COMPANY where its table has ROWS otherwise; None takes one away."""
    section = company.sections["shares"]
    table = {name: entry.model_dump() for name, entry in section.table.items()} | rows
    changed = type(section)(table={name: row for name, row in table.items() if row is not None})
    return replace(company, sections={**company.sections, "shares": changed})


def row(company: Company, name: str, **changed: object) -> dict:
    return {**company.sections["shares"].table[name].model_dump(), **changed}


NAMES, FOLDERS = ("compta", "atelier", "commun", "modeles", "paie$"), ("compta", "atelier", "commun", "modeles", "paie")


def test_before_the_learner_s_work_nothing_of_the_table_is_there(company: Company) -> None:
    assert alone(None, company, "fs1") == Wanted((), NAMES, tuple((name,) for name in FOLDERS))


def test_what_a_state_leaves_out_is_gone(company: Company) -> None:
    less = alone(other(company, compta=None), company, "fs1")
    assert [share.name for share in less.shares] == list(NAMES[1:])
    assert (less.unwanted, less.cleared) == (("paie", "compta"), (("compta",),))


def test_a_folder_that_stands_elsewhere_is_gone_where_it_was(company: Company) -> None:
    moved = alone(other(company, compta=row(company, "compta", folder="services/compta")), company, "fs1")
    assert (moved.unwanted, moved.cleared) == (("paie",), (("compta",),))


def test_a_hidden_share_is_not_shown_by_another_name_either(company: Company) -> None:
    assert wanted(company, "fs1").unwanted == ("paie",)
    shown = alone(other(company, paie=row(company, "paie", hidden=False)), company, "fs1")
    assert "paie" in [share.name for share in shown.shares]
    assert shown.unwanted == ("paie$",)


def test_another_share_of_that_name_stays(company: Company) -> None:
    hidden = row(company, "compta", hidden=True, folder="secret")
    both = other(company, secret=hidden, SECRET=row(company, "compta", folder="connu"))
    assert wanted(both, "fs1").unwanted == ("paie",)


def test_the_whole_table_leaves_nothing_out(company: Company) -> None:
    assert alone(company, company, "fs1") == wanted(company, "fs1")
