"""Settings by netlink: the bytes, and what becomes of the kernel's answers."""

from __future__ import annotations

import struct

import pytest
from ccp3switch.errors import ApplyError
from ccp3switch.state import run
from ccp3switch.state.devconf import PROXY_ARP, SEND_REDIRECTS, message, refusal

HEADER, LINK = struct.Struct("=IHHII"), struct.Struct("=BxHiII")
ENODEV = 19


def attributes(data: bytes) -> dict[int, bytes]:
    """Attributes of netlink(7): length, kind, value, padded to four bytes."""
    found: dict[int, bytes] = {}
    while data:
        length, kind = struct.unpack_from("=HH", data)
        found[kind] = data[4:length]
        data = data[length + -length % 4 :]
    return found


def test_a_message_sets_numbers_on_a_device() -> None:
    made = message(7, {PROXY_ARP: True, SEND_REDIRECTS: False})
    length, kind, flags, _, _ = HEADER.unpack_from(made)
    assert (length, kind, flags) == (len(made), 19, 5)
    assert LINK.unpack_from(made, HEADER.size)[2] == 7
    settings = attributes(attributes(attributes(attributes(made[HEADER.size + LINK.size :])[26])[2])[1])
    assert {which: struct.unpack("=I", value)[0] for which, value in settings.items()} == {3: 1, 6: 0}


def answer(error: int) -> bytes:
    return HEADER.pack(36, 2, 0, 1, 0) + struct.pack("=i", -error) + bytes(16)


@pytest.mark.parametrize("error", [0, 1, ENODEV])
def test_the_answer_holds_an_error(error: int) -> None:
    assert refusal(answer(error)) == error


class Kernel:
    """A socket that answers with the error that it was sent."""

    def __init__(self, *_kind: int) -> None:
        self.sent = b""

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def settimeout(self, _seconds: float) -> None: ...

    def send(self, data: bytes) -> None:
        if not data:
            raise OSError("nothing to say")
        self.sent = data

    def recv(self, _most: int) -> bytes:
        return answer(self.sent[0])


@pytest.mark.parametrize(("number", "refused"), [(0, ""), (ENODEV, ""), (1, "Operation not permitted")])
def test_what_the_kernel_refuses_is_an_error(number: int, refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.socket, "socket", Kernel)
    if refused:
        with pytest.raises(ApplyError, match=refused):
            run.netlink(bytes([number]))
    else:
        run.netlink(bytes([number]))


def test_a_kernel_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.socket, "socket", Kernel)
    with pytest.raises(ApplyError, match="nothing to say"):
        run.netlink(b"")
