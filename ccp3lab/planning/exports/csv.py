"""One table for a spreadsheet: semicolons and a byte order mark, without which French Excel takes it for one column."""

import csv
import io
from collections.abc import Iterable, Mapping

from ccp3lab.plan import Plan
from ccp3lab.planning.exports.tables import whole
from ccp3lab.planning.exports.words import cell


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as plan.csv."""
    table = whole(plan)
    return {"plan.csv": written(table.headers, table.rows, ";").encode("utf-8-sig")}


def written(headers: Iterable[str], rows: Iterable[Mapping[str, object]], delimiter: str) -> str:
    """ROWS below HEADERS as RFC 4180 lays them out, formulas made harmless."""
    text, names = io.StringIO(), list(headers)
    out = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    out.writerow(names)
    out.writerows([cell(row[name]) for name in names] for row in rows)
    return text.getvalue()
