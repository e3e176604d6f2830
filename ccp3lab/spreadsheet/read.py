"""One sheet from the disk to text: cells apart by tabs, one line each."""

from collections.abc import Sequence
from pathlib import Path

from ccp3lab.sheet.table import joined
from ccp3lab.spreadsheet import text
from ccp3lab.spreadsheet.limits import FILE, LINES, SheetError

_KINDS = {".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".ods", ".xls"}


def newest(folder: Path) -> Path:
    """The sheet of FOLDER that was saved last; SheetError when there is none."""
    found = [
        path for path in folder.glob("*") if path.suffix.lower() in _KINDS and not path.name.startswith(("~", "."))
    ]
    if not found:
        raise SheetError("aucune feuille dans le dossier de l'exercice", f"remettez-y votre feuille : {folder}")
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def read(path: Path) -> str:
    """The text of the sheet PATH (see `ccp3lab.sheet.table`); raises SheetError. Never reads more than FILE bytes."""
    content = _bytes(path)
    rows: Sequence[Sequence[str]]
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from ccp3lab.spreadsheet import xlsx

        rows = xlsx.rows(content)
    else:
        rows = text.rows(content)
    return joined(rows[:LINES])


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(FILE + 1)
    except FileNotFoundError:
        raise SheetError(f"il n'y a pas de fichier {path.name}", "vérifiez le nom et le dossier") from None
    except OSError as error:
        raise SheetError(f"{path.name} : {error.strerror}", "fermez le tableur et vérifiez les droits") from None
    if len(content) > FILE:
        size = f"{FILE // 1024 // 1024} Mo"
        raise SheetError(
            f"{path.name} dépasse {size} : ce n'est pas un plan d'adressage", "partez de la feuille fournie"
        )
    return content
