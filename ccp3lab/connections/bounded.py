"""TLS that is verified, by Python's own rules, and a peer that can neither keep us waiting nor fill our memory.

ldap3 compares names by itself and takes the address it connects to as one of them; behind a tunnel that is our own. Its
time limit counts from byte to byte. A learner is root on the device that answers.
"""

import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ldap3 import Tls

if TYPE_CHECKING:
    from ldap3 import Connection

ANSWER = 64 * 1024 * 1024
"""Bytes that one operation may be answered with: some 30,000 accounts in pages are less."""


class BoundedSocket(ssl.SSLSocket):
    """A TLS socket on which everything after `allow` ends in time and in size, or raises OSError."""

    _end: float | None = None
    _left: int = ANSWER

    def allow(self, seconds: float, octets: int = ANSWER) -> None:
        """From now on: OCTETS may come within SECONDS."""
        self._end, self._left = time.monotonic() + seconds, octets

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """As socket.recv; TimeoutError when the time is up, OSError when too much came."""
        if self._end is not None:
            rest = self._end - time.monotonic()
            if rest <= 0:
                raise TimeoutError("timed out")
            self.settimeout(rest)
        came = super().recv(buflen, flags)
        self._left -= len(came)
        if self._left < 0:
            raise OSError("the answer is too long")
        return came


class VerifiedTls(Tls):
    """What ldap3 does TLS with: the certificate must come from CA_FILE and bear NAME; TLS 1.2 at least."""

    def __init__(self, ca_file: Path, name: str) -> None:
        """Raises what ssl raises when CA_FILE cannot be read as certificates (PEM)."""
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._context = ssl.create_default_context(cafile=str(ca_file))
        self._context.sslsocket_class = BoundedSocket
        self._name = name

    def wrap_socket(self, connection: "Connection", do_handshake: bool = False) -> None:
        """Put TLS on the connection's socket; raises ssl.SSLError."""
        connection.socket = self._context.wrap_socket(
            connection.socket, do_handshake_on_connect=do_handshake, server_hostname=self._name
        )


def bounds(connection: "Connection") -> BoundedSocket | None:
    """The socket of CONNECTION, None when it was closed."""
    socket = connection.socket
    return socket if isinstance(socket, BoundedSocket) else None
