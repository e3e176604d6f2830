"""Logon hours, as written and as the directory has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tasks.directory_hours import DAYS, Week, octets

ALWAYS = b"\xff" * 21


def allowed(octets_: bytes) -> set[int]:
    """The hours of the week, from Sunday 0:00 UTC, that are allowed: counted as MS-ADA1 says."""
    return {hour for hour in range(168) if octets_[hour // 8] >> (hour % 8) & 1}


@pytest.mark.parametrize(
    ("week", "offset", "hours"),
    [
        ({}, 0, set()),
        ({"sun": "0-8"}, 0, set(range(8))),
        ({"sun": "0-8"}, 1, {167, *range(7)}),  # Saturday's last hour in UTC
        ({"sat": "23-24"}, -1, {0}),
        ({"mon": "8-12"}, 0, set(range(32, 36))),
        ({"mon-tue": "8-9"}, 0, {32, 56}),
        ({"sat-sun": "8-9"}, 0, {8, 152}),
        ({"fri-mon": "0-1"}, 0, {120, 144, 0, 24}),
        ({"mon": "8-9", "wed": "9-10"}, 2, {30, 79}),
        ({"mon-sun": "0-24"}, 5, set(range(168))),
    ],
)
def test_hours(week: dict[str, str], offset: int, hours: set[int]) -> None:
    assert allowed(octets(TypeAdapter(Week).validate_python(week), offset)) == hours


def test_a_working_week_as_windows_writes_it() -> None:
    """Monday to Friday, 8:00 to 18:00 UTC: the octets of each day are 00 ff 03."""
    assert octets({"mon-fri": "8-18"}, 0).hex() == "000000" + "00ff03" * 5 + "000000"


@given(st.sampled_from(DAYS), st.integers(0, 23), st.integers(-12, 14))
def test_every_hour_has_one_bit(day: str, hour: int, offset: int) -> None:
    (bit,) = allowed(octets({day: f"{hour}-{hour + 1}"}, offset))
    assert (bit + offset) % 168 == DAYS.index(day) * 24 + hour


@pytest.mark.parametrize(
    "week", [{"lun": "8-9"}, {"mon-": "8-9"}, {"mon-tue-wed": "8-9"}, {"mon": "9-8"}, {"mon": "8-25"}, {"mon": "8"}]
)
def test_what_is_no_week(week: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="write"):
        TypeAdapter(Week).validate_python(week)
