"""The shares of a server: what a real one said, read again; what a hostile one says, refused."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.connections.ndr import Reader, Writer
from ccp3lab.connections.srvsvc import Share, Shares, listed
from ccp3lab.errors import DescriptorError, ShareError
from ccp3lab.ntsecurity import Descriptor, Right, allow, known, text
from tests.connections.fake_pipe import FakePipe
from tests.connections.recorded import Replay, conversation

SERVER = "fs1.ad.test.lan"


def test_shares_of_a_real_server() -> None:
    pipe = Replay(conversation("short"))
    shares = Shares(pipe, SERVER)
    every = shares.all()
    assert [(share.name, share.path, share.kind) for share in every] == [
        ("srv$", r"C:\srv", 0),
        ("IPC$", r"C:\tmp", 0x80000003),
        ("compta", r"C:\srv\compta", 0),
    ]
    compta = shares.get("compta")
    assert compta == every[2]
    assert (compta.remark, text(compta.security)) == ("Comptabilité", "D:(A;;FA;;;BA)(A;;0x1301bf;;;AU)")
    with pytest.raises(ShareError, match="read the share `absent`: no such share") as told:
        shares.get("absent")
    assert told.value.code == 123
    with pytest.raises(ShareError, match="delete the share `absent`: no such name") as told:
        shares.delete("absent")
    assert told.value.code == 67
    assert pipe.left == []


def test_an_answer_in_several_packets() -> None:
    pipe = Replay(conversation("long"))
    security = Shares(pipe, SERVER).get("compta").security
    assert [str(entry.sid) for entry in security.dacl] == [f"S-1-5-21-1-2-3-{1000 + number}" for number in range(150)]
    assert pipe.left == []


def test_a_long_question_goes_in_several_packets() -> None:
    pipe = FakePipe([b"\0" * 8])
    wanted = Descriptor(tuple(allow(known.BUILTIN.member(rid), Right.READ.value) for rid in range(400)))
    Shares(pipe, SERVER).secure("compta", wanted)
    sizes = [len(packet) for packet in pipe.requests]
    assert len(sizes) == 3
    assert max(sizes) <= 4280
    assert [packet[3] for packet in pipe.requests] == [1, 0, 2]
    (stub,) = pipe.stubs
    assert "compta\0".encode("utf-16-le") in stub
    assert stub.endswith(struct.pack("<I", 0))


def info(name: str, security: bytes = b"", count: int = 1) -> Writer:
    """An answer to NetrShareEnum of one share."""
    writer = Writer()
    for number in (502, 502):
        writer.number(number)
    writer.number(0x20000)
    for number in (count, 0x20004, count):
        writer.number(number)
    for number in (1, 0, 1, 0, 0xFFFFFFFF, 0, 1, 0, len(security), 1 if security else 0):
        writer.number(number)
    for words in (name, "", "C:\\x"):
        writer.text(words)
    if security:
        writer.octets(security)
    return writer


def test_a_share_without_rights_of_its_own() -> None:
    assert listed(Reader(info("compta").finish())) == (Share("compta", "C:\\x"),)


def test_a_server_without_shares() -> None:
    assert listed(Reader(struct.pack("<5I", 502, 502, 1, 0, 0))) == ()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "ends before its time"),
        (struct.pack("<5I", 1, 1, 1, 0, 0), "in another form than asked for"),
        (struct.pack("<6I", 502, 502, 1, 7, 1, 8), "lists another number"),
        (struct.pack("<6I", 502, 502, 1, 0xFFFFFFFF, 1, 0xFFFFFFFF), "lists another number"),
        (struct.pack("<6I", 502, 502, 1, 9999, 1, 9999), "ends before its time"),
        (info("compta", count=2).finish(), "ends before its time|holds no string"),
        (info("compta").finish()[:-4], "ends before its time"),
    ],
)
def test_a_list_that_is_none_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(ShareError, match=told):
        listed(Reader(raw))


def test_rights_that_are_none_are_refused() -> None:
    with pytest.raises(DescriptorError, match="3 bytes are no security descriptor"):
        listed(Reader(info("compta", b"\1\0\4").finish()))


@given(st.binary(max_size=300))
def test_any_answer_is_a_list_or_one_error(raw: bytes) -> None:
    with_head = struct.pack("<3I", 502, 502, 1) + raw
    for octets in (raw, with_head):
        try:
            found = listed(Reader(octets))
        except (ShareError, DescriptorError):
            continue
        assert len(found) <= len(octets)


def test_an_answer_without_a_result_is_refused() -> None:
    with pytest.raises(ShareError, match="read the share `x`: the server's answer has no result"):
        Shares(FakePipe([b"\0\0"]), SERVER).get("x")


def test_a_share_of_which_nothing_is_told() -> None:
    with pytest.raises(ShareError, match="tells nothing of it"):
        Shares(FakePipe([struct.pack("<3I", 502, 0, 0)]), SERVER).get("x")
