"""A server of TLS in a thread, which does with each connection what a test says."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from ccp3lab.connections.ldap import Server
from tests.connections.authority import DAY, Authority

NAME = "dc1.ad.test.lan"
Act = Callable[[socket.socket], None]
Serve = Callable[..., Server]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "ca")


@pytest.fixture
def serve(authority: Authority) -> Iterator[Serve]:
    """serve(act): a Server to connect to. `act` gets the TLS connection, then it is closed; `bare=True`: before TLS."""
    opened: list[socket.socket] = []

    def start(act: Act, host: str = NAME, valid: timedelta = DAY, bare: bool = False) -> Server:
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority.certificate(host, valid))
        threading.Thread(target=_serve, args=(listener, None if bare else context, act), daemon=True).start()
        return Server("127.0.0.1", NAME, authority.file, listener.getsockname()[1])

    yield start
    for listener in opened:
        listener.close()


def _serve(listener: socket.socket, context: ssl.SSLContext | None, act: Act) -> None:
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:  # the test is over
            return
        with suppress(OSError), peer:  # the client went away, as it should
            if context is None:
                act(peer)
            else:
                with context.wrap_socket(peer, server_side=True) as secured:
                    act(secured)
