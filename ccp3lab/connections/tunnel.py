"""A port of a device's own loopback, reached through SSH (RFC 4254, section 7.2: `direct-tcpip`).

What listens there is spoken to as it would be directly: TLS goes through end to end, names and certificates are checked
by who asks. The way needs nothing but the device's SSH server, on a network where its services do not answer.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from ccp3lab.connections.ssh import Login, connected
from ccp3lab.errors import DeviceError, SilentError

if TYPE_CHECKING:
    from paramiko import Channel, SSHClient

LOOPBACK = "127.0.0.1"
SIZE = 65536
"""Bytes that are passed on at once."""


@contextmanager
def tunnel(login: Login, port: int) -> Iterator[tuple[str, int]]:
    """While it is open, the address and port on this machine that lead to PORT of the device's loopback.

    Each step on the way is given `login.limit` seconds. DeviceError: the device is not reached or does not let the
    toolkit in; SilentError: nothing answers on PORT. A device that hangs later is for the patience of who asks through
    it; leaving ends it in any case.
    """
    way = _Way(_logged_in(login), login, port)
    try:
        yield way.open()
    finally:
        way.close()


def _logged_in(login: Login) -> "SSHClient":
    from paramiko import SSHException

    try:
        return connected(login)
    except (SSHException, OSError, EOFError) as error:
        raise DeviceError(
            f"{login.host}:{login.port}: no SSH as {login.user} ({error or type(error).__name__}); `ccp3 status` tells "
            "whether the device runs"
        ) from error


class _Way:
    """Takes connections on this machine's loopback, and passes each on through a channel of its own."""

    def __init__(self, client: "SSHClient", login: Login, port: int) -> None:
        self._client, self._login, self._port = client, login, port
        self._listening: socket.socket | None = None
        self._taking: threading.Thread | None = None
        self._near: list[socket.socket] = []
        self._passing: list[threading.Thread] = []

    def open(self) -> tuple[str, int]:
        """Where it listens. The first channel is opened now: a service that does not answer is told at once."""
        first = self._channel()
        self._listening = socket.create_server((LOOPBACK, 0))
        self._taking = _started(self._take, self._listening, first)
        host, port = self._listening.getsockname()
        return host, port

    def close(self) -> None:
        """Break off whatever runs through it: without SSH, whoever waits for the device wakes up."""
        if self._listening:
            _shut(self._listening)
        self._client.close()
        if self._taking:
            self._taking.join(self._login.limit + 1)
        for near in self._near:
            _shut(near)
        for thread in self._passing:
            thread.join(1)

    def _take(self, listening: socket.socket, first: "Channel") -> None:
        waiting = [first]
        while True:
            try:
                near, _ = listening.accept()
            except OSError:  # closed
                return
            self._near.append(near)
            try:
                far = waiting.pop() if waiting else self._channel()
            except DeviceError:  # who asks sees it hang up, which is what happened
                _shut(near)
                continue
            self._passing.append(_started(_pass_on, near.recv, far.sendall, far.shutdown_write))
            self._passing.append(_started(_pass_on, far.recv, near.sendall, partial(near.shutdown, socket.SHUT_WR)))

    def _channel(self) -> "Channel":
        from paramiko import ChannelException, SSHException

        login, place = self._login, f"{self._login.host}: port {self._port} of its loopback"
        transport = self._client.get_transport()
        if transport is None:
            raise DeviceError(f"{place}: the SSH connection is closed; run the command again")
        try:
            return transport.open_channel("direct-tcpip", (LOOPBACK, self._port), (LOOPBACK, 0), timeout=login.limit)
        except ChannelException as error:
            raise SilentError(f"{place}: {error.text}; start the service there, then run the command again") from error
        except (SSHException, OSError, EOFError) as error:
            raise DeviceError(
                f"{place}: not reached within {login.limit:.0f} s ({error}); look at the device"
            ) from error


def _started(what: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=what, args=arguments, daemon=True)
    thread.start()
    return thread


def _pass_on(read: Callable[[int], bytes], write: Callable[[bytes], None], end: Callable[[], None]) -> None:
    """Pass on what READ gives until it ends, then say so with END; either side may break off."""
    with suppress(OSError, EOFError):
        while part := read(SIZE):
            write(part)
    with suppress(OSError, EOFError):
        end()


def _shut(one: socket.socket) -> None:
    """Close ONE; who waits in it on another thread wakes up."""
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
