"""Points: exact for any weights, the denominator never shrinks; exit codes."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.company import Company, Device
from ccp3lab.grading import BoundCheck, Check, Doubt, Grade, Place, Result, Status, Verdict, exit_code, score
from ccp3lab.grading.score import said
from ccp3lab.plan import Plan

DEVICE = Device("sw1", "switch", "sw1")
PLACE = Place(Company("e", "E", Plan("E", "e.lan", 1, {}, {}), {"sw1": DEVICE}), DEVICE)
NOW = datetime(2026, 1, 1, tzinfo=UTC)

P = (Status.PASSED, None)
F = (Status.FAILED, None)
B = (Status.BLOCKED, None)
UNSEEN = (Status.UNDETERMINED, Doubt.UNSEEN)
CONTROL = (Status.UNDETERMINED, Doubt.CONTROL)
BLIND = (Status.BLOCKED, Doubt.UNSEEN)


def graded(*entries: tuple[tuple[Status, Doubt | None], int]) -> Grade:
    results = tuple(
        Result(
            BoundCheck(f"c{number}", "x.y", "C", points, Check(), PLACE),
            Verdict(status, "a", "b", "c", doubt),
        )
        for number, ((status, doubt), points) in enumerate(entries)
    )
    return Grade(results, NOW, NOW)


verdicts = st.sampled_from([P, F, B, UNSEEN, CONTROL, BLIND])
entries = st.lists(st.tuples(verdicts, st.integers(1, 50)), min_size=1, max_size=30)


@given(entries)
def test_the_denominator_is_the_rubrics_sum_whatever_happened(what) -> None:
    points = score(graded(*what))
    assert points.total == sum(worth for _, worth in what)
    assert 0 <= points.obtained + points.undetermined <= points.total
    assert 0 <= points.mark <= 20
    assert points.percent == Fraction(100 * points.obtained, points.total)


@given(entries)
def test_a_mark_is_exact(what) -> None:
    points = score(graded(*what))
    assert points.mark * points.total == 20 * points.obtained


@given(entries, verdicts)
def test_turning_a_check_green_never_lowers_a_mark(what, verdict) -> None:
    before = score(graded((verdict, 3), *what))
    after = score(graded((P, 3), *what))
    assert after.mark >= before.mark


@given(entries)
def test_full_marks_only_when_everything_passed(what) -> None:
    found = graded(*what)
    everything = all(verdict == P for verdict, _ in what)
    assert (score(found).mark == 20) == everything
    assert (exit_code(found) == 0) == everything


@given(entries)
def test_what_could_not_be_looked_at_never_exits_as_the_learners_failure(what) -> None:
    unseen = any(doubt is Doubt.UNSEEN for (_, doubt), _ in what)
    assert not unseen or exit_code(graded(*what)) == 3


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([P, P], 0),
        ([P, F], 1),
        ([F, B], 1),
        ([F, UNSEEN], 3),
        ([P, UNSEEN, BLIND], 3),
        ([P, (Status.UNDETERMINED, Doubt.UNREADABLE)], 3),
        ([F, (Status.UNDETERMINED, Doubt.DEFECT)], 3),
        ([F, CONTROL], 1),
        ([P, CONTROL], 3),
    ],
)
def test_exit_codes(entries, code) -> None:
    assert exit_code(graded(*((entry, 1) for entry in entries))) == code


def test_undetermined_points_include_what_they_block() -> None:
    points = score(graded((P, 10), (UNSEEN, 3), (BLIND, 2), (B, 1), (F, 4)))
    assert (points.obtained, points.undetermined, points.total) == (10, 5, 20)


def test_an_empty_rubric_has_no_mark() -> None:
    assert score(graded()).mark == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(12), "12"),
        (Fraction(25, 2), "12,5"),
        (Fraction(20, 3), "6,67"),
        (Fraction(1, 200), "0,01"),
        (Fraction(0), "0"),
        (Fraction(10), "10"),
        (Fraction(100), "100"),
    ],
)
def test_a_mark_in_french(value, text) -> None:
    assert said(value) == text
