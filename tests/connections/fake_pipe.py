"""A pipe whose server is a list of answers."""

import struct

HEAD = struct.Struct("<BBBBIHHI")


def packet(kind: int, number: int, body: bytes = b"", flags: int = 3, **other: int) -> bytes:
    """An RPC packet; OTHER overwrites what it says of itself: major, order, size, signed."""
    size = other.get("size", HEAD.size + len(body))
    head = (other.get("major", 5), 0, kind, flags, other.get("order", 0x10), size, other.get("signed", 0), number)
    return HEAD.pack(*head) + body


class FakePipe:
    """Takes the interface, then answers each call with the next of `answers` (NDR), in packets of `most` bytes."""

    def __init__(self, answers: list[bytes], most: int = 4000) -> None:
        self.answers = list(answers)
        self.most = most
        self.requests: list[bytes] = []
        self.stubs: list[bytes] = []
        self._stub = b""
        self._coming: list[bytes] = []

    def exchange(self, packet_sent: bytes) -> bytes:
        number = HEAD.unpack_from(packet_sent)[7]
        if packet_sent[2] == 11:
            return packet(12, number)
        self.write(packet_sent)
        answer = self.answers.pop(0)
        parts = [answer[at : at + self.most] for at in range(0, max(1, len(answer)), self.most)]
        self._coming = [
            packet(2, number, b"\0" * 8 + part, (at == 0) | 2 * (at == len(parts) - 1)) for at, part in enumerate(parts)
        ]
        return self.read()

    def write(self, packet_sent: bytes) -> None:
        self.requests.append(packet_sent)
        self._stub += packet_sent[24:]
        if packet_sent[3] & 2:
            self.stubs.append(self._stub)
            self._stub = b""

    def read(self) -> bytes:
        return self._coming.pop(0)
