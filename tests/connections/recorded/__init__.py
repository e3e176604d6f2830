"""What a real file server said, packet by packet (srvsvc.json: Samba 4.22.11, a member of a domain)."""

import json
from pathlib import Path

Exchange = tuple[str, bytes, bytes]
"""`exchange` or `read`, what was sent, what came."""


def conversation(name: str) -> list[Exchange]:
    """The recorded conversation NAME."""
    text = Path(__file__).with_name("srvsvc.json").read_text(encoding="utf-8")
    return [(verb, bytes.fromhex(sent), bytes.fromhex(came)) for verb, sent, came in json.loads(text)[name]]


class Replay:
    """A pipe that expects exactly what was sent, and answers what came."""

    def __init__(self, exchanges: list[Exchange]) -> None:
        self.left = list(exchanges)

    def exchange(self, packet: bytes) -> bytes:
        return self._next("exchange", packet)

    def write(self, packet: bytes) -> None:
        raise AssertionError(f"nothing was written alone: {packet.hex()}")

    def read(self) -> bytes:
        return self._next("read", b"")

    def _next(self, verb: str, packet: bytes) -> bytes:
        expected, sent, came = self.left.pop(0)
        assert (verb, packet) == (expected, sent)
        return came
