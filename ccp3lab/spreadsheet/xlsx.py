"""XLSX (ECMA-376), looked at before it is parsed: sizes, no DTD (so no entities), no giant merged cells."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ccp3lab.sheet.table import joined, titles
from ccp3lab.spreadsheet.limits import COLUMNS, LINES, PARTS, UNPACKED, SheetError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_OLE = b"\xd0\xcf\x11\xe0"
_PARSED = (".xml", ".rels")
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, OSError, EOFError)
"""What openpyxl raises for files that are damaged or forged, beside the errors of zip and XML."""


def rows(content: bytes) -> list[list[str]]:
    """The cells of the first sheet that has the titles (else of the first sheet); formulas by their saved result.

    A formula whose result was not saved stays a formula (`=A1+1`). Raises SheetError.
    """
    if content.startswith(_OLE):
        raise SheetError(_ole(content))
    _examine(content)
    try:
        sheets = [*_sheets(content)]
    except (*_BROKEN, zipfile.BadZipFile, zlib.error, SyntaxError, RecursionError):
        raise SheetError("le fichier .xlsx est abîmé") from None
    if not sheets:
        raise SheetError("le classeur n'a aucune feuille de calcul")
    return next((sheet for sheet in sheets if titles(joined(sheet))[1]), sheets[0])


def _ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "la feuille est protégée par un mot de passe : retirez-le"
    return "la feuille est dans l'ancien format .xls"


def _examine(content: bytes) -> None:
    """Refuse what must not be parsed. Every part is unpacked once here, never more than UNPACKED bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _demand_workbook(archive)
            for part in archive.infolist():
                if part.filename.lower().endswith(_PARSED):
                    _demand_plain(archive.read(part))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise SheetError("le fichier est une archive abîmée ou protégée") from None


def _demand_workbook(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise SheetError("le fichier .xlsx est démesuré une fois décompressé", "partez de la feuille fournie")
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        ods = any(name == "content.xml" for name in names)
        raise SheetError("la feuille est au format .ods" if ods else "le fichier n'est pas une feuille de calcul .xlsx")


def _demand_plain(part: bytes) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in part[:64] or _DTD.search(part):
        raise SheetError("le fichier .xlsx contient des éléments interdits (DTD)", "partez de la feuille fournie")
    for ref in _MERGED.findall(part):
        if _cells(ref.decode("latin-1")) > LINES * COLUMNS:
            raise SheetError("le fichier .xlsx fusionne des cellules sans fin", "défusionnez les cellules")


def _cells(ref: str) -> int:
    """The number of cells of a reference (`A1:C9`); far too many for one that cannot be read."""
    if not (area := _AREA.fullmatch(ref.replace("$", ""))):
        return 1 if ":" not in ref else 1 << 40
    left, top, right, bottom = area.groups()
    return (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _sheets(content: bytes) -> Iterator[list[list[str]]]:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts that openpyxl leaves out (validation, drawings) are nothing to us
        values = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(content), keep_links=False)
    for name in values.sheetnames:
        if name in formulas.sheetnames and hasattr(values[name], "iter_rows"):
            yield _grid(values[name], formulas[name])


def _grid(values: "Worksheet", formulas: "Worksheet") -> list[list[str]]:
    size = {"max_row": min(values.max_row, LINES), "max_col": min(values.max_column, COLUMNS)}
    found = [
        [_text(value if value is not None else formula) for value, formula in zip(*both, strict=True)]
        for both in zip(
            values.iter_rows(values_only=True, **size), formulas.iter_rows(values_only=True, **size), strict=True
        )
    ]
    _spread(values, found)
    return found


def _spread(sheet: "Worksheet", grid: Sequence[list[str]]) -> None:
    """Give every cell of a merged block the text of its first one: a site's name beside all its networks."""
    for block in sheet.merged_cells.ranges:
        text = grid[block.min_row - 1][block.min_col - 1] if block.min_row <= len(grid) else ""
        for line in grid[block.min_row - 1 : block.max_row]:
            line[block.min_col - 1 : block.max_col] = [text] * len(line[block.min_col - 1 : block.max_col])


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a cell may hold
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
