"""A server on loopback for tests of clients, which does with each connection what a test says."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

Act = Callable[[socket.socket], None]


class _Server(ThreadingTCPServer):
    daemon_threads = True  # one that hangs by design is not waited for


@contextmanager
def served(act: Act) -> Iterator[int]:
    """The port where ACT gets each connection, which is closed when it ends; a client that goes away ends it, too.

    Afterwards nothing listens any more: a thread left in accept(2) would take what comes to the next test's socket.
    """

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                act(self.request)

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def banner_alone(connection: socket.socket) -> None:
    """Say the banner of SSH (RFC 4253, section 4.2), then nothing more until the client has gone."""
    connection.sendall(b"SSH-2.0-OpenSSH_10.0p2 Debian-7\r\n")
    while connection.recv(4096):
        pass
