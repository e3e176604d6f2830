"""The text of a staff list as records with their line numbers: its separator, its line of titles, broken quotes."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccp3lab.people.columns import REQUIRED, Column, announced
from ccp3lab.problem import Problem

SEPARATORS = {";": "`;`", "\t": "tabs", ",": "`,`"}
_HEAD = 10
"""Lines among which the titles are looked for: some exports begin with a heading."""


@dataclass(frozen=True)
class Record:
    """The cells of one record; `line` (from 1) is where it begins."""

    line: int
    cells: Sequence[str]

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(map(str.strip, self.cells))


@dataclass(frozen=True)
class Table:
    """The records below the titles, and the columns that these announce, by position. `width` is that of the titles."""

    separator: str
    titles: Record
    columns: Mapping[int, Column]
    below: Sequence[Record]


def table(text: str) -> tuple[Table | None, list[Problem]]:
    """TEXT as a table, or None and why not. The separator is the one that makes most titles of the titles."""
    first = 1 if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS else 0
    every = [_table(text, sign, first) for sign in ([text[4:5]] if first else SEPARATORS)]
    found = max(every, key=lambda one: len({*one.columns.values()} & {*REQUIRED}))
    problems = list(_titles(found))
    return (None, problems) if problems else (found, [*broken(text, found.separator)])


def _table(text: str, separator: str, first: int) -> Table:
    every = [*records(text, separator)][first:]
    head = [(place, announced(record.cells)) for place, record in enumerate(every[:_HEAD])]
    place, columns = max(head, key=lambda one: len(set(one[1].values())), default=(0, {}))
    titles = every[place] if every else Record(1, ())
    return Table(separator, titles, columns, every[place + 1 :])


def records(text: str, separator: str) -> Iterator[Record]:
    """The records of TEXT up to the first one that is no CSV (RFC 4180)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield Record(line, next(reader))
        except (StopIteration, csv.Error):
            return


def broken(text: str, separator: str) -> Iterator[Problem]:
    """The first record of TEXT that is no CSV, if there is one: nothing after it can be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        message = 'a quote (") opens here and does not end its cell: nothing below can be read'
        yield Problem((line,), message, 'take the quote away, or write it twice ("")')


def _titles(found: Table) -> Iterator[Problem]:
    """What the line of titles lacks or says twice."""
    line, columns = found.titles.line, list(found.columns.values())
    missing = [column for column in REQUIRED if column not in columns]
    if len(missing) > 1:
        signs = " or ".join(SEPARATORS.values())
        message = f"no line of titles with {', '.join(missing)}"
        yield Problem((line,), message, f"write the titles of the columns on the first line, with {signs} between them")
    elif missing == [Column.NUMBER]:
        message = f"no column `{missing[0]}`: it keeps an account with its person when a name changes"
        yield Problem((line,), message, "add the employee numbers")
    elif missing:
        yield Problem((line,), f"no column `{missing[0]}`", "add it to the titles")
    for column in {column for column in columns if columns.count(column) > 1}:
        yield Problem((line,), f"two columns are a `{column}`", "keep one of them")
