"""A staff list in every dialect, and everything that is refused, told by its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.people import Person, staff

TITLES = "Matricule;Nom;Prénom;Service;Fonction;Courriel;Téléphone;Identifiant;Actif;Date d'entrée;Date de sortie"
LINE = "A-01;Lefèvre;Agnès;Comptabilité;Comptable;a@velo.example;+33 2 41 00 00 01;alefevre;Oui;01/09/2019;2026-12-31"
AGNES = Person(
    2, "A-01", "Lefèvre", "Agnès", "Comptabilité", "Comptable", "a@velo.example", "+33 2 41 00 00 01", "alefevre",
    True, date(2019, 9, 1), date(2026, 12, 31),
)  # fmt: skip
SHORT = "Matricule;Nom;Prénom;Service\n"


def told(content: str | bytes) -> list[tuple[int, str]]:
    """The line and text of everything wrong with CONTENT."""
    found = staff(content if isinstance(content, bytes) else content.encode())
    assert all(found.lines[problem.loc] == problem.loc[0] for problem in found.problems)
    return [(found.lines[problem.loc], str(problem)) for problem in found.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_dialect(encoding: str, separator: str, end: str) -> None:
    text = f"{TITLES}{end}{LINE}{end}".replace(";", separator)
    assert (staff(text.encode(encoding)).people, told(text.encode(encoding))) == ((AGNES,), [])


def test_what_excel_and_people_put_around_is_no_mistake() -> None:
    text = f"sep=;\nListe du personnel au 01/09;;;\n\n{SHORT};;;\n 7 ;  Le\u00a0Goff ;Re\u0301mi;Atelier\n\n"
    assert (staff(text.encode()).people, told(text)) == ((Person(6, "7", "Le Goff", "Rémi", "Atelier"),), [])


def test_columns_in_another_order_and_others_between() -> None:
    text = 'Civilité,Prénom,Nom,Date de naissance,Service,Matricule\nMme,Ana,Sá,=1,"Ventes, export",3\n'
    assert staff(text.encode()).people == (Person(2, "3", "Sá", "Ana", "Ventes, export"),)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Oui", True),
        ("non", False),
        ("O", True),
        ("N", False),
        ("VRAI", True),
        ("faux", False),
        ("1", True),
        ("0", False),
    ],
)
def test_yes_and_no(said: str, meant: bool) -> None:
    found = staff(f"{SHORT.strip()};Actif\n1;A;B;C;{said}\n".encode())
    assert [person.active for person in found.people] == [meant]


REFUSED = {
    "empty file": ("", 1, "no line of titles with Matricule, Nom, Prénom, Service"),
    "no titles": ("1;Martin;Claire;Compta\n", 1, "no line of titles"),
    "no number": ("Nom;Prénom;Service\nMartin;Claire;Compta\n", 1, "no column `Matricule`: it keeps an account with"),
    "no department": ("Matricule;Nom;Prénom\n1;Martin;Claire\n", 1, "no column `Service`; add it"),
    "one name column": ("Matricule;Nom complet;Service\n1;Martin Claire;Compta\n", 1, "no line of titles with Nom"),
    "bars": ("Matricule|Nom|Prénom|Service\n1|A|B|C\n", 1, "no line of titles"),
    "a title twice": ("Matricule;Nom;Nom;Prénom;Service\n", 1, "two columns are a `Nom`; keep one"),
    "other separator in a line": (f"{SHORT}1;A;B;C\n2,D,E,F\n", 3, "one cell, where the titles announce 4; the"),
    "half a line": (f"{SHORT}1;A\n", 2, "Prénom is empty; fill in the cell"),
    "cells beyond": (f"{SHORT}1;A;B;C;D\n", 2, '5 cells, where the titles announce 4; put quotes (")'),
    "no number in a line": (f"{SHORT};A;B;C\n", 2, "Matricule is empty"),
    "no surname": (f"{SHORT}1; ;B;C\n", 2, "Nom is empty"),
    "odd number": (f"{SHORT}1 042;A;B;C\n", 2, "Matricule `1 042` is no employee number; write letters and digits"),
    "long number": (f"{SHORT}{'9' * 17};A;B;C\n", 2, "Matricule has 17 characters; the directory takes 16"),
    "number twice": (f"{SHORT}a1;A;B;C\nA1;D;E;F\n", 3, "Matricule `a1` is B A's, on line 2; each person has one"),
    "mail twice": (
        f"{SHORT.strip()};Mail\n1;A;B;C;x@y.example\n2;D;E;F;X@y.example\n", 3, "Courriel `x@y.example` is B A's"
    ),
    "login twice": (f"{SHORT.strip()};Login\n1;A;B;C;ab\n2;D;E;F;ab\n", 3, "Identifiant `ab` is B A's, on line 2"),
    "formula =": (f"{SHORT}1;=HYPERLINK(1);B;C\n", 2, "Nom `=HYPERLINK(1)` begins like a formula; take `=` away"),
    "formula +": (f"{SHORT}1;+A1;B;C\n", 2, "begins like a formula"),
    "formula -": (f"{SHORT}1;A; -2;C\n", 2, "Prénom `-2` begins like a formula"),
    "formula @": (f"{SHORT}1;A;B;@SUM(1)\n", 2, "Service `@SUM(1)` begins like a formula"),
    "formula, full width": (f"{SHORT}1;\uff1d1+1;B;C\n", 2, "begins like a formula"),
    "formula in a phone": (f"{SHORT.strip()};Tél\n1;A;B;C;+1+cmd|x\n", 2, "Téléphone `+1+cmd|x` begins like a formula"),
    "control character": (f"{SHORT}1;A\x07;B;C\n", 2, "Nom holds U+0007 (a control character), which nobody sees"),
    "bidi override": (f"{SHORT}1;A\u202eB;B;C\n", 2, "Nom holds U+202E (RIGHT-TO-LEFT OVERRIDE)"),
    "line break in a cell": (f'{SHORT}1;"A\nB";B;C\n', 2, "Nom holds U+000A"),
    "after a line break in a cell": (f'{SHORT}1;"A\nB";B;C\n2;;B;C\n', 4, "Nom is empty"),
    "NUL": (f"{SHORT}1;A;B;C\n2;A\x00;B;C\n", 3, "a NUL byte: this is no text; export the list as CSV"),
    "NUL in UTF-16": (f"{SHORT}1;A\x00;B;C\n".encode("utf-16"), 2, "Nom holds U+0000"),
    "half a UTF-16 letter": (b"\xff\xfea", 1, "broken UTF-16"),
    "open quote": (f'{SHORT}1;A;B;C\n2;"D;E;F\n3;G;H;I\n', 3, 'a quote (") opens here and does not end its cell'),
    "quote inside": (f'{SHORT}1;"A"x;B;C\n', 2, 'a quote (") opens here'),
    "UTF-8 read as cp1252": (f"{SHORT}1;LefÃ¨vre;B;C\n", 2, "`Lefèvre` is meant: export the whole list again as UTF-8"),
    "both encodings": (
        f"{SHORT}1;Lefèvre;B;C\n".encode() + "2;Agnès;B;C\n".encode("cp1252"),
        3, "not UTF-8, as other lines are; export",
    ),
    "lost letter": (f"{SHORT}1;Lef\ufffdvre;B;C\n", 2, "Nom `Lef\ufffdvre` has lost a letter"),
    "65 characters": (f"{SHORT}1;{'A' * 65};B;C\n", 2, "Nom has 65 characters; the directory takes 64 at most"),
    "no Latin letter": (
        f"{SHORT}1;Иванов;Иван;C\n",
        2, "no login can be made of `Иван Иванов`: it has no Latin letters",
    ),
    "login with a capital": (f"{SHORT.strip()};Login\n1;A;B;C;Ab\n", 2, "Identifiant `Ab` is no login"),
    "login of 21": (
        f"{SHORT.strip()};Login\n1;A;B;C;{'a' * 21}\n",
        2, "Identifiant has 21 characters; the directory takes 20",
    ),
    "login with a dot last": (f"{SHORT.strip()};Login\n1;A;B;C;ab.\n", 2, "Identifiant `ab.` is no login"),
    "mail": (f"{SHORT.strip()};Mail\n1;A;B;C;a@b\n", 2, "Courriel `a@b` is no mail address"),
    "neither yes nor no": (f"{SHORT.strip()};Actif\n1;A;B;C;peut-être\n", 2, "Actif `peut-être` is neither yes nor no"),
    "no answer": (f"{SHORT.strip()};Actif\n1;A;B;C;\n", 2, "Actif is empty; write Oui or Non"),
    "no such day": (f"{SHORT.strip()};Sortie\n1;A;B;C;30/02/2026\n", 2, "Date de sortie `30/02/2026` is no date"),
    "two digits of a year": (f"{SHORT.strip()};Sortie\n1;A;B;C;01/02/26\n", 2, "`01/02/26` is no date; write it as"),
    "left before": (
        f"{SHORT.strip()};Entrée;Sortie\n1;A;B;C;02/01/2026;01/01/2026\n", 2, "B A leaves on 2026-01-01 and arrives on"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(content: str | bytes, line: int, said: str) -> None:
    found = told(content)
    assert any(place == line and said in text for place, text in found), found


def test_a_huge_file_is_not_read() -> None:
    assert told(b"a" * (4 * 1024 * 1024 + 1)) == [
        (1, "more than 4 MiB: this is no staff list; export the people alone")
    ]


def test_every_mistake_at_once_and_the_sound_lines_are_people() -> None:
    text = f"{SHORT}1;A;B;C\n2;=D;;F\n3;G;H;I\n3;J;K;L\n"
    found = staff(text.encode())
    assert [person.number for person in found.people] == ["1", "3"]
    assert [problem.loc for problem in found.problems] == [(3,), (3,), (5,)]


def test_homonyms_are_no_mistake() -> None:
    text = f"{SHORT}1;Martin;Claire;C\n2;Martin;Claire;C\n"
    assert (len(staff(text.encode()).people), told(text)) == (2, [])


def test_64_characters_are_none() -> None:
    assert told(f"{SHORT}1;{'É' * 64};{'B' * 64};{'C' * 64}\n") == []


def test_letters_in_latin_are_asked_only_for_a_login_of_ours() -> None:
    assert told(f"{SHORT.strip()};Identifiant\n1;Иванов;Иван;C;iivanov\n") == []


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    found = staff(content)
    assert found.problems
    assert all(problem.loc in found.lines for problem in found.problems)


@given(st.lists(st.text(max_size=8), max_size=12))
def test_no_cells_are_too_odd(texts: list[str]) -> None:
    """Whatever stands below right titles is a person or a problem of its line, and never a hidden character."""
    found = staff((SHORT + "\n".join(texts)).encode("utf-8", "replace"))
    for person in found.people:
        assert all(cell.isprintable() for cell in (person.number, person.surname, person.given, person.department))
    assert all(problem.loc in found.lines for problem in found.problems)
