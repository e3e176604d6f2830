"""Device output is hostile: nothing in it reaches a terminal as a control, nothing secret reaches a report."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.grading.hostile import clean, masked, one_line


@given(st.text(st.characters(codec=None), max_size=200))
def test_nothing_invisible_is_left(text) -> None:
    left = {unicodedata.category(character)[0] for character in clean(text) if character not in "\n\t"}
    assert "C" not in left


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200))
def test_visible_text_is_unchanged(text) -> None:
    assert clean(text) == text


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x1b[2J\x1b]0;title\x07", "␛[2J␛]0;title␇"),
        ("\x9b31m", "<U+009B>31m"),
        ("\x00\x08\x7f", "␀␈<U+007F>"),
        ("admin\u202etxt.exe", "admin<U+202E>txt.exe"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("\ud800", "<U+D800>"),
        ("é « ok » ✔", "é « ok » ✔"),
    ],
)
def test_controls_are_made_visible(text, shown) -> None:
    assert clean(text) == shown


@given(st.text(max_size=500), st.integers(5, 60))
def test_one_line_is_one_short_line(text, width) -> None:
    line = one_line(text, width)
    assert len(line) <= width
    assert "\n" not in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("username admin privilege 15 secret 9 $9$a$b", "username admin privilege 15 secret 9 ****"),
        ("enable secret toto", "enable secret ****"),
        (" password 7 094F471A1A0A", " password 7 ****"),
        ("snmp-server community public RO", "snmp-server community ****"),
        ("service password-encryption", "service password-encryption"),
        ("a\nenable password x y\nb", "a\nenable password ****\nb"),
    ],
)
def test_secrets_are_masked(text, shown) -> None:
    assert masked(text) == shown
