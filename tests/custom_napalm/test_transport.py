"""Servers that are none: whatever answers in the place of SSH, the operator hears of it within his deadline."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from napalm.base.exceptions import CommandTimeoutException, ConnectionException, ConnectTimeoutError

from custom_napalm.linux import LinuxDriver, transport
from custom_napalm.linux.transport import Connection
from tests.custom_napalm.workstation import key
from tests.served import Act, served

BANNER = b"SSH-2.0-OpenSSH_10.0p2 Debian-7\r\n"


def drip(connection: socket.socket) -> None:
    """A byte at a time, for ever."""
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def silent(connection: socket.socket) -> None:
    while connection.recv(65536):
        continue


HANGING: dict[str, list[Act]] = {
    "accepts and says nothing": [silent],
    "hangs after the banner": [lambda connection: connection.sendall(BANNER), silent],
    "drips before the banner": [drip],
    "drips after the banner": [lambda connection: connection.sendall(BANNER), drip],
    "hangs up after the banner": [lambda connection: connection.sendall(BANNER)],
    "is a web server": [
        lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n<script>\x1b[2J\r\n" * 99)
    ],
}


@pytest.fixture
def listen() -> Iterator[Callable[[list[Act]], int]]:
    """listen([step, ...]) is the port of a server that does these steps with each connection."""
    with ExitStack() as opened:

        def start(steps: list[Act]) -> int:
            def take(connection: socket.socket) -> None:
                for step in steps:
                    step(connection)

            return opened.enter_context(served(take))

        yield start


@pytest.fixture
def login(tmp_path: Path) -> dict[str, str]:
    key(tmp_path / "id")
    (tmp_path / "known_hosts").write_text("")
    return {"key_file": str(tmp_path / "id"), "known_hosts": str(tmp_path / "known_hosts")}


@pytest.mark.parametrize("steps", HANGING.values(), ids=HANGING)
def test_a_server_that_hangs(steps: list[Act], listen: Callable[[list[Act]], int], login: dict[str, str]) -> None:
    driver = LinuxDriver("127.0.0.1", "ccp3", "", 1, {**login, "port": listen(steps)})
    start = time.monotonic()
    with pytest.raises((ConnectionException, ConnectTimeoutError)) as error:
        driver.open()
    assert time.monotonic() - start < 15
    assert str(error.value).startswith("127.0.0.1: ")
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 300


class Channel:
    """A channel whose other end takes TAKES bytes and gives one at a time, with a PAUSE before each."""

    def __init__(self, pause: float, takes: int) -> None:
        self.pause, self.takes = pause, takes

    def settimeout(self, seconds: float) -> None:
        self.limit = seconds

    def send(self, data: bytes) -> int:
        self._wait()
        return min(self.takes, len(data))

    def recv(self, size: int) -> bytes:
        self._wait()
        return b"x"

    def _wait(self) -> None:
        time.sleep(min(self.pause, self.limit))
        if self.pause > self.limit:
            raise TimeoutError

    def close(self) -> None:
        """Nothing was opened."""


@pytest.mark.parametrize("takes", [1, 65536], ids=["takes a byte at a time", "takes all"])
@pytest.mark.parametrize("pause", [0.002, 0.05, 5])
def test_a_conversation_that_never_ends_is_late_at_its_deadline(pause: float, takes: int) -> None:
    made = object.__new__(Connection)
    made._login = transport.Login("pc1", 22, "ccp3", None, None, None, 0.3)
    made._channel = Channel(pause, takes)  # type: ignore[assignment]
    start = time.monotonic()
    with pytest.raises(CommandTimeoutException, match="pc1: no answer within"):
        made.ask({"op": "pending", "more": "x" * 1000})
    assert time.monotonic() - start < 15
    assert made._channel is None, "it is over"
