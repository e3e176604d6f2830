"""NDR: alignment, pointers, strings; counts that lie."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.connections.ndr import Reader, Writer
from ccp3lab.errors import ShareError

words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@given(words, st.binary(max_size=9), st.integers(0, 0xFFFFFFFF))
def test_what_is_written_is_read(text: str, octets: bytes, number: int) -> None:
    writer = Writer()
    writer.octets(octets)
    writer.text(text)
    writer.number(number)
    reader = Reader(writer.finish())
    assert (reader.octets(), reader.text(), reader.number(), reader.left) == (octets, text, number, 0)


def test_pointers_lead_behind_their_structure() -> None:
    writer = Writer()
    writer.pointer(lambda: writer.text("a"))
    writer.number(7)
    writer.pointer(None)
    assert writer.finish() == struct.pack("<3I", 0x20000, 7, 0) + struct.pack("<3I", 2, 0, 2) + b"a\0\0\0"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (struct.pack("<3I", 0xFFFFFFFF, 0, 0xFFFFFFFF), "8589934590 bytes announced, 0 left"),
        (struct.pack("<3I", 4, 2, 2) + b"a\0b\0", "holds no string: 2 characters of 4 from 2"),
        (struct.pack("<3I", 1, 0, 2) + b"a\0b\0", "holds no string: 2 characters of 1 from 0"),
        (struct.pack("<3I", 2, 0, 2) + b"a\0b", "4 bytes announced, 3 left"),
        (b"\1\0", "4 bytes announced, 2 left"),
    ],
)
def test_counts_that_lie_are_refused(raw: bytes, told: str) -> None:
    with pytest.raises(ShareError, match=told):
        Reader(raw).text()


def test_what_is_no_text_is_marked() -> None:
    assert Reader(struct.pack("<3I", 1, 0, 1) + b"\0\xd8").text() == "\ufffd"
