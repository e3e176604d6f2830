"""The connection `ccp3_ldap` and servers that lie, hang, flood or are somebody else."""

import socket
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from ccp3lab.connections import ldap as module
from ccp3lab.connections.ldap import Directory, LdapConnection, Server, connect
from ccp3lab.errors import DirectoryError
from tests.connections.authority import DAY, Authority
from tests.connections.conftest import NAME, Serve

SECRET = "velo-roue-042"
SUCCESS = bytes.fromhex("61070a010004000400")
"""bindResponse, success (RFC 4511, section 4.2.2)."""


def yes(request: bytes) -> bytes:
    """What answers the bind REQUEST: its message's number is the first thing in it."""
    number = request[2 : 4 + request[3]]
    return bytes([0x30, len(number) + len(SUCCESS)]) + number + SUCCESS


def welcome(peer: socket.socket) -> None:
    peer.sendall(yes(peer.recv(4096)))
    peer.recv(4096)


def until_closed(peer: socket.socket) -> None:
    while peer.recv(4096):
        pass


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT", 1.0)


def refused(server: Server, patience: float = 10.0) -> str:
    began = time.monotonic()
    with pytest.raises(DirectoryError) as caught:
        connect(server, "admin@test.lan", SECRET, patience)
    assert time.monotonic() - began < 15
    told = str(caught.value)
    assert told.startswith(f"ldaps://{NAME}")
    assert SECRET not in f"{told}{caught.value!r}{caught.value.__context__!r}"
    return told


def test_a_verified_server_that_says_yes_is_a_directory(serve: Serve) -> None:
    made = connect(serve(welcome), "admin@test.lan", SECRET, 10.0)
    assert isinstance(made, Directory)
    assert repr(made) == f"Directory(ldaps://{NAME})"
    made.close()
    made.close()


@pytest.mark.parametrize(
    ("host", "valid", "why"),
    [("dc2.ad.test.lan", DAY, "Hostname mismatch"), ("localhost", DAY, "Hostname mismatch"), (NAME, -DAY, "expired")],
)
def test_a_certificate_of_another_name_or_time_is_refused(serve: Serve, host: str, valid: object, why: str) -> None:
    told = refused(serve(welcome, host=host, valid=valid))
    assert "its certificate is not accepted" in told
    assert why in told


def test_a_certificate_of_another_ca_is_refused(serve: Serve, tmp_path: Path) -> None:
    server = serve(welcome)
    stranger = Authority(tmp_path / "stranger")
    told = refused(Server(server.host, NAME, stranger.file, server.port))
    assert "its certificate is not accepted" in told
    assert str(stranger.file) in told


def test_the_address_connected_to_is_no_name_of_the_server(serve: Serve) -> None:
    """A tunnel's end is 127.0.0.1 for every server."""
    assert "Hostname mismatch" in refused(serve(welcome, host="127.0.0.1"))


def test_a_file_that_holds_no_certificate_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pem", tmp_path / "empty.pem"):
        (tmp_path / "empty.pem").write_text("nothing")
        assert "no certificate of a CA" in refused(Server("127.0.0.1", NAME, path))


def test_nobody_there_is_told_with_what_to_do(authority: Authority) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = refused(Server("127.0.0.1", NAME, authority.file, port))
    assert f"127.0.0.1:{port}" in told
    assert "check that the server runs" in told


def trickle(peer: socket.socket) -> None:
    """An answer that never ends: one octet again and again, each within any time limit from octet to octet."""
    peer.recv(4096)
    peer.sendall(bytes.fromhex("3084000fffff"))
    while True:
        peer.sendall(b"\0")
        time.sleep(0.2)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("bare", [True, False])
def test_a_server_that_hangs_is_left_in_time(serve: Serve, bare: bool) -> None:
    assert "no answer in time" in refused(serve(until_closed, bare=bare), patience=1)


def test_a_server_that_drips_is_left_in_time(serve: Serve) -> None:
    assert "no answer in time" in refused(serve(trickle), patience=1)


def test_a_server_that_floods_is_left(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccp3lab.connections.bounded.ANSWER", 0)
    monkeypatch.setattr("ccp3lab.connections.bounded.BoundedSocket.allow", _little)

    def flood(peer: socket.socket) -> None:
        peer.recv(4096)
        while True:
            peer.sendall(bytes.fromhex("3084000fffff") + bytes(65536))

    assert "the answer is too long" in refused(serve(flood))


def _little(self: object, seconds: float) -> None:
    vars(self).update(_end=time.monotonic() + seconds, _left=200_000)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.0 400 Bad Request\r\n\r\n", bytes.fromhex("3003020101"), bytes(64)])
def test_a_server_that_talks_something_else_is_told(serve: Serve, said: bytes) -> None:
    def talk(peer: socket.socket) -> None:
        peer.recv(4096)
        peer.sendall(said)

    assert refused(serve(talk))


def test_a_connection_that_breaks_later_is_told(serve: Serve) -> None:
    made = connect(serve(welcome), "admin@test.lan", SECRET, 10.0)
    with pytest.raises(DirectoryError, match=r"delete CN=x.*run again"):
        made.delete("CN=x,DC=test")
    with pytest.raises(DirectoryError):
        made.delete("CN=y,DC=test")


def test_no_password_is_no_logon_as_nobody(serve: Serve) -> None:
    with pytest.raises(DirectoryError, match="no password given"):
        connect(serve(welcome), "admin@test.lan", "")


def plugin(server: Server, **extras: object) -> LdapConnection:
    made = LdapConnection()
    known = {"name": server.name, "ca_file": str(server.ca_file)}
    made.open("127.0.0.1", "admin@test.lan", None, server.port, "linux", {**known, **extras})
    return made


def test_nornir_gets_it_with_the_password_of_a_file(serve: Serve, tmp_path: Path) -> None:
    seen: list[bytes] = []

    def listen(peer: socket.socket) -> None:
        seen.append(peer.recv(4096))
        peer.sendall(yes(seen[0]))
        peer.recv(4096)

    (tmp_path / "password").write_text(f"{SECRET}\n")
    made = plugin(serve(listen), password_file=str(tmp_path / "password"))
    made.close()
    assert seen[0].endswith(SECRET.encode())


def test_a_password_file_that_cannot_be_read_is_told(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match="password cannot be read: FileNotFoundError"):
        plugin(serve(welcome), password_file=str(tmp_path / "none"))


def test_a_tunnel_lives_as_long_as_the_connection(serve: Serve, tmp_path: Path) -> None:
    server, life = serve(welcome), []
    (tmp_path / "password").write_text(SECRET)

    @contextmanager
    def via():
        life.append("open")
        yield "127.0.0.1", server.port
        life.append("closed")

    made = plugin(Server("192.0.2.1", NAME, server.ca_file, 1), via=via, password_file=str(tmp_path / "password"))
    assert life == ["open"]
    made.close()
    assert life == ["open", "closed"]


def test_a_tunnel_ends_when_the_logon_is_refused(serve: Serve) -> None:
    life: list[str] = []

    @contextmanager
    def via():
        try:
            yield "127.0.0.1", serve(until_closed).port
        finally:
            life.append("closed")

    with pytest.raises(DirectoryError):
        plugin(serve(welcome), via=via)
    assert life == ["closed"]
