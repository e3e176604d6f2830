"""One cell of a staff list to a value: what it may hold, and why it is refused. Nothing here is guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from ccp3lab.people.columns import Column
from ccp3lab.sheet.words import plain

LENGTHS: Mapping[Column, int] = {
    Column.NUMBER: 16,
    Column.SURNAME: 64,
    Column.GIVEN: 64,
    Column.DEPARTMENT: 64,
    Column.TITLE: 128,
    Column.MAIL: 256,
    Column.PHONE: 64,
    Column.LOGIN: 20,
}
"""Characters that the attribute behind a column takes (MS-ADA1, MS-ADA3: rangeUpper; MS-SAMR 3.1.1.6 for logins)."""

_FORMULA = ("=", "+", "-", "@")
_CALL = re.compile(r"\+[0-9 ().]+")
_NUMBER = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._/-]*[0-9A-Za-z])?")
_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")
_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,18}[a-z0-9])?")
_DATES = (
    re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII),
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_YES, _NO = (
    frozenset({"oui", "o", "vrai", "1", "true", "yes", "y"}),
    frozenset({"non", "n", "faux", "0", "false", "no"}),
)


class CellError(ValueError):
    """A cell is refused: `message` says what is wrong with it, `remedy` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        """MESSAGE goes on from the name of the column."""
        super().__init__(message)
        self.message, self.remedy = message, remedy


def text(column: Column, cell: str) -> str:
    """CELL of COLUMN as NFC text with single spaces; raises CellError."""
    if not cell.isascii() or not cell.isprintable():
        cell = unicodedata.normalize("NFC", cell)
        _demand_visible(cell)
        _demand_whole(cell)
    found = " ".join(cell.split())
    if unicodedata.normalize("NFKC", found[:1]).startswith(_FORMULA) and not (column is Column.PHONE and call(found)):
        raise CellError(f"{shown(found)} begins like a formula", f"take `{found[0]}` away")
    if len(found) > (most := LENGTHS.get(column, len(found))):
        raise CellError(f"has {len(found)} characters", f"the directory takes {most} at most")
    return found


def call(cell: str) -> bool:
    """Whether CELL is a telephone number of a country (E.123): `+33 2 41 00 00 01`."""
    return _CALL.fullmatch(cell) is not None


def _demand_visible(cell: str) -> None:
    for letter in cell:
        if unicodedata.category(letter) in _HIDDEN:
            name = unicodedata.name(letter, "a control character")
            raise CellError(f"holds U+{ord(letter):04X} ({name}), which nobody sees", "type the cell again")


def _demand_whole(cell: str) -> None:
    """Refuse UTF-8 that was once read as cp1252 (`AgnÃ¨s`), and letters that an export has lost already."""
    if "\ufffd" in cell:
        raise CellError(f"{shown(cell)} has lost a letter", "export the list again as UTF-8")
    try:
        meant = cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return
    if meant != cell:
        remedy = f"`{meant[:40]}` is meant: export the whole list again as UTF-8"
        raise CellError(f"{shown(cell)} is UTF-8 that was read as cp1252", remedy)


def shown(cell: str) -> str:
    """CELL in a message: a line of printable characters, forty at most."""
    return "`" + "".join(letter if letter.isprintable() else "\ufffd" for letter in cell[:40]) + "`"


def _matching(rule: re.Pattern[str], what: str, remedy: str) -> Callable[[str], str]:
    def demand(cell: str) -> str:
        if cell and not rule.fullmatch(cell):
            raise CellError(f"{shown(cell)} is no {what}", remedy)
        return cell

    return demand


number = _matching(_NUMBER, "employee number", "write letters and digits, as in 1042 or A-017")
mail = _matching(_MAIL, "mail address", "write one, as in claire.martin@example.org")
login = _matching(_LOGIN, "login", "write a-z, 0-9, dots and hyphens inside, 20 characters at most")


def active(cell: str) -> bool:
    """Oui or Non in their usual spellings; raises CellError, for an empty cell, too."""
    word = plain(cell)
    if word not in _YES | _NO:
        raise CellError(f"{shown(cell)} is neither yes nor no" if cell else "is empty", "write Oui or Non")
    return word in _YES


def day(cell: str) -> date | None:
    """A day as 31/12/2026 or 2026-12-31, None for an empty cell; raises CellError."""
    if not cell:
        return None
    for found in filter(None, (rule.fullmatch(cell) for rule in _DATES)):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            break
    raise CellError(f"{shown(cell)} is no date", "write it as 31/12/2026 or 2026-12-31")
