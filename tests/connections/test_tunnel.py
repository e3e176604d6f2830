"""A tunnel to a device's loopback: a real SSH server on this machine that plays good, refusing and hung devices."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import paramiko
import pytest

from ccp3lab.connections.ssh import Login
from ccp3lab.connections.tunnel import tunnel
from ccp3lab.errors import DeviceError, SilentError

PORT = 636
Serve = Callable[[paramiko.Channel], None]


def echo(channel: paramiko.Channel) -> None:
    """Gives back what it gets, then ends as it was ended."""
    while part := channel.recv(65536):
        channel.sendall(part)
    channel.close()


def mute(channel: paramiko.Channel) -> None:
    """Takes a connection and never says a word."""
    channel.recv(1)
    time.sleep(60)


@dataclass
class Device(paramiko.ServerInterface):
    """Lets the toolkit's key in; SERVE is what listens on PORT of its loopback. `asked`: the ports asked for."""

    key: paramiko.PKey
    serve: Serve
    asked: list[tuple[str, int]] = field(default_factory=list)
    hung: threading.Event = field(default_factory=threading.Event)
    transports: list[paramiko.Transport] = field(default_factory=list)

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return paramiko.AUTH_SUCCESSFUL if (username, key) == ("ccp3", self.key) else paramiko.AUTH_FAILED

    def check_channel_direct_tcpip_request(self, chanid: int, origin, destination) -> int:
        self.asked.append(destination)
        if self.hung.is_set():
            time.sleep(60)
        if destination[1] != PORT:
            return paramiko.OPEN_FAILED_CONNECT_FAILED
        return paramiko.OPEN_SUCCEEDED

    def attend(self, transport: paramiko.Transport) -> None:
        while channel := transport.accept(60):
            threading.Thread(target=self._play, args=(channel,), daemon=True).start()

    def _play(self, channel: paramiko.Channel) -> None:
        with suppress(OSError, EOFError):
            self.serve(channel)


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("host", "user", "other"):
        paramiko.ECDSAKey.generate().write_private_key_file(str(folder / name))
    return {name: folder / name for name in ("host", "user", "other")}


@contextmanager
def running(keys: dict[str, Path], device: Device) -> Iterator[int]:
    """DEVICE on a port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with suppress(OSError):
            while True:
                transport = paramiko.Transport(listener.accept()[0])
                device.transports.append(transport)
                transport.add_server_key(paramiko.ECDSAKey.from_private_key_file(str(keys["host"])))
                transport.start_server(server=device, event=threading.Event())
                threading.Thread(target=device.attend, args=(transport,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        listener.close()
        for transport in device.transports:
            transport.packetizer.close()
            transport.sock.close()


@pytest.fixture
def device(keys) -> Device:
    return Device(paramiko.ECDSAKey.from_private_key_file(str(keys["user"])), echo)


@pytest.fixture
def login(keys, device: Device, tmp_path: Path) -> Iterator[Login]:
    """How the toolkit logs in to DEVICE, which runs."""
    with running(keys, device) as port:
        public = paramiko.ECDSAKey.from_private_key_file(str(keys["host"]))
        known = tmp_path / "known_hosts"
        known.write_text(f"[127.0.0.1]:{port} {public.get_name()} {public.get_base64()}\n")
        yield Login("127.0.0.1", keys["user"], known, port=port, limit=1.0)


def connection(at: tuple[str, int]) -> socket.socket:
    return socket.create_connection(at, 5)


def everything(one: socket.socket) -> bytes:
    got = bytearray()
    while part := one.recv(65536):
        got += part
    return bytes(got)


def test_it_is_a_connection_to_the_devices_own_loopback(login: Login, device: Device) -> None:
    with tunnel(login, PORT) as at, connection(at) as one:
        one.sendall(b"question")
        assert one.recv(100) == b"question"
    assert device.asked == [("127.0.0.1", PORT)], "one channel, opened before anybody connects"


def test_it_listens_on_this_machine_alone(login: Login) -> None:
    with tunnel(login, PORT) as (host, port):
        assert host == "127.0.0.1"
        listening = Path("/proc/net/tcp").read_text().split("\n")
        found = [line.split()[1] for line in listening if f":{port:04X} " in line and line.split()[3] == "0A"]
        assert found == [f"0100007F:{port:04X}"]


def test_each_end_is_told_of_the_others(login: Login) -> None:
    with tunnel(login, PORT) as at, connection(at) as one:
        one.sendall(b"last words")
        one.shutdown(socket.SHUT_WR)
        assert everything(one) == b"last words"


def test_much_goes_through_unchanged(login: Login) -> None:
    sent = os.urandom(3_000_000)
    with tunnel(login, PORT) as at, connection(at) as one:
        writing = threading.Thread(target=lambda: (one.sendall(sent), one.shutdown(socket.SHUT_WR)))
        writing.start()
        assert everything(one) == sent
        writing.join(10)


def test_several_connections_at_once(login: Login, device: Device) -> None:
    with tunnel(login, PORT) as at:
        every = [connection(at) for _ in range(5)]
        for number, one in enumerate(every):
            one.sendall(b"%d" % number)
        assert [one.recv(10) for one in every] == [b"%d" % number for number in range(5)]
        for one in every:
            one.close()
    assert len(device.asked) == 5


def test_a_port_where_nothing_listens_is_told_at_once(login: Login) -> None:
    words = r"127\.0\.0\.1: port 637 of its loopback: Connect failed; start the service"
    with pytest.raises(SilentError, match=words), tunnel(login, 637):
        pytest.fail("it is not open")


def test_a_service_that_ends_later_is_seen_to_hang_up(login: Login, device: Device, monkeypatch) -> None:
    with tunnel(login, PORT) as at:
        connection(at).close()
        monkeypatch.setattr(
            device, "check_channel_direct_tcpip_request", lambda *_: paramiko.OPEN_FAILED_CONNECT_FAILED
        )
        with connection(at) as late:
            assert late.recv(10) == b""
        monkeypatch.undo()
        with connection(at) as again:
            again.sendall(b"there")
            assert again.recv(10) == b"there", "one refusal does not end the tunnel"


@pytest.mark.parametrize(
    ("changed", "words"),
    [("known_hosts", "not found in known_hosts"), ("key_file", "Authentication failed"), ("port", "no SSH as ccp3")],
)
def test_who_does_not_get_in_is_told_why(login: Login, keys, tmp_path, changed: str, words: str) -> None:
    (tmp_path / "nobody").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        free = closed.getsockname()[1]
    wrong = {"known_hosts": tmp_path / "nobody", "key_file": keys["other"], "port": free}
    odd = Login(**{**vars(login), changed: wrong[changed]})
    with pytest.raises(DeviceError, match=words), tunnel(odd, PORT):
        pytest.fail("it is not open")


def within(seconds: float) -> Callable[[], None]:
    end = time.monotonic() + seconds
    return lambda: None if time.monotonic() < end else pytest.fail(f"not within {seconds} s")


def test_a_device_that_takes_no_channel_ends_in_time(login: Login, device: Device) -> None:
    device.hung.set()
    in_time = within(8)
    with pytest.raises(DeviceError, match="not reached within 1 s"), tunnel(login, PORT):
        pytest.fail("it is not open")
    in_time()


def test_one_that_hangs_before_its_banner_too(login: Login) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute_one = Login(**{**vars(login), "port": silent.getsockname()[1]})
        in_time = within(8)
        with pytest.raises(DeviceError, match="no SSH as ccp3"), tunnel(mute_one, PORT):
            pytest.fail("it is not open")
        in_time()


def test_leaving_does_not_wait_for_a_service_that_is_mute(login: Login, device: Device) -> None:
    device.serve = mute
    with tunnel(login, PORT) as at:
        one = connection(at)
        one.sendall(b"?")
        one.settimeout(0.3)
        with pytest.raises(TimeoutError):
            one.recv(1)
        in_time = within(5)
    in_time()
    with one, suppress(ConnectionResetError):
        assert one.recv(1) == b"", "who waits through it is woken"


def test_a_device_that_dies_ends_what_runs_through_it(login: Login, device: Device) -> None:
    with tunnel(login, PORT) as at, connection(at) as one:
        one.sendall(b"a")
        assert one.recv(1) == b"a"
        device.transports[0].close()
        with suppress(ConnectionResetError):
            assert one.recv(1) == b""
        with connection(at) as late, suppress(ConnectionResetError):
            assert late.recv(1) == b""


def test_nothing_is_left_behind(login: Login) -> None:
    before = threading.active_count()
    with tunnel(login, PORT) as at, connection(at) as one:
        one.sendall(b"a")
        assert one.recv(1) == b"a"
    with pytest.raises(ConnectionRefusedError):
        connection(at)
    in_time = within(10)
    while threading.active_count() > before + 2:  # the device's own: one a connection, one that attends
        in_time()
        time.sleep(0.05)
