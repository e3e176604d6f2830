"""People to a list and back: Excel gets no formula, `staff` the same people."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.people import Person, staff
from ccp3lab.people.written import written

AGNES = Person(
    2, "A-01", "Lefèvre", "Agnès", "Comptabilité", "Comptable", "a@velo.example", "+33 2 41 00 00 01", "alefevre",
    left=date(2026, 12, 31),
)  # fmt: skip


def test_excel_finds_semicolons_and_accents() -> None:
    assert written([AGNES, replace(AGNES, active=False, left=None)]).decode("utf-8-sig").split("\r\n") == [
        "Matricule;Nom;Prénom;Service;Fonction;Courriel;Téléphone;Identifiant;Actif;Date de sortie",
        "A-01;Lefèvre;Agnès;Comptabilité;Comptable;a@velo.example;+33 2 41 00 00 01;alefevre;Oui;31/12/2026",
        "A-01;Lefèvre;Agnès;Comptabilité;Comptable;a@velo.example;+33 2 41 00 00 01;alefevre;Non;",
        "",
    ]
    assert written([]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd|x", "'+cmd|x"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("a;b", '"a;b"'),
        ('a"b', '"a""b"'),
        ("a\r\nb", "a b"),
        ("O'Brien", "O'Brien"),
    ],
)
def test_what_somebody_typed_by_hand_is_harmless(name: str, cell: str) -> None:
    line = written([replace(AGNES, surname=name, phone=name)]).decode("utf-8-sig").split("\r\n")[1]
    assert line.startswith(f"A-01;{cell};Agnès;")
    assert f";{cell};alefevre" in line


NAMES = st.text("abcÉß-' O", min_size=1, max_size=12).map(lambda text: f"Z{' '.join(text.split())}z")
PEOPLE = st.lists(
    st.builds(
        Person,
        line=st.just(0),
        number=st.integers(1, 9999).map(str),
        surname=NAMES,
        given=NAMES,
        department=NAMES,
        title=st.one_of(st.just(""), NAMES),
        phone=st.sampled_from(["", "+33 2 41 00 00 01", "02 41"]),
        login=st.just(""),
        active=st.booleans(),
        left=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1))),
    ),
    unique_by=lambda one: one.number,
    max_size=6,
)


@given(PEOPLE)
def test_what_is_written_is_read_again(people: list[Person]) -> None:
    found = staff(written(people))
    assert found.problems == ()
    assert [replace(one, line=0) for one in found.people] == people
