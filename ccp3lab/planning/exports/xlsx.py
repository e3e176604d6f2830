"""A workbook (ISO/IEC 29500), one sheet a table: heads stay in sight, columns can be filtered and are wide enough."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ccp3lab.plan import Plan
from ccp3lab.planning.exports.tables import Table, tables
from ccp3lab.planning.exports.words import cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST = 40


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as plan.xlsx."""
    from openpyxl import Workbook

    book, content = Workbook(), io.BytesIO()
    for table in tables(plan):
        _fill(book.create_sheet(table.title), table)
    if len(book.worksheets) > 1:  # a workbook has a sheet, even that of an empty plan
        book.remove(book.worksheets[0])
    book.save(content)
    return {"plan.xlsx": content.getvalue()}


def _fill(sheet: "Worksheet", table: Table) -> None:
    sheet.append(list(table.headers))
    for row in table.rows:
        sheet.append([row[header] if isinstance(row[header], int) else cell(row[header]) for header in table.headers])
    _dress(sheet)


def _dress(sheet: "Worksheet") -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(sheet.iter_cols(), 1):
        column[0].font = Font(bold=True)
        width = max(len(str(one.value or "")) for one in column) + 2
        sheet.column_dimensions[get_column_letter(number)].width = min(width, _WIDEST)
