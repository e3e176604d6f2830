"""A staff list judged in its company: lines that are refused, and what of the section is nothing to it."""

from pathlib import Path

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import here
from ccp3lab.operations.staff import roll, school

TITLES = "Matricule;Nom;Prénom;Service\n"
CONFIG = """staff: {}
company: Lycée
ous:
  profs: {{name: Professeurs}}
departments:
  Maths: {{ou: profs, groups: [GG_Maths]}}
groups:
  GG_Maths: {{scope: global, ou: profs}}
people:
  "77": {{groups: [GG_Maths]}}
computers:
  pc-salle-1: {{ou: profs}}
home: {{drive: "P:", server: serveur-fichiers, share: perso$}}
"""


@pytest.fixture
def velo() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture
def written(tmp_path: Path):
    """written("name", "text"): that file."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return make


def told(found) -> list[str]:
    return [
        f"{source.name.rpartition('/')[2]}:{source.line(problem.loc)}: {problem}" for source, problem in found.wrong
    ]


def test_a_sound_list(velo: Company, written) -> None:
    found = roll(velo, written("new.csv", f"{TITLES}7;Roux;Inès;Atelier\n"))
    assert (found.wrong, found.lines) == ((), frozenset())
    assert found.company.sections["directory"].staff.endswith("new.csv")
    assert velo.sections["directory"].staff == "staff.csv"


def test_nobody_is_a_list_too(velo: Company, written) -> None:
    assert roll(velo, written("new.csv", TITLES)).wrong == ()


def test_each_bad_line_by_its_number(velo: Company, written) -> None:
    bad = "7;Roux;Inès;Ateleir\n8;;X;Atelier\n9;Roux;Inès;Atelier\n7;Roux;Ana;Atelier\n"
    found = roll(velo, written("new.csv", TITLES + bad))
    assert told(found) == [
        "new.csv:2: there is no department `Ateleir`; did you mean `Atelier`?",
        "new.csv:3: Nom is empty; fill in the cell, or take the line away",
        "new.csv:5: Matricule `7` is Inès Roux's, on line 2; each person has one of their own, and one line",
    ]
    assert found.lines == {2, 3, 5}


def test_three_thousand_lines_of_everything(velo: Company, written) -> None:
    """cp1252, homonyms, accents, and each kind of mistake where it was planted."""
    rows = [f"{n};{('Martin', 'Lefèvre', 'Müller')[n % 3]};{('Zoé', 'Léa')[n % 2]};Atelier" for n in range(2, 3002)]
    planted = {
        90: "90;Martin;Zoé", 400: "399;Doublon;Léa;Atelier", 1000: "1000,Martin,Zoé,Atelier",
        1500: "1500;=1+1;Zoé;Atelier",
        2000: "2000;Martin;Zoé;Cuisine", 2999: ";Martin;Zoé;Atelier",
    }  # fmt: skip
    for number, line in planted.items():
        rows[number - 2] = line
    path = written("grand.csv", "")
    path.write_bytes((TITLES + "\n".join(rows)).encode("cp1252"))
    found = roll(velo, path)
    assert found.lines == planted.keys()
    assert len(told(found)) == len(planted)


def test_what_the_section_says_of_who_is_not_listed_is_no_mistake(written) -> None:
    config = written("directory.yml", CONFIG.format("personnel.csv"))
    found = roll(school(config), written("new.csv", f"{TITLES}7;Roux;Inès;Maths\n"), config)
    assert found.wrong == ()
    assert found.company.sections["directory"].company == "Lycée"


def test_a_mistake_of_the_configuration_is_told_with_its_line(written) -> None:
    config = written("directory.yml", CONFIG.format("x.csv").replace("groups: [GG_Maths]}}", "groups: [GG_Math]}}", 1))
    config.write_text(config.read_text().replace("scope: global", "scope: globale"))
    with pytest.raises(DefinitionError, match=r"directory\.yml:8: .*globale"):
        roll(school(config), written("new.csv", f"{TITLES}7;Roux;Inès;Maths\n"), config)


def test_a_broken_rule_of_the_configuration_too(written) -> None:
    config = written(
        "directory.yml", CONFIG.format("x.csv").replace("inside", "").replace("[GG_Maths]", "[GG_Math]", 1)
    )
    with pytest.raises(
        DefinitionError, match=r"directory\.yml:6: there is no group `GG_Math`; did you mean `GG_Maths`"
    ):
        roll(school(config), written("new.csv", f"{TITLES}7;Roux;Inès;Maths\n"), config)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "staff: x.csv\n"])
def test_a_configuration_of_something_else(written, text: str) -> None:
    config = written("directory.yml", text)
    with pytest.raises(DefinitionError, match="directory"):
        roll(school(config), written("new.csv", f"{TITLES}7;Roux;Inès;Maths\n"), config)


def test_a_list_that_is_not_there(velo: Company, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"nobody\.csv: there is no such file"):
        roll(velo, tmp_path / "nobody.csv")
