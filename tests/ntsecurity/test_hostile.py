"""Bytes of a hostile server: one clear error, and no more time than their length is worth."""

import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import Descriptor, Foreign, Inherit, decode, encode, entry_text
from tests.ntsecurity.made import descriptors

HEAD = struct.Struct("<BBHIIII")


def head(owner: int = 0, dacl: int = 20, revision: int = 1, control: int = 0x8004, sacl: int = 0) -> bytes:
    return HEAD.pack(revision, 0, control, owner, 0, sacl, dacl)


def entries(size: int, count: int, body: bytes = b"", revision: int = 2) -> bytes:
    return head() + struct.pack("<BBHHH", revision, 0, size, count, 0) + body


EVERYONE = bytes.fromhex("010100000000000100000000")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "0 bytes are no security descriptor"),
        (head()[:19], "19 bytes are no security descriptor"),
        (head(revision=2), "revision 2"),
        (head(control=0x0004), "no self-relative"),
        (head(dacl=0xFFFFFFFF), "DACL: offset 4294967295 leads out of a descriptor of 20 bytes"),
        (head(dacl=4), "DACL: offset 4 leads out"),
        (head(dacl=20), "DACL: offset 20 leads out"),
        (head(owner=16, dacl=0), "owner: offset 16 leads out"),
        (head(owner=20, dacl=0) + bytes.fromhex("01ff000000000005"), "owner: no SID in `01 ff 00"),
        (head(sacl=400, control=0x8010, dacl=0), "SACL: offset 400 leads out"),
        (entries(8, 1), "DACL: 1 entries cannot stand in 8 bytes"),
        (entries(8, 0xFFFF), "DACL: 65535 entries cannot stand in 8 bytes"),
        (entries(4, 0), "no list of 4 bytes"),
        (entries(9, 0), "no list of 9 bytes"),
        (entries(8, 0, revision=5), r"no list of 8 bytes \(revision 5\)"),
        (entries(12, 1, b"\0\0\0\0"), "DACL: entry 1 of 1: it says 0 bytes and 4 are left"),
        (entries(12, 1, b"\0\0\xff\xff"), "it says 65535 bytes and 4 are left"),
        (entries(12, 1, b"\0\0\x04\0"), "it has no access mask"),
        (entries(28, 1, b"\0\0\x13\0\1\0\0\0" + EVERYONE), "it says 19 bytes and 20 are left"),
        (entries(16, 1, b"\0\0\x08\0\1\0\0\0"), "entry 1 of 1: no SID in ``"),
        (entries(28, 2, b"\0\0\x14\0\1\0\0\0" + EVERYONE), "entry 2 of 2: the list ends before it"),
        (entries(24, 1, b"\0\0\x10\0\1\0\0\0" + EVERYONE), "entry 1 of 1: no SID in"),
    ],
)
def test_what_is_no_descriptor_is_told(raw: bytes, told: str) -> None:
    with pytest.raises(DescriptorError, match=told):
        decode(raw)


def test_a_list_that_smbcacls_wrote_is_one() -> None:
    """It marks lists of plain entries with revision 3, and a server keeps that."""
    assert decode(entries(8, 0, revision=3)) == decode(entries(8, 0))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_descriptor_or_one_error(raw: bytes) -> None:
    _decoded_or_refused(raw)


@given(descriptors, st.data())
def test_a_descriptor_with_one_byte_changed_too(descriptor: Descriptor, data: st.DataObject) -> None:
    raw = bytearray(encode(descriptor))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _decoded_or_refused(bytes(raw))


@given(descriptors, st.data())
def test_a_descriptor_cut_short_too(descriptor: Descriptor, data: st.DataObject) -> None:
    raw = encode(descriptor)
    _decoded_or_refused(raw[: data.draw(st.integers(0, len(raw) - 1))])


def _decoded_or_refused(raw: bytes) -> None:
    """DescriptorError or a descriptor that is written and read again; any other error fails the test."""
    try:
        found = decode(raw)
    except DescriptorError as error:
        told = str(error)
    else:
        assert decode(encode(found)) == found
        told = entry_text(found.dacl[0]) if found.dacl else ""
    assert "\n" not in told
    assert len(told) < 300


def test_a_long_entry_is_told_in_short() -> None:
    assert entry_text(Foreign(9, Inherit(0), b"\xab" * 60000)) == "(0x9;;abababababababababababababababab...)"


def test_the_longest_list_is_read_at_once() -> None:
    """16381 entries of 4 bytes that overlap nothing: linear, not quadratic."""
    raw = entries(0xFFFC, 16381, b"\x11\0\x04\0" * 16381)
    start = time.process_time()
    found = decode(raw)
    assert time.process_time() - start < 1
    assert len(found.dacl or ()) == 16381
