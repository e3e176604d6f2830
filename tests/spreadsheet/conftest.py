"""Spreadsheet files: right ones in every dialect, damaged and forged ones."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ccp3lab.spreadsheet.write import workbook

GRID = (("Réseau / VLAN", "Adresse réseau", "Masque"), ("bureaux", "10.0.0.0", "/26"), ("caisses é", "10.0.0.64", ""))


def saved(book: Workbook) -> bytes:
    """BOOK as the bytes of a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def forged(part: str, change: Callable[[bytes], bytes], content: bytes | None = None) -> bytes:
    """A right file (CONTENT) with one PART changed by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or workbook(GRID))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """A zip archive of PARTS (`__` stands for `/`)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """file(CONTENT, NAME): a file of this content."""

    def make(content: bytes, name: str = "plan.xlsx") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return make
