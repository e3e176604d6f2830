"""CSV as Excel, LibreOffice and editors write it: UTF-8 with or without BOM, UTF-16, cp1252; `;`, `,` or tabs. Pure."""

import csv
import io

from ccp3lab.csvtext import NotTextError, decoded
from ccp3lab.spreadsheet.limits import LINES, SheetError

_SEPARATORS = ";\t,|"


def rows(content: bytes) -> list[list[str]]:
    """The cells of CONTENT; raises SheetError for what is no text."""
    text = _decoded(content)
    try:
        every = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error:
        raise SheetError("la feuille n'est pas un fichier CSV lisible") from None
    if sum(any(row) for row in every) > LINES:
        raise SheetError(f"la feuille a plus de {LINES} lignes", "ne gardez que le plan d'adressage")
    return every


def _decoded(content: bytes) -> str:
    try:
        return decoded(content)
    except NotTextError as error:
        binary = error.line is not None
        what = "est un fichier binaire, ni .xlsx ni .csv" if binary else "n'est pas un texte lisible"
        raise SheetError(f"la feuille {what}") from None


def _separator(text: str) -> str:
    """The sign that most lines hold; Excel's own word for it (`sep=;`) comes first."""
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4:5]
    lines = text.splitlines()[:LINES]
    return max(_SEPARATORS, key=lambda sign: (sum(line.count(sign) >= 2 for line in lines), -_SEPARATORS.index(sign)))
