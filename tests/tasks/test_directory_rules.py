"""Planted mistakes in directory.yml and staff.csv: each is told with its file and line."""

import shutil
from pathlib import Path

import pytest

from ccp3lab.company import load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here

FILE, STAFF = "inventories/atelier-velo/directory.yml", "inventories/atelier-velo/staff.csv"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A copy of the definitions that a test may break."""
    shutil.copytree(here().inventories, tmp_path / "inventories")
    (tmp_path / "images").symlink_to(here().images)
    return House(tmp_path, tmp_path / ".ccp3")


def planted(house: House, file: str, old: str, new: str) -> int:
    """Replace the first OLD of FILE by NEW; the line where NEW ends."""
    path = house.root / file
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode())
    return content[: content.index(old)].count("\n") + new.count("\n") + 1


MISTAKES = {
    "unknown key": ("staff: staff.csv", "staf: staff.csv", "unknown key `staf`; did you mean `staff`?"),
    "no such list": ("staff: staff.csv", "staff: stafff.csv", "there is no list `stafff.csv` beside plan.yml; did you"),
    "OU in nothing": ("Direction, inside: personnel", "Direction, inside: personel", "there is no OU `personel`; did "),
    "OU inside itself": ("{name: Personnel, inside: velo}", "{name: Personnel, inside: compta}", "OU `personnel` is i"),
    "OU name twice": ("{name: Agence,", "{name: ATELIER,", "`atelier` has the name `ATELIER` in the same place"),
    "long OU name": ("{name: Direction,", "{name: " + "D" * 65 + ",", "is no name of an OU; write 1 to 64"),
    "department in no OU": ("{ou: compta,", "{ou: comptaa,", "there is no OU `comptaa`; did you mean `compta`?"),
    "department in no group": ("atelier, groups: [GG_Atelier]", "atelier, groups: [GG_Ateler]", "no group `GG_Ateler`"),
    "users in a DL": ("groups: [GG_Comptabilite]", "groups: [DL_Compta_RW]", "users in domain_local group `DL_Compta_"),
    "group in no OU": ("global, ou: groupes", "global, ou: groups", "there is no OU `groups`; did you mean `groupes`?"),
    "scope": ("scope: global", "scope: local", "`scope`: 'local' is not allowed"),
    "scope against the name": ("GG_Agence:       {scope: global", "GG_Agence:       {scope: universal", "its name say"),
    "unknown member": ("members: [GG_Direction]", "members: [GG_Directon]", "no group `GG_Directon`; did you mean `GG"),
    "DL in DL": ("members: [GG_Direction]", "members: [DL_Commun_RW]", "domain_local group `DL_Commun_RW` in domain_l"),
    "DL in GG": ("description: La direction}", "members: [DL_Commun_RW]}", "in global group `GG_Direction` breaks AGD"),
    "group inside itself": ("description: La direction}", "members: [GG_Direction]}", "`GG_Direction` is inside itsel"),
    "user as member": ("members: [GG_Direction]", "members: [cmartin]", "there is no group `cmartin`"),
    "forbidden character": ("DL_Compta_CT: ", '"DL_Compta*CT": ', "`DL_Compta*CT` is no name of a group"),
    "dot at the end": ("DL_Compta_CT: ", "DL_Compta_CT.: ", "`DL_Compta_CT.` is no name of a group"),
    "name in another case": ("DL_Compta_RW: ", "dl_compta_ct: ", "`dl_compta_ct` is group `DL_Compta_CT` already"),
    "name of a login": ("DL_Compta_CT: ", "CMartin: ", "`CMartin` is the login of 1003 already"),
    "no such device": ("pc-compta-1:  {ou", "pc-compta-9:  {ou", "there is no device `pc-compta-9`; did you mean"),
    "no server": ("staff: staff.csv", "staff: staff.csv\nhome: {drive: 'P:', server: fs, share: p}", "no device `fs`"),
    "drive": ("staff: staff.csv", "staff: staff.csv\nhome: {drive: C, server: dc1, share: p$}", "`drive`"),
    "share": ("staff: staff.csv", "staff: staff.csv\nhome: {drive: 'P:', server: dc1, share: a/b}", "`share`"),
    "hours": ("groups: [GG_Agence]", "groups: [GG_Agence], hours: {lun: 7-20}", "`lun` is no day and no span of days"),
    "length": ("length: 10", "length: 15", "`length`: 15 is not allowed; expected 14 or less"),
    "history": ("history: 12", "history: 25", "`history`: 25 is not allowed; expected 24 or less"),
    "attempts": ("attempts: 5", "attempts: 1000", "`attempts`: 1000 is not allowed; expected 999 or less"),
    "ages": ("youngest: 1d", "youngest: 200d", "a password must be changed before it may be; write less"),
    "window": ("window: 15m", "window: 20m", "failed attempts are counted for longer than an account stays locked"),
    "a person of nobody": ("staff: staff.csv", "staff: staff.csv\npeople:\n  1099: {}", "nobody has the employee"),
}  # fmt: skip

IN_LIST = {
    "unknown department": (
        "1003;Martin;Claire;Comptabilité",
        "1003;Martin;Claire;Compta",
        "there is no department `Compt",
    ),
    "number twice": ("1004;", "1003;", "Matricule `1003` is Claire Martin's, on line 4"),
    "no surname": ("1004;Lefèvre", "1004;", "Nom is empty"),
    "formula": ("Chef d'atelier", "=1+1", "Fonction `=1+1` begins like a formula"),
    "day": ("31/08/2027", "31/09/2027", "Date de sortie `31/09/2027` is no date"),
}


def refused(house: House) -> list[str]:
    with pytest.raises(DefinitionError) as error:
        load_company(house, "atelier-velo")
    return str(error.value).splitlines()


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_planted_in_the_section(house: House, old: str, new: str, said: str) -> None:
    line = planted(house, FILE, old, new)
    lines = refused(house)
    assert any(told.startswith(f"{FILE}:{line}: ") and said in told for told in lines), lines


@pytest.mark.parametrize(("old", "new", "said"), IN_LIST.values(), ids=IN_LIST)
def test_planted_in_the_list(house: House, old: str, new: str, said: str) -> None:
    line = planted(house, STAFF, old, new)
    lines = refused(house)
    assert any(told.startswith(f"{STAFF}:{line}: ") and said in told for told in lines), lines


def test_the_files_as_they_stand() -> None:
    assert load_company(here(), "atelier-velo").sections["directory"]
