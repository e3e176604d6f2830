"""Frames that the switch itself says and hears: LLDP both ways, and the filters of the kernel, run here in Python."""

from __future__ import annotations

import struct

import pytest
from ccp3switch.frames import lldp, stp
from ccp3switch.frames.bpf import Watch, program
from ccp3switch.frames.lldp import Station, decoded, encoded

MAC = "02:42:64:a1:b2:c3"
TOLD = Station("0242.64a1.b2c3", "Gi1/0/1", 120, "vers sw2", "sw1", "un commutateur", "B,R", "B", ("10.0.0.1",))


def frame(**other: object) -> bytes:
    said = Station(**{**TOLD.__dict__, "chassis": MAC, "capable": "BR", **other})  # type: ignore[arg-type]
    return encoded(said, "02:00:00:00:00:07")


def test_what_is_said_is_heard() -> None:
    assert decoded(frame()) == TOLD
    assert frame().startswith(lldp.DESTINATION + bytes.fromhex("020000000007") + b"\x88\xcc")


@pytest.mark.parametrize("length", [*range(14), 20, 23, 30, 33])
def test_a_frame_that_is_cut_before_its_three_first_parts_says_nothing(length: int) -> None:
    assert decoded(frame()[:length]) is None


@pytest.mark.parametrize("length", range(40, len(frame())))
def test_a_frame_that_is_cut_later_says_what_came(length: int) -> None:
    found = decoded(frame()[:length])
    assert found is not None
    assert (found.chassis, found.port, found.ttl) == (TOLD.chassis, TOLD.port, 120)


def test_another_type_of_frame_is_none() -> None:
    assert decoded(frame()[:12] + b"\x08\x00" + frame()[14:]) is None


def test_a_name_moves_no_cursor_and_a_long_text_is_cut() -> None:
    found = decoded(frame(name="\x1b[2Jsw\u00e9", text="x" * 400))
    assert found is not None
    assert (found.name, len(found.text)) == ("?[2Jsw\u00e9", 255)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (4, bytes.fromhex("0242aabbcc01"), "0242.aabb.cc01"),
        (5, bytes([1, 10, 0, 0, 1]), "10.0.0.1"),
        (7, b"poste-12", "poste-12"),
        (4, b"abc", "abc"),
    ],
)
def test_a_chassis_of_any_kind(kind: int, value: bytes, shown: str) -> None:
    def part(number: int, body: bytes) -> bytes:
        return struct.pack("!H", number << 9 | len(body)) + body

    parts = part(1, bytes([kind]) + value) + part(2, b"\x05e1") + part(3, b"\x00\x78") + part(0, b"")
    found = decoded(bytes(12) + b"\x88\xcc" + parts)
    assert found is not None
    assert (found.chassis, found.port) == (shown, "e1")


def test_the_question_is_a_bpdu_of_this_port_with_the_worst_path_and_a_proposal() -> None:
    asked = stp.question(stp.Speaker(MAC, priority=4096, port_priority=128, port=65))
    bridge = "1000" + MAC.replace(":", "")
    assert (asked[:6], asked[6:12].hex(":")) == (stp.GROUP, MAC)
    assert int.from_bytes(asked[12:14]) == len(asked[14:]) == 39, "an 802.3 length, LLC, 36 bytes (9.3.3)"
    assert asked[14:].hex() == f"424203 0000 02 02 0e {bridge} 0bebc200 {bridge} 8041 0000 1400 0200 0f00 00".replace(
        " ", ""
    )


def passes(watch: Watch, heard: bytes, outgoing: int = 0) -> bool:
    """What the kernel would do (linux/filter.h): the four operations that the filters are made of."""
    code = [struct.unpack("=HBBI", program(watch)[at : at + 8]) for at in range(0, len(program(watch)), 8)]
    value = at = 0
    while True:
        operation, yes, no, number = code[at]
        at += 1
        if operation == 0x20:
            value = (4 if outgoing else 0) if number == 0xFFFFF004 else int.from_bytes(heard[number : number + 4])
        elif operation == 0x28:
            value = int.from_bytes(heard[number : number + 2])
        elif operation == 0x15:
            at += yes if value == number else no
        else:
            assert operation == 0x06
            return number > 0


ONE, TWO, GROUP = bytes.fromhex("020000000001"), bytes.fromhex("020000000002"), b"\xff" * 6
KNOWN = frozenset({"02:00:00:00:00:01", "02:00:00:00:01:01"})


@pytest.mark.parametrize(
    ("watch", "heard", "wanted"),
    [
        (Watch(bpdu=True), stp.GROUP + ONE + b"\x00\x26", True),
        (Watch(bpdu=True), GROUP + ONE + b"\x00\x26", False),
        (Watch(bpdu=True), stp.GROUP[:-1] + b"\x0e" + ONE + b"\x00\x26", False),
        (Watch(lldp=True), GROUP + ONE + b"\x88\xcc", True),
        (Watch(lldp=True), GROUP + ONE + b"\x08\x00", False),
        (Watch(lldp=True), stp.GROUP + ONE + b"\x00\x26", False),
        (Watch(known=frozenset()), GROUP + ONE + b"\x08\x00", True),
        (Watch(known=KNOWN), GROUP + ONE + b"\x08\x00", False),
        (Watch(known=KNOWN), GROUP + TWO + b"\x08\x00", True),
        (Watch(known=KNOWN), ONE + TWO + b"\x08\x00", True),
        (Watch(bpdu=True, known=KNOWN), stp.GROUP + ONE + b"\x00\x26", True),
        (Watch(lldp=True, known=KNOWN), GROUP + ONE + b"\x88\xcc", True),
        (Watch(lldp=True, known=KNOWN), GROUP + ONE + b"\x08\x06", False),
    ],
)
def test_the_kernel_gives_what_is_watched_for(watch: Watch, heard: bytes, wanted: bool) -> None:
    assert passes(watch, heard) is wanted
    assert not passes(watch, heard, outgoing=1)


def test_idle_watches() -> None:
    assert Watch().idle
    assert not any(watch.idle for watch in (Watch(bpdu=True), Watch(lldp=True), Watch(known=frozenset())))
