"""Words and numbers in French."""

import pytest

from ccp3lab.grading import Score, Status
from ccp3lab.reports.words import STATES, percent, points, total, typeset


def test_every_status_has_its_own_sign_and_word() -> None:
    assert STATES.keys() == set(Status)
    assert len({words[0] for words in STATES.values()}) == len(Status)


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (Score(12, 3, 20), "12 / 20, dont 3 points indéterminés"),
        (Score(12, 1, 20), "12 / 20, dont 1 point indéterminé"),
        (Score(20, 0, 20), "20 / 20"),
        (Score(5, 0, 8), "12,5 / 20 (5 points sur 8)"),
        (Score(1, 0, 3), "6,67 / 20 (1 point sur 3)"),
        (Score(0, 20, 20), "0 / 20, dont 20 points indéterminés"),
    ],
)
def test_the_total(score, text) -> None:
    assert total(score) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 point"), (1, "1 point"), (2, "2 points")])
def test_points(count, text) -> None:
    assert points(count) == text


def test_a_percentage() -> None:
    assert percent(Score(5, 0, 8).percent) == "62,5 %"


@pytest.mark.parametrize(
    ("text", "set_"),
    [("« a » : b ?", "«_a_»_: b_?"), ("a:b", "a:b"), ("50 %", "50_%"), ("a b", "a b"), ("« »", "«_»")],
)
def test_no_break_spaces(text, set_) -> None:
    assert typeset(text, "_") == set_
