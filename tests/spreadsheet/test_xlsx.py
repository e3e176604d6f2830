"""XLSX: formulas, merged cells, several sheets; and files that want to harm."""

import random
import zipfile

import pytest
from openpyxl import Workbook

from ccp3lab.spreadsheet.limits import PARTS, UNPACKED, SheetError
from ccp3lab.spreadsheet.write import workbook
from ccp3lab.spreadsheet.xlsx import rows
from tests.spreadsheet.conftest import GRID, forged, packed, saved

SHEET = "xl/worksheets/sheet1.xml"
BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


def test_what_we_write_is_read_as_it_was() -> None:
    assert rows(workbook(GRID)) == [list(row) for row in GRID]


def test_numbers_and_nothing_are_text() -> None:
    book = Workbook()
    book.worksheets[0].append([26, 26.0, 1.5, None, True, "x"])
    assert rows(saved(book)) == [["26", "26", "1.5", "", "True", "x"]]


def test_a_formula_without_saved_result_stays_a_formula() -> None:
    book = Workbook()
    book.worksheets[0].append(["=1+1", "a"])
    assert rows(saved(book)) == [["=1+1", "a"]]


def test_a_formula_with_saved_result_is_its_result() -> None:
    book = Workbook()
    book.worksheets[0].append(["=1+1"])
    content = forged(
        SHEET, lambda xml: xml.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"), saved(book)
    )
    assert rows(content) == [["2"]]


def test_a_merged_block_says_the_same_everywhere() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["siège", "a"], ["", "b"], ["boutique", "c"]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    assert rows(saved(book)) == [["siège", "a"], ["siège", "b"], ["boutique", "c"]]


def test_the_sheet_with_the_titles_counts() -> None:
    book = Workbook()
    book.worksheets[0].append(["mes notes"])
    for row in GRID:
        book.create_sheet("Plan").append(row) if "Plan" not in book.sheetnames else book["Plan"].append(row)
    book.create_sheet("Fin").append(["rien"])
    assert rows(saved(book))[0] == list(GRID[0])


def test_without_titles_the_first_sheet_counts() -> None:
    book = Workbook()
    book.worksheets[0].append(["un"])
    book.create_sheet().append(["deux"])
    assert rows(saved(book)) == [["un"]]


def test_an_empty_workbook_is_an_empty_sheet() -> None:
    assert not any(any(row) for row in rows(saved(Workbook())))


def test_a_cell_far_away_costs_nothing() -> None:
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = "loin"
    book.worksheets[0]["A1"] = "ici"
    assert rows(saved(book))[0][0] == "ici"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\x00" * 64, "ancien format .xls", id="xls"),
        pytest.param(b"\xd0\xcf\x11\xe0\x00" + "EncryptedPackage".encode("utf-16-le"), "mot de passe", id="password"),
        pytest.param(packed(mimetype=b"x", **{"content.xml": b"<x/>"}), r"format \.ods", id="ods"),
        pytest.param(
            packed(**{"word__document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "pas une feuille", id="docx"
        ),
        pytest.param(packed(photo=b"x"), "pas une feuille", id="zip"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 200, "archive abîmée", id="broken zip"),
        pytest.param(workbook(GRID)[:-200], "archive abîmée", id="cut off"),
        pytest.param(forged(SHEET, lambda _: BILLION), "interdits", id="billion laughs"),
        pytest.param(forged(SHEET, lambda _: OUTSIDE), "interdits", id="external entity"),
        pytest.param(forged(SHEET, lambda _: OUTSIDE.decode().encode("utf-16")), "interdits", id="DTD in UTF-16"),
        pytest.param(forged(SHEET, lambda _: OUTSIDE.decode().encode("utf-16-le")), "interdits", id="DTD without mark"),
        pytest.param(forged(SHEET, lambda _: b"<worksheet"), "abîmé", id="broken XML"),
        pytest.param(forged("xl/workbook.xml", lambda _: b"<x/>"), "abîmé|aucune feuille", id="no workbook"),
        pytest.param(
            forged(
                SHEET,
                lambda xml: xml.replace(
                    b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                ),
            ),
            "fusionne",
            id="one merged cell over all",
        ),
        pytest.param(
            forged(
                SHEET,
                lambda xml: xml.replace(
                    b"</sheetData>", b"</sheetData><mergeCells><mergeCell ref='A:Z'/></mergeCells>"
                ),
            ),
            "fusionne",
            id="merged columns",
        ),
        pytest.param(
            packed(**{"[Content_Types].xml": b"<x/>", "xl__big.xml": b"0" * (UNPACKED + 1)}), "démesuré", id="bomb"
        ),
        pytest.param(
            packed(**{"[Content_Types].xml": b"<x/>", **{f"xl__{n}.xml": b"" for n in range(PARTS)}}),
            "démesuré",
            id="parts",
        ),
    ],
)
def test_what_is_refused_before_it_is_parsed(content: bytes, why: str) -> None:
    with pytest.raises(SheetError, match=why) as caught:
        rows(content)
    assert caught.value.look


def test_a_part_that_lies_about_its_size_is_told() -> None:
    content = bytearray(packed(**{"[Content_Types].xml": b"<x/>", "xl__a.xml": b"0" * 5000}))
    with zipfile.ZipFile(__import__("io").BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/a.xml").file_size.to_bytes(4, "little")
    lied = bytes(content).replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(SheetError):
        rows(lied)


@pytest.mark.parametrize("seed", range(60))
def test_damage_anywhere_is_read_or_told(seed: int) -> None:
    """Bytes of the XML parts changed at random: whatever becomes of them, no other error comes out."""
    chance = random.Random(seed)
    part = chance.choice(
        [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
    )

    def damage(xml: bytes) -> bytes:
        spoilt = bytearray(xml)
        for _ in range(chance.randint(1, 8)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(1, 256)
        return bytes(spoilt)

    try:
        found = rows(forged(part, damage))
    except SheetError as error:
        found = [[str(error)]]
    assert isinstance(found, list)
