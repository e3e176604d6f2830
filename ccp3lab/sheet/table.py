"""A sheet as lines of text, cells apart by tabs: what is collected, kept as evidence, and read by the checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccp3lab.sheet.column import Column, recognised
from ccp3lab.sheet.words import tidy

_ENOUGH = 3
"""Columns that a line must announce to be the line of titles."""


@dataclass(frozen=True)
class Row:
    """One line below the titles: `line` is its number in the sheet, from 1."""

    line: int
    labels: tuple[str, ...]
    cells: Mapping[Column, str]

    def text(self, column: Column) -> str:
        """The cell of COLUMN on one line; empty where there is none."""
        return self.cells.get(column, "")


def joined(rows: Iterable[Sequence[str]]) -> str:
    """ROWS as text: one line each, cells apart by tabs, empty ends cut off."""
    lines = ("\t".join(map(tidy, row)).rstrip() for row in rows)
    return "\n".join(lines).rstrip() + "\n"


def titles(text: str) -> tuple[int, Mapping[int, Column]]:
    """The number (from 0) of the line of TEXT with the titles, and what they announce; nothing without titles."""
    found = [(number, recognised(line.split("\t"))) for number, line in enumerate(text.splitlines())]
    number, columns = max(found, key=lambda one: len(set(one[1].values())), default=(0, {}))
    return (number, columns) if len(set(columns.values())) >= _ENOUGH else (0, {})


def rows(text: str) -> tuple[Row, ...]:
    """The lines of TEXT below its titles that hold something."""
    number, columns = titles(text)
    lines = enumerate(text.splitlines()[number + 1 :], number + 2)
    return tuple(_row(line, cells.split("\t"), columns) for line, cells in lines if columns and cells.strip())


def _row(line: int, cells: Sequence[str], columns: Mapping[int, Column]) -> Row:
    held = {place: cell.strip() for place, cell in enumerate(cells)}
    labels = tuple(held[place] for place, column in columns.items() if column is Column.LABEL and held.get(place))
    values: dict[Column, str] = {
        column: held.get(place, "") for place, column in columns.items() if column is not Column.LABEL
    }
    return Row(line, labels, values)
