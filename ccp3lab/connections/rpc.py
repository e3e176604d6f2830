"""Connection-oriented RPC (MS-RPCE 2.2.2, C706 chapter 12): packets over a named pipe, without a logon of its own.

The SMB session that carries the pipe is authenticated and signed. Answers are hostile input, bounded in size.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol
from uuid import UUID

from ccp3lab.errors import ShareError

FRAGMENT = 4280
"""Bytes of one packet: what Windows offers itself."""
ANSWER = 4 * 1024 * 1024
"""Bytes that one call may be answered with."""

NDR = UUID("8a885d04-1ceb-11c9-9fe8-08002b104860")
"""The transfer syntax, version 2."""

_HEAD = struct.Struct("<BBBBIHHI")
_FIRST, _LAST = 1, 2
_BODY = FRAGMENT - _HEAD.size - 8


class Kind(IntEnum):
    """Packets that are used here (C706, section 12.6.4)."""

    REQUEST = 0
    RESPONSE = 2
    FAULT = 3
    BIND = 11
    BIND_ACK = 12
    BIND_NAK = 13


class Pipe(Protocol):
    """A named pipe in message mode."""

    def exchange(self, packet: bytes) -> bytes:
        """Write PACKET and read what comes, one packet at most."""

    def write(self, packet: bytes) -> None:
        """Write PACKET, to which no answer is due yet."""

    def read(self) -> bytes:
        """The next packet."""


@dataclass(frozen=True)
class Interface:
    """What is called: its number and its major version."""

    uuid: UUID
    version: int


class Caller:
    """One interface of a server, bound once."""

    def __init__(self, pipe: Pipe, interface: Interface) -> None:
        """Bind; ShareError when the server has no such interface."""
        self._pipe = pipe
        self._number = 0
        kind, _ = self._checked(pipe.exchange(self._packet(Kind.BIND, bind(interface))))
        if kind is not Kind.BIND_ACK:
            raise ShareError(f"the server does not offer the interface {interface.uuid}; it is no file server")

    def call(self, operation: int, arguments: bytes) -> bytes:
        """What OPERATION gives back for ARGUMENTS (both NDR); ShareError when the server refuses the call itself."""
        self._number += 1
        *before, last = self._requests(operation, arguments)
        for packet in before:
            self._pipe.write(packet)
        answer, packet = bytearray(), self._pipe.exchange(last)
        while True:
            kind, body = self._checked(packet)
            if kind is Kind.FAULT:
                raise ShareError(f"the server cannot do that (RPC fault {body[8:12][::-1].hex()})")
            if kind is not Kind.RESPONSE or len(body) < 8:
                raise ShareError("the server answered with another kind of packet than a response")
            answer += body[8:]
            if len(answer) > ANSWER:
                raise ShareError(f"the server's answer is longer than {ANSWER} bytes")
            if packet[3] & _LAST:
                return bytes(answer)
            packet = self._pipe.read()

    def _requests(self, operation: int, arguments: bytes) -> Iterator[bytes]:
        starts = range(0, max(1, len(arguments)), _BODY)
        for at in starts:
            flags = (_FIRST if at == 0 else 0) | (_LAST if at == starts[-1] else 0)
            left = len(arguments) - at
            yield self._packet(
                Kind.REQUEST, struct.pack("<IHH", left, 0, operation) + arguments[at : at + _BODY], flags
            )

    def _packet(self, kind: Kind, body: bytes, flags: int = _FIRST | _LAST) -> bytes:
        return _HEAD.pack(5, 0, kind, flags, 0x10, _HEAD.size + len(body), 0, self._number) + body

    def _checked(self, packet: bytes) -> tuple[Kind, bytes]:
        """What PACKET is, and what follows its header."""
        if len(packet) < _HEAD.size:
            raise ShareError(f"the server's answer is no RPC packet: {len(packet)} bytes")
        major, _, kind, _, order, size, signed, number = _HEAD.unpack_from(packet)
        if (major, order, size, signed, number) != (5, 0x10, len(packet), 0, self._number) or kind not in tuple(Kind):
            raise ShareError(f"the server's answer is no RPC packet of ours: `{packet[:16].hex(' ')}`")
        return Kind(kind), packet[_HEAD.size :]


def bind(interface: Interface) -> bytes:
    """The body of a bind packet: one context, NDR."""
    offered = interface.uuid.bytes_le + struct.pack("<I", interface.version) + NDR.bytes_le + struct.pack("<I", 2)
    return struct.pack("<HHIBBHHBB", FRAGMENT, FRAGMENT, 0, 1, 0, 0, 0, 1, 0) + offered
