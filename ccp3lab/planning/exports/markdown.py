"""Markdown tables (GitHub's)."""

import re
from collections.abc import Iterator, Mapping

from ccp3lab.plan import Plan
from ccp3lab.planning.exports.tables import Table, tables
from ccp3lab.planning.exports.words import plain

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as plan.md."""
    parts = [f"# Plan d'adressage : {_text(plan.company)}\n", *("\n".join(_table(table)) for table in tables(plan))]
    return {"plan.md": "\n".join(parts).encode()}


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}\n"
    yield _line(table.headers)
    yield _line("---:" if _numeric(table, header) else "---" for header in table.headers)
    yield from (_line(_text(row[header]) for header in table.headers) for row in table.rows)
    yield ""


def _numeric(table: Table, header: str) -> bool:
    return all(isinstance(row[header], int) or row[header] == "" for row in table.rows) and any(
        isinstance(row[header], int) for row in table.rows
    )


def _line(cells: "Iterator[str] | tuple[str, ...]") -> str:
    return f"| {' | '.join(cells)} |"


def _text(value: object) -> str:
    """VALUE as text that Markdown and HTML leave as it is."""
    return _SPECIAL.sub(r"\\\1", plain(str(value)))
