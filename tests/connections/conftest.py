"""A server of TLS, which does with each connection what a test says."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from ccp3lab.connections.ldap import Server
from tests.connections.authority import DAY, Authority
from tests.served import Act, served

NAME = "dc1.ad.test.lan"
Serve = Callable[..., Server]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "ca")


@pytest.fixture
def serve(authority: Authority) -> Iterator[Serve]:
    """serve(act): a Server to connect to. `act` gets the TLS connection, then it is closed; `bare=True`: before TLS."""
    with ExitStack() as opened:

        def start(act: Act, host: str = NAME, valid: timedelta = DAY, bare: bool = False) -> Server:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(authority.certificate(host, valid))
            port = opened.enter_context(served(act if bare else partial(_secured, context, act)))
            return Server("127.0.0.1", NAME, authority.file, port)

        yield start


def _secured(context: ssl.SSLContext, act: Act, peer: socket.socket) -> None:
    with context.wrap_socket(peer, server_side=True) as secured:
        act(secured)
