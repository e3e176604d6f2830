"""People as a staff list that French Excel opens and `staff` reads again. Pure."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ccp3lab.people.cells import call
from ccp3lab.people.columns import Column
from ccp3lab.people.person import Person
from ccp3lab.planning.exports.words import cell, plain

CELLS: Mapping[Column, Callable[[Person], str]] = {
    Column.NUMBER: lambda one: one.number,
    Column.SURNAME: lambda one: one.surname,
    Column.GIVEN: lambda one: one.given,
    Column.DEPARTMENT: lambda one: one.department,
    Column.TITLE: lambda one: one.title,
    Column.MAIL: lambda one: one.mail,
    Column.PHONE: lambda one: one.phone,
    Column.LOGIN: lambda one: one.login,
    Column.ACTIVE: lambda one: "Oui" if one.active else "Non",
    Column.LEFT: lambda one: _day(one.left),
}
"""What each column holds of a person, in the order of the list."""


def written(people: Iterable[Person]) -> bytes:
    """PEOPLE below their titles: semicolons, a byte order mark, formulas made harmless (an apostrophe before them)."""
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(CELLS)
    out.writerows([_cell(column, say(one)) for column, say in CELLS.items()] for one in people)
    return text.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: str) -> str:
    """A telephone number with its `+` is no formula that could do anything."""
    return plain(value) if column is Column.PHONE and call(value) else cell(value)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
