"""How much of a file is read at all, and how a file that is not read says so (French: learners read it)."""

from typing import ClassVar

from ccp3lab.errors import LabError

FILE = 2 * 1024 * 1024
"""Bytes of a file."""

UNPACKED = 16 * 1024 * 1024
"""Bytes of all the parts of an XLSX file together."""

PARTS = 200
LINES, COLUMNS = 1000, 40
"""What of a sheet is looked at: a plan of a company has its titles and lines well within."""

SAVE_AS = "enregistrez la feuille au format .xlsx ou .csv, puis relancez ccp3 check"


class SheetError(LabError):
    """A sheet cannot be read; `look` says what to do about it."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, look: str = SAVE_AS) -> None:
        """MESSAGE and LOOK are French fragments without final stop."""
        super().__init__(message)
        self.look = look
