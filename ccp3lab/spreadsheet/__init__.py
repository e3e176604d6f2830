"""Spreadsheet files that people send us, hostile until read: CSV in every dialect, XLSX; and those that we write."""

from ccp3lab.spreadsheet.limits import SheetError
from ccp3lab.spreadsheet.read import newest, read
from ccp3lab.spreadsheet.write import write

__all__ = ["SheetError", "newest", "read", "write"]
