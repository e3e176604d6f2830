"""Entries that say `log`: what the kernel tells of packets, and the messages that come of it."""

from __future__ import annotations

import socket
import struct
from ipaddress import IPv4Address

import pytest
from ccp3switch.acl.logbook import INTERVAL, MOST, Logbook, described
from ccp3switch.live import packets
from switchbench.offline import FakeClock

ONE, OTHER = IPv4Address("10.0.10.1"), IPv4Address("10.0.20.1")


def packet(protocol: int, rest: bytes = b"", options: bytes = b"") -> bytes:
    """An IPv4 packet from ONE to OTHER."""
    head = struct.pack(">BBHHHBBH", 0x45 + len(options) // 4, 0, 0, 0, 0, 64, protocol, 0)
    return head + ONE.packed + OTHER.packed + options + rest


TCP = packet(6, struct.pack(">HH", 40000, 80))


@pytest.mark.parametrize(
    ("prefix", "seen", "said"),
    [
        ("extended denied 101", TCP, "IPACCESSLOGP: list 101 denied tcp 10.0.10.1(40000) -> 10.0.20.1(80), 1 packet"),
        ("extended permitted WEB", packet(17, struct.pack(">HH", 68, 67)),
         "IPACCESSLOGP: list WEB permitted udp 10.0.10.1(68) -> 10.0.20.1(67), 1 packet"),
        ("extended denied 101", packet(1, b"\x08\x00\x00\x00"),
         "IPACCESSLOGDP: list 101 denied icmp 10.0.10.1 -> 10.0.20.1 (8/0), 1 packet"),
        ("extended denied 101", packet(89), "IPACCESSLOGNP: list 101 denied ospf 10.0.10.1 -> 10.0.20.1, 1 packet"),
        ("extended denied 101", packet(200), "IPACCESSLOGNP: list 101 denied 200 10.0.10.1 -> 10.0.20.1, 1 packet"),
        ("extended denied 101", packet(6, b"\x01"),
         "IPACCESSLOGNP: list 101 denied tcp 10.0.10.1 -> 10.0.20.1, 1 packet"),
        ("extended denied 101", packet(6, struct.pack(">HH", 1, 2), b"\x01" * 8),
         "IPACCESSLOGP: list 101 denied tcp 10.0.10.1(1) -> 10.0.20.1(2), 1 packet"),
        ("standard denied 10", TCP, "IPACCESSLOGS: list 10 denied 10.0.10.1 1 packet"),
    ],
)  # fmt: skip
def test_messages_of_ios(prefix: str, seen: bytes, said: str) -> None:
    heard: list[str] = []
    Logbook(heard.append, FakeClock()).hear(prefix, seen)
    assert heard == [f"%SEC-6-{said}"]


@pytest.mark.parametrize(
    ("prefix", "seen"),
    [("extended denied 101", b""), ("extended denied 101", TCP[:19]), ("", TCP), ("x", TCP),
     ("extended denied 101", b"\x65" + TCP[1:])],
)  # fmt: skip
def test_what_is_no_packet_of_a_list_is_not_told(prefix: str, seen: bytes) -> None:
    assert described(prefix, seen) is None
    heard: list[str] = []
    Logbook(heard.append, FakeClock()).hear(prefix, seen)
    assert heard == []


def test_a_flow_is_told_once_then_summed_up() -> None:
    heard: list[str] = []
    clock = FakeClock()
    book = Logbook(heard.append, clock)
    for _ in range(4):
        book.hear("standard denied 10", TCP)
    book.hear("standard denied 11", TCP)
    assert [line[-8:] for line in heard] == ["1 packet", "1 packet"]
    clock.timers[0].call()
    assert heard[2:] == ["%SEC-6-IPACCESSLOGS: list 10 denied 10.0.10.1 3 packets"]
    book.hear("standard denied 11", TCP)
    assert heard[3:] == ["%SEC-6-IPACCESSLOGS: list 11 denied 10.0.10.1 1 packet"]
    clock.timers[1].call()
    assert len(heard) == 4
    assert [timer.moment for timer in clock.timers] == [INTERVAL, INTERVAL]
    book.hear("standard denied 10", TCP)
    assert len(clock.timers) == 3, "the clock runs again with the first flow"


def test_flows_without_number_are_not_kept() -> None:
    heard: list[str] = []
    book = Logbook(heard.append, FakeClock())
    for port in range(MOST + 50):
        book.hear("extended denied 101", packet(6, struct.pack(">HH", port, 80)))
    assert len(heard) == MOST


def attribute(kind: int, value: bytes) -> bytes:
    return (struct.pack("=HH", 4 + len(value), kind) + value).ljust((4 + len(value) + 3) & ~3, b"\0")


def told(prefix: bytes, payload: bytes, kind: int = 0x400) -> bytes:
    body = b"\x02\x00\x00\x4d" + attribute(1, b"\x08\x00\x01\x00") + attribute(10, prefix) + attribute(9, payload)
    return struct.pack("=IHHII", 16 + len(body), kind, 0, 0, 0) + body


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (told(b"extended denied 101\0", TCP), [("extended denied 101", TCP)]),
        (told(b"a b c\0", b"xyz") + told(b"d\0", TCP), [("a b c", b"xyz"), ("d", TCP)]),
        (told(b"a\0", TCP, kind=2), []),
        (told(b"\xff\0", b""), [("\N{REPLACEMENT CHARACTER}", b"")]),
        (b"", []),
        (b"\0" * 40, []),
    ],
)
def test_what_the_kernel_tells(data: bytes, found: list[tuple[str, bytes]]) -> None:
    assert list(packets.read(data)) == found


class Kernel:
    """A netlink socket that answers each request with this error number."""

    def __init__(self, error: int) -> None:
        self.asked: list[bytes] = []
        self.closed = False
        self._error = error

    def sendto(self, data: bytes, _address: tuple[int, int]) -> None:
        self.asked.append(data)

    def recv(self, _size: int) -> bytes:
        return struct.pack("=IHHIIi", 36, 2, 0, 1, 0, self._error)

    def close(self) -> None:
        self.closed = True


def test_the_kernel_is_asked_for_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(0)
    monkeypatch.setattr(socket, "socket", lambda *_words: kernel)
    packets.log_news()
    heads = [struct.unpack_from("=IHHIIBBH", one) for one in kernel.asked]
    assert [head[:3] for head in heads] == [(len(one), 0x401, 5) for one in kernel.asked]
    assert [one[18:20] for one in kernel.asked] == [b"\x00\x4d"] * 3
    assert [one[20:] for one in kernel.asked] == [
        b"\x05\x00\x01\x00\x01\x00\x00\x00", b"\x0a\x00\x02\x00\x00\x00\x00\x40\x02\x00\x00\x00",
        b"\x08\x00\x05\x00\x00\x00\x00\x01",
    ]  # fmt: skip


def test_a_kernel_that_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel(-1)
    monkeypatch.setattr(socket, "socket", lambda *_words: kernel)
    with pytest.raises(OSError, match="nfnetlink_log"):
        packets.log_news()
    assert kernel.closed
