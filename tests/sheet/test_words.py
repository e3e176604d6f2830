"""What people write differently is the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.sheet.table import joined
from ccp3lab.sheet.words import plain, tidy, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a   b ", "a b"),
        ("a\u00a0b", "a b"),
        ("a\u202fb", "a b"),
        ("a\tb\nc", "a b c"),
        ("\ufeffa", "a"),
        ("a\u200bb", "ab"),
        ("co\u00adde", "code"),
        ("'a'", "a"),
        ("\uff11\uff12", "12"),
        ("", ""),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize(
    "text", ["Première Adresse", "PREMIÈRE ADRESSE", "premiere adresse", "Premie\u0300re  adresse"]
)
def test_accents_and_capitals_make_no_difference(text: str) -> None:
    assert plain(text) == "premiere adresse"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Réseau / VLAN", "reseau vlan"),
        ("@ réseau", "adresse reseau"),
        ("N° de VLAN (802.1Q)", "n de vlan 802 1q"),
        ("Wi-Fi de l'équipe", "wi fi de l equipe"),
        ("***", ""),
    ],
)
def test_words_alone(text: str, expected: str) -> None:
    assert words(text) == expected


@given(st.text())
def test_tidied_twice_is_tidied_once(text: str) -> None:
    assert words(words(text)) == words(text)
    assert "\n" not in tidy(text)


@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=8))
def test_a_sheet_as_text_keeps_its_lines(rows: list[list[str]]) -> None:
    lines = joined(rows).split("\n")
    assert len(lines) <= len(rows) + 1 or not rows
    for row, line in zip(rows, lines, strict=False):
        assert line == "\t".join(map(tidy, row)).rstrip()
