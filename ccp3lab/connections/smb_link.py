"""smbprotocol's connection with what it lacks: an end to every wait, and no more memory than a message is worth."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from smbprotocol.connection import Connection
from smbprotocol.exceptions import SMBConnectionClosed
from smbprotocol.transport import Tcp

LARGEST = 16 * 1024 * 1024
"""Bytes of one message: MS-SMB2 2.1 has 24 bits for its length."""


class BoundedTcp(Tcp):  # type: ignore[misc] # smbprotocol has no types
    """The transport; a length beyond what the protocol can say ends it, instead of being allocated."""

    def _recv(self, length: int, timeout: float) -> Any:  # noqa: ANN401 - as in Tcp
        if length > LARGEST:
            raise SMBConnectionClosed(f"a message of {length} bytes was announced")
        return super()._recv(length, timeout)


class Link(Connection):  # type: ignore[misc] # smbprotocol has no types
    """A connection that does not wait longer than it is told to."""

    @property
    def transport(self) -> Tcp | None:
        """Where the bytes go."""
        return self._transport

    @transport.setter
    def transport(self, made: Tcp | None) -> None:
        """`Connection.connect` makes a Tcp by itself: a bounded one takes its place before it is used."""
        self._transport = BoundedTcp(made.server, made.port, made.timeout) if made else None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """What happens inside has SECONDS: then the connection is cut, and whoever waits on it is told."""
        cut = threading.Event()

        def late() -> None:
            cut.set()
            self.hang_up()

        timer = threading.Timer(seconds, late)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception:
            if cut.is_set():
                raise SMBConnectionClosed(f"no answer within {seconds:g} s") from None
            raise
        finally:
            timer.cancel()

    def hang_up(self) -> None:
        """Cut the connection without a word; never raises."""
        with suppress(Exception):
            self.disconnect(close=False)
