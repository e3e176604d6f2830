"""A grid of cells as two files of the same content: XLSX, and CSV as French Excel opens it (`;`, UTF-8 with BOM)."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from ccp3lab.instance.files import write as write_text

Grid = Sequence[Sequence[str]]
_WIDTHS = (40, 16, 16, 14, 18, 18, 18, 18, 18, 34)


def write(stem: Path, grid: Grid) -> tuple[Path, Path]:
    """Write GRID to STEM.xlsx and STEM.csv, replacing what is there; returns both."""
    book, text = stem.with_suffix(".xlsx"), stem.with_suffix(".csv")
    book.write_bytes(workbook(grid))
    write_text(text, csv_text(grid))
    return book, text


def csv_text(grid: Grid) -> str:
    """GRID as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(grid)
    return "\ufeff" + out.getvalue()


def workbook(grid: Grid) -> bytes:
    """GRID as XLSX: every cell is text, so that no tool turns an address or a prefix into a date or a number."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = "Plan d'adressage", "B2"
    for row, cells in enumerate(grid, 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(row, column, text or None)
            cell.number_format, cell.font = "@", Font(bold=row == 1)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
