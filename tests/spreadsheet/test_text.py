"""CSV in every dialect that Excel, LibreOffice and editors write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.spreadsheet.limits import LINES, SheetError
from ccp3lab.spreadsheet.text import rows
from ccp3lab.spreadsheet.write import csv_text
from tests.spreadsheet.conftest import GRID

EXPECTED = [list(row) for row in GRID]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le-mark", "utf-16-be-mark"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_dialect(encoding: str, separator: str, end: str) -> None:
    text = end.join(separator.join(row) for row in GRID)
    content = ("\ufeff" + text).encode(encoding[:-5]) if encoding.endswith("mark") else text.encode(encoding)
    assert rows(content) == EXPECTED


def test_quotes_hold_separators_and_lines() -> None:
    assert rows(b'a;"b;c";d\n"x\ny";z;"q ""r"""\n') == [["a", "b;c", "d"], ["x\ny", "z", 'q "r"']]


def test_excels_own_word_for_the_separator_counts() -> None:
    assert rows(b"sep=,\na,b;c\n")[1] == ["a", "b;c"]


def test_ranges_with_the_other_separator_do_not_win() -> None:
    content = "Nom;Adresse réseau;Plage DHCP\na;10.0.0.0;10.0.0.2, 10.0.0.9\nb;10.0.1.0;10.0.1.2, 10.0.1.9\n".encode()
    assert rows(content)[1] == ["a", "10.0.0.0", "10.0.0.2, 10.0.0.9"]


def test_what_we_write_is_read_as_it_was() -> None:
    assert rows(csv_text(GRID).encode()) == EXPECTED


def test_nothing_is_an_empty_sheet() -> None:
    assert rows(b"") == []
    assert not any(any(row) for row in rows(b"\n\n;;;\n"))


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\x7fELF\x02\x01\x01\x00", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_binary_file_is_none(content: bytes) -> None:
    with pytest.raises(SheetError, match="fichier binaire"):
        rows(content)


def test_half_a_utf16_letter_is_no_text() -> None:
    with pytest.raises(SheetError, match="pas un texte"):
        rows(b"\xff\xfea")


def test_too_many_lines_are_told() -> None:
    with pytest.raises(SheetError, match=f"plus de {LINES} lignes"):
        rows(b"a;b\n" * (LINES + 1))


def test_a_field_without_end_is_told() -> None:
    with pytest.raises(SheetError, match="CSV lisible"):
        rows(b'"' + b"a" * 200_000)


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    try:
        found = rows(content)
    except SheetError as error:
        found = [[error.look]]
    assert all(isinstance(cell, str) for row in found for cell in row)
