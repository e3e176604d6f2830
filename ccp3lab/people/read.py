"""A staff list as a French firm exports it (CSV) to people; every line that is refused is told by its number. Pure."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from ccp3lab.csvtext import NotTextError, decoded
from ccp3lab.people import cells
from ccp3lab.people.cells import CellError
from ccp3lab.people.columns import REQUIRED, Column
from ccp3lab.people.logins import speakable
from ccp3lab.people.person import Person, Staff
from ccp3lab.people.table import SEPARATORS, Record, Table, table
from ccp3lab.problem import Problem

MOST = 4 * 1024 * 1024
"""Bytes of a list that are looked at: forty thousand people."""

UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)

V = TypeVar("V")


def staff(content: bytes) -> Staff:
    """The people of CONTENT and everything wrong with it.

    UTF-8 with or without BOM, UTF-16 or cp1252; `;`, tabs or `,`; titles in their usual French spellings.
    """
    if len(content) > MOST:
        return _told(b"", [], [Problem((1,), "more than 4 MiB: this is no staff list", "export the people alone")])
    try:
        text = decoded(content)
    except NotTextError as error:
        message = "broken UTF-16" if error.line is None else "a NUL byte: this is no text"
        return _told(content, [], [Problem((error.line or 1,), message, "export the list as CSV, UTF-8")])
    if mixed := list(_mixed(content)):
        return _told(content, [], mixed)
    found, problems = table(text)
    people = list(_people(found, problems)) if found else []
    return _told(content, people, problems)


def _told(content: bytes, people: list[Person], problems: list[Problem]) -> Staff:
    lines = content.count(b"\n") + content.count(b"\r") + 1
    ordered = sorted(problems, key=lambda problem: problem.loc)
    return Staff(tuple(people), tuple(ordered), {(line,): line for line in range(1, lines + 1)})


def _mixed(content: bytes) -> Iterator[Problem]:
    """The lines of an older encoding in a list of UTF-8: two exports in one file, of which one would be garbled."""
    odd = {line: _is_utf8(text) for line, text in enumerate(content.splitlines(), 1) if not text.isascii()}
    if not content.startswith(UTF_16) and len({*odd.values()}) > 1:
        for line in (line for line, sound in odd.items() if not sound):
            yield Problem((line,), "not UTF-8, as other lines are", "export the whole list again as UTF-8")


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _people(found: Table, problems: list[Problem]) -> Iterator[Person]:
    """The people of FOUND; what is refused goes to PROBLEMS."""
    first: dict[tuple[Column, str], Person] = {}
    for record in found.below:
        if record.empty:
            continue
        person, wrong = _person(record, found)
        wrong += _again(person, first) if person else []
        problems += wrong
        if person and not wrong:
            yield person


def _again(person: Person, first: dict[tuple[Column, str], Person]) -> list[Problem]:
    """What PERSON has that one of an earlier line had FIRST; homonyms are no mistake."""
    own = {Column.NUMBER: person.number.lower(), Column.MAIL: person.mail.lower(), Column.LOGIN: person.login}
    wrong = []
    for key in ((column, value) for column, value in own.items() if value):
        other = first.setdefault(key, person)
        if other is not person:
            message = f"{key[0]} `{key[1]}` is {other.called}'s, on line {other.line}"
            wrong.append(Problem((person.line,), message, "each person has one of their own, and one line"))
    return wrong


def _person(record: Record, found: Table) -> tuple[Person | None, list[Problem]]:
    if mistake := _split(record, found):
        return None, [mistake]
    reading = _Reading(record, found.columns)
    person = Person(
        line=record.line,
        number=reading.value(Column.NUMBER, cells.number, ""),
        surname=reading.text(Column.SURNAME),
        given=reading.text(Column.GIVEN),
        department=reading.text(Column.DEPARTMENT),
        title=reading.text(Column.TITLE),
        mail=reading.value(Column.MAIL, cells.mail, ""),
        phone=reading.text(Column.PHONE),
        login=reading.value(Column.LOGIN, cells.login, ""),
        active=reading.value(Column.ACTIVE, cells.active, True),
        arrived=reading.value(Column.ARRIVED, cells.day, None),
        left=reading.value(Column.LEFT, cells.day, None),
    )
    if not reading.problems:
        reading.problems += _whole(person)
    return (None if reading.problems else person), reading.problems


def _split(record: Record, found: Table) -> Problem | None:
    """A record that was cut into other cells than the titles."""
    titles = len(found.titles.cells)
    if len(record.cells) == 1 < titles:
        signs = [name for sign, name in SEPARATORS.items() if sign in record.cells[0] and sign != found.separator]
        remedy = f"the titles have {SEPARATORS[found.separator]} between them" + (
            f", this line {signs[0]}" if signs else ""
        )
        return Problem((record.line,), f"one cell, where the titles announce {titles}", remedy)
    if any(map(str.strip, record.cells[titles:])):
        message = f"{len(record.cells)} cells, where the titles announce {titles}"
        return Problem(
            (record.line,), message, f'put quotes (") around a text with {SEPARATORS[found.separator]} in it'
        )
    return None


def _whole(person: Person) -> Iterator[Problem]:
    """What must hold of the cells together."""
    if person.arrived and person.left and person.left < person.arrived:
        message = f"{person.called} leaves on {person.left} and arrives on {person.arrived}"
        yield Problem((person.line,), message, "correct one of the dates")
    if not person.login and not speakable(person):
        message = f"no login can be made of `{person.called}`: it has no Latin letters"
        yield Problem((person.line,), message, f"add a column `{Column.LOGIN}`, or write the name in Latin letters")


class _Reading:
    """One record while it is read: the cells of its columns, and what was refused so far."""

    def __init__(self, record: Record, columns: Mapping[int, Column]) -> None:
        self.record = record
        self.held = {
            column: record.cells[place] if place < len(record.cells) else "" for place, column in columns.items()
        }
        self.problems: list[Problem] = []

    def text(self, column: Column) -> str:
        return self.value(column, str, "")

    def value(self, column: Column, convert: Callable[[str], V], unsaid: V) -> V:
        """The cell of COLUMN by CONVERT; UNSAID where the list has no such column, and after a mistake."""
        if column not in self.held:
            return unsaid
        try:
            cell = cells.text(column, self.held[column])
            if not cell and column in REQUIRED:
                raise CellError("is empty", "fill in the cell, or take the line away")
            return convert(cell)
        except CellError as error:
            self.problems.append(Problem((self.record.line,), f"{column} {error.message}", error.remedy))
            return unsaid
