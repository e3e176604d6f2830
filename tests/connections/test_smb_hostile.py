"""Servers that talk no SMB, keep silent, or announce what nobody could hold: one error each, and in time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ccp3lab.connections.smb import FileServer, connect
from ccp3lab.errors import ShareError


@contextmanager
def server(said: bytes, patience: float = 30) -> Iterator[int]:
    """The port of a server that says SAID to whoever comes, and then keeps silent."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def serve() -> None:
            came, _ = listening.accept()
            with came:
                came.recv(4096)
                came.sendall(said)
                over.wait(patience)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join()


def logged_on(port: int, patience: float = 1.0) -> str:
    """What `connect` says to a server at PORT, in one line."""
    with pytest.raises(ShareError) as told:
        connect(FileServer("127.0.0.1", "fs1.example.net", port), r"EXEMPLE\agnes", "vert-olive-27", patience)
    message = str(told.value)
    assert "vert-olive-27" not in message
    assert message.startswith(rf"fs1.example.net at 127.0.0.1:{port}: log on as EXEMPLE\agnes: ")
    return message


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"SSH-2.0-OpenSSH_10.0\r\n", "a message of 1397966893 bytes was announced"),
        (b"\xff\xff\xff\xff", "a message of 4294967295 bytes was announced"),
        (b"\0\0\0\x04abcd", "talks no SMB"),
        (b"\0\0\0\x44" + b"\xfeSMB" + b"\0" * 64, "talks no SMB (error)"),
        (b"\0\0\0\x44" + b"\xfdSMB" + b"\xff" * 64, "Expecting flag of 0x0001"),
    ],
)
def test_octets_that_are_no_smb(said: bytes, told: str, capfd) -> None:
    with server(said) as port:
        message = logged_on(port)
    assert "\n" not in message
    assert told in message
    assert capfd.readouterr() == ("", "")


def test_a_server_that_keeps_silent(capfd) -> None:
    start = time.monotonic()
    with server(b"") as port:
        assert "no answer within 1 s; check that the server runs" in logged_on(port)
    assert time.monotonic() - start < 15
    assert capfd.readouterr() == ("", "")


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert "Connection refused" in logged_on(port)


@pytest.mark.parametrize(("user", "password"), [("", "x"), ("x", "")])
def test_nobody_logs_on_without_a_name_or_a_password(user: str, password: str) -> None:
    with pytest.raises(ShareError, match="user and password are needed"):
        connect(FileServer("127.0.0.1", "fs1", 1), user, password)
