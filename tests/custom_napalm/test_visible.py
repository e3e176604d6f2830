"""Text of a device cannot move the cursor, hide a line or turn the direction of writing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("été à l'école : 20 €", "été à l'école : 20 €"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("over\rwritten", "over\\x0dwritten"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\x202eb"),
        ("zero\u200bwidth", "zero\\x200bwidth"),
        ("\x00\x07\x7f", "\\x00\\x07\\x7f"),
        ("\ud800", "\\xd800"),
        ("tag\U000e0041", "tag\\xe0041"),
    ],
)
def test_hidden_characters_become_their_code(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_control_or_format_character_is_left(text: str) -> None:
    left = {unicodedata.category(letter) for letter in visible(text) if letter not in "\n\t"}
    assert "Cc" not in left
    assert "Cs" not in left
    visible(text).encode()


@given(st.text())
def test_visible_text_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
