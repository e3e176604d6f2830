"""RPC packets: what is none of ours, faults, answers without end."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.connections.rpc import ANSWER, Caller, Interface
from ccp3lab.errors import ShareError
from tests.connections.fake_pipe import FakePipe, packet

NUMBERS = Interface(UUID(int=7), 3)


class Scripted(FakePipe):
    """Says what it is told to, after the interface was taken."""

    def __init__(self, say: Callable[[], bytes]) -> None:
        super().__init__([])
        self.say = say

    def exchange(self, packet_sent: bytes) -> bytes:
        return super().exchange(packet_sent) if packet_sent[2] == 11 else self.say()

    def read(self) -> bytes:
        return self.say()


@pytest.mark.parametrize("size", [0, 1, 4256, 4257, 20000])
def test_arguments_arrive_whole_in_packets_that_are_no_longer_than_agreed(size: int) -> None:
    pipe = FakePipe([b"answer"])
    stub = bytes(number % 251 for number in range(size))
    assert Caller(pipe, NUMBERS).call(15, stub) == b"answer"
    assert pipe.stubs == [stub]
    assert all(len(one) <= 4280 for one in pipe.requests)


@pytest.mark.parametrize("size", [1, 4000, 4001, 100_000])
def test_answers_are_put_together(size: int) -> None:
    answer = bytes(number % 251 for number in range(size))
    assert Caller(FakePipe([answer]), NUMBERS).call(1, b"") == answer


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"", "no RPC packet: 0 bytes"),
        (b"\5\0\2\3", "no RPC packet: 4 bytes"),
        (packet(2, 1, b"\0" * 8, major=4), "no RPC packet of ours"),
        (packet(2, 1, b"\0" * 8, order=0), "no RPC packet of ours"),
        (packet(2, 1, b"\0" * 8, size=9000), "no RPC packet of ours"),
        (packet(2, 1, b"\0" * 8, signed=8), "no RPC packet of ours"),
        (packet(2, 2, b"\0" * 8), "no RPC packet of ours"),
        (packet(77, 1, b"\0" * 8), "no RPC packet of ours"),
        (packet(12, 1, b"\0" * 8), "another kind of packet than a response"),
        (packet(2, 1, b"\0" * 7), "another kind of packet than a response"),
        (packet(3, 1, b"\0" * 8 + bytes.fromhex("05000000")), r"RPC fault 00000005"),
    ],
)
def test_what_is_no_answer_is_refused(said: bytes, told: str) -> None:
    with pytest.raises(ShareError, match=told):
        Caller(Scripted(lambda: said), NUMBERS).call(15, b"")


def test_an_answer_without_end_is_cut() -> None:
    part = packet(2, 1, b"\0" * 4264, flags=0)
    with pytest.raises(ShareError, match=f"longer than {ANSWER} bytes"):
        Caller(Scripted(lambda: part), NUMBERS).call(15, b"")


def test_a_server_without_the_interface() -> None:
    class Without(FakePipe):
        def exchange(self, packet_sent: bytes) -> bytes:
            return packet(13, 0, b"\0\0")

    with pytest.raises(ShareError, match="does not offer the interface 00000000-0000-0000-0000-000000000007"):
        Caller(Without([]), NUMBERS)


@given(st.binary(max_size=64))
def test_any_octets_are_an_answer_or_one_error(said: bytes) -> None:
    ended = said[:3] + b"\3" + said[4:] if len(said) > 3 else said
    with pytest.raises(ShareError):
        Caller(Scripted(lambda: ended[:-1]), NUMBERS).call(15, b"")
