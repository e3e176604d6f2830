"""Logon hours: as a company says them (`{mon-fri: 7-20, sat: 8-12}`), and as the directory keeps them. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
"""In the order of logonHours (MS-ADA1): the week begins on Sunday."""
DAY, WEEK = 24, 168
"""Hours."""

_SPAN = re.compile(r"(\d{1,2})-(\d{1,2})")


def sound(week: dict[str, str]) -> dict[str, str]:
    """WEEK itself; raises ValueError for a day that there is none of, or hours that are none."""
    for days, hours in week.items():
        if not set(days.split("-")) <= set(DAYS) or days.count("-") > 1:
            raise ValueError(f"`{days}` is no day and no span of days: write one of {', '.join(DAYS)}, or mon-fri")
        found = _SPAN.fullmatch(hours)
        if not found or not int(found[1]) < int(found[2]) <= DAY:
            raise ValueError(f"`{hours}` is no span of hours: write it as 7-20, within 0-24")
    return week


Week = Annotated[dict[str, str], AfterValidator(sound)]
"""Days or spans of days (`mon-fri`) to spans of whole hours (`7-20`: from 7:00 to 19:59), in the company's own time."""


def octets(week: Mapping[str, str], offset: int) -> bytes:
    """LogonHours of WEEK, which must be sound, in a place OFFSET hours ahead of UTC: 21 octets, a bit an hour."""
    found = bytearray(WEEK // 8)
    for hour in (hour - offset for days, hours in week.items() for hour in _hours(days, hours)):
        found[hour % WEEK // 8] |= 1 << hour % 8
    return bytes(found)


def _hours(days: str, hours: str) -> Iterator[int]:
    """Hours of the local week, from Sunday 0:00; a span of days may go on over the week's end."""
    first, *rest = (DAYS.index(day) for day in days.split("-"))
    last = rest[0] if rest else first
    begin, end = map(int, hours.split("-"))
    for day in range(first, first + (last - first) % len(DAYS) + 1):
        yield from range(day * DAY + begin, day * DAY + end)
