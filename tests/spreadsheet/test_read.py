"""Files on the disk: the newest one, its size, its kind."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ccp3lab.spreadsheet import SheetError, newest, read, write
from ccp3lab.spreadsheet.limits import FILE
from tests.spreadsheet.conftest import GRID, packed

TEXT = "Réseau / VLAN\tAdresse réseau\tMasque\nbureaux\t10.0.0.0\t/26\ncaisses é\t10.0.0.64\n"


def test_both_files_say_the_same(tmp_path: Path) -> None:
    book, text = write(tmp_path / "plan", GRID)
    assert read(book) == read(text) == TEXT


def test_the_content_tells_the_kind_and_not_the_name(tmp_path: Path) -> None:
    book, text = write(tmp_path / "plan", GRID)
    assert read(book.rename(tmp_path / "a.csv")) == read(text.rename(tmp_path / "b.xlsx")) == TEXT


@pytest.mark.parametrize("name", ["plan.csv", "Plan final.XLSX", "plan.txt", "plan.ods", "plan.tsv"])
def test_the_newest_sheet_counts(tmp_path: Path, name: str) -> None:
    write(tmp_path / "old", GRID)
    (tmp_path / name).write_text("x")
    os.utime(tmp_path / name, ns=(2**62, 2**62))
    for other in ("enonce.md", "instance.json", "~$old.xlsx", ".~lock.old.csv"):
        (tmp_path / other).write_text("x")
        os.utime(tmp_path / other, ns=(2**62 + 1000, 2**62 + 1000))
    assert newest(tmp_path).name == name


def test_a_folder_without_sheet_is_told(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="aucune feuille") as caught:
        newest(tmp_path)
    assert str(tmp_path) in caught.value.look


def test_a_huge_file_is_not_read(file: Callable[..., Path]) -> None:
    path = file(b"")
    os.truncate(path, 50 * 1024 * 1024)
    with pytest.raises(SheetError, match="dépasse 2 Mo"):
        read(path)


def test_the_largest_file_is_read(file: Callable[..., Path]) -> None:
    assert read(file(b"a;b;c" + b"\n" * (FILE - 5), "a.csv")) == "a\tb\tc\n"


@pytest.mark.parametrize(("name", "why"), [("none.csv", "il n'y a pas de fichier"), ("folder.csv", "folder.csv : ")])
def test_what_cannot_be_opened_is_told(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(SheetError, match=why):
        read(tmp_path / name)


def test_a_zip_that_is_no_workbook_is_told(file: Callable[..., Path]) -> None:
    with pytest.raises(SheetError, match="pas une feuille"):
        read(file(packed(a=b"b")))


def test_tabs_and_lines_inside_a_cell_do_not_make_others(file: Callable[..., Path]) -> None:
    assert read(file(b'"a\tb";"c\nd";e\n', "a.csv")) == "a b\tc d\te\n"


def test_writing_again_replaces_both(tmp_path: Path) -> None:
    write(tmp_path / "plan", GRID)
    book, text = write(tmp_path / "plan", GRID[:2])
    assert read(book) == read(text) == "\n".join(TEXT.split("\n")[:2]) + "\n"


def test_french_excel_opens_the_csv_as_it_is(tmp_path: Path) -> None:
    _, text = write(tmp_path / "plan", GRID)
    assert text.read_bytes().startswith(b"\xef\xbb\xbfR\xc3\xa9seau / VLAN;Adresse")
    assert b"\r\n" in text.read_bytes()
