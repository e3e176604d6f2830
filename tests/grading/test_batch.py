"""The SSH side of a batch: a real paramiko server on loopback that plays good and bad devices."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import paramiko
import pytest

from ccp3lab.connections.batch import CAP, BatchConnection, BatchError, Job, answers, received

Act = Callable[[paramiko.Channel, str, str], None]
ECHO = [Job(("echo", "a"), 0.5)]


def reply(channel: paramiko.Channel, token: str, count: int = 1, before: bytes = b"") -> None:
    answer = [{"code": 0, "text": "a\n", "error": ""}] * count
    channel.sendall(before + token.encode() + json.dumps(answer).encode() + b"\n")


@dataclass
class Device(paramiko.ServerInterface):
    """Lets one key in and plays ACT for each exec."""

    key: paramiko.PKey
    act: Act
    commands: list[str]

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        right = username == "ccp3" and key == self.key
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def check_channel_exec_request(self, channel: paramiko.Channel, command: bytes) -> bool:
        self.commands.append(command.decode())
        threading.Thread(target=self._play, args=(channel,), daemon=True).start()
        return True

    def _play(self, channel: paramiko.Channel) -> None:
        line = channel.makefile("rb").readline()
        with suppress(OSError, EOFError):  # the toolkit hangs up on a device that talks too much or too long
            self.act(channel, json.loads(line)["token"], line.decode())
            channel.send_exit_status(0)
        with suppress(OSError, EOFError):
            channel.close()


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    paths = {name: folder / name for name in ("host", "user", "other")}
    for path in paths.values():
        paramiko.ECDSAKey.generate().write_private_key_file(str(path))
    return paths


@contextmanager
def serving(keys: dict[str, Path], act: Act, commands: list[str]) -> Iterator[int]:
    """A device on a loopback port."""
    listener = socket.create_server(("127.0.0.1", 0))
    transports: list[paramiko.Transport] = []

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(client)
            transports.append(transport)
            transport.add_server_key(paramiko.ECDSAKey.from_private_key_file(str(keys["host"])))
            user = paramiko.ECDSAKey.from_private_key_file(str(keys["user"]))
            transport.start_server(server=Device(user, act, commands), event=threading.Event())

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        listener.close()
        for transport in transports:
            transport.close()


@pytest.fixture
def device(keys, tmp_path):
    """Open a connection to a device that plays ACT; `known` and `key` name the files to use."""

    @contextmanager
    def opened(act: Act, known: str = "host", key: str = "user", commands: list[str] | None = None):
        with serving(keys, act, commands if commands is not None else []) as port:
            public = paramiko.ECDSAKey.from_private_key_file(str(keys[known]))
            line = f"[127.0.0.1]:{port} {public.get_name()} {public.get_base64()}\n" if known != "user" else ""
            (tmp_path / "known_hosts").write_text(line)
            plugin = BatchConnection()
            extras = {"key_file": keys[key], "known_hosts": tmp_path / "known_hosts", "timeout": 5}
            plugin.open("127.0.0.1", "ccp3", None, port, "linux", extras)
            try:
                yield plugin.connection
            finally:
                plugin.close()

    return opened


def test_a_good_device(device) -> None:
    commands: list[str] = []
    with device(lambda channel, token, line: reply(channel, token), commands=commands) as batch:
        (answer,) = batch.run(ECHO)
        assert (answer.code, answer.text, answer.error) == (0, "a\n", "")
        batch.run(ECHO)
    assert len(commands) == 2
    assert commands[0].startswith("sudo -n python3 -I -S -c ")


def test_what_a_login_prints_first_is_skipped(device) -> None:
    with device(lambda channel, token, line: reply(channel, token, before=b"Bienvenue [1,2]\n{}")) as batch:
        assert batch.run(ECHO)[0].text == "a\n"


def test_arguments_travel_as_data(device) -> None:
    seen: list[str] = []

    def act(channel, token, line) -> None:
        seen.append(line)
        reply(channel, token)

    with device(act) as batch:
        batch.run([Job(("echo", "'; rm -rf / #"), 0.5)])
    assert json.loads(seen[0])["jobs"] == [{"argv": ["echo", "'; rm -rf / #"], "timeout": 0.5, "given": ""}]


def test_a_secret_travels_in_the_batch_alone(device) -> None:
    seen: list[str] = []
    commands: list[str] = []

    def act(channel, token, line) -> None:
        seen.append(line)
        reply(channel, token)

    job = Job(("cat",), 0.5, given="Vert-Olive-27")
    with device(act, commands=commands) as batch:
        batch.run([job])
    assert json.loads(seen[0])["jobs"] == [{"argv": ["cat"], "timeout": 0.5, "given": "Vert-Olive-27"}]
    assert "Olive" not in commands[0]
    assert "Olive" not in f"{job} {job!r}"


def flood(channel, token, line) -> None:
    channel.sendall(b"x" * (3 * CAP + 20_000))


def drip(channel, token, line) -> None:
    for _ in range(200):
        channel.sendall(b".")
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda channel, token, line: None, "n'a pas lancé le programme"),
        (lambda channel, token, line: channel.sendall(b"sudo: a password is required\n"), "n'a pas lancé le programme"),
        (lambda channel, token, line: channel.sendall(token.encode() + b"{}"), "illisible"),
        (lambda channel, token, line: channel.sendall(token.encode() + b"[" * 5000), "illisible"),
        (
            lambda channel, token, line: channel.sendall(token.encode() + b'[{"code":"0","text":"","error":""}]'),
            "illisible",
        ),
        (
            lambda channel, token, line: channel.sendall(token.encode() + b'[{"code":0,"text":1,"error":""}]'),
            "illisible",
        ),
        (lambda channel, token, line: reply(channel, token, 2), "incomplète"),
        (lambda channel, token, line: channel.sendall(token.encode() + b"[]"), "incomplète"),
        (lambda channel, token, line: reply(channel, "f" * 32), "n'a pas lancé le programme"),
        (flood, "trop longue"),
    ],
)
def test_a_strange_device_is_an_error(device, act, why) -> None:
    with device(act) as batch, pytest.raises(BatchError, match=why):
        batch.run(ECHO)


@pytest.mark.parametrize("act", [lambda channel, token, line: time.sleep(20), drip])
def test_a_device_that_never_ends_meets_the_deadline(device, act) -> None:
    start = time.monotonic()
    with device(act) as batch, pytest.raises(BatchError):
        batch.run([Job(("sleep", "9"), 0.1)])
    assert time.monotonic() - start < 15


def test_an_unknown_host_key_is_refused(device) -> None:
    with pytest.raises(paramiko.SSHException, match="not found in known_hosts"), device(reply, known="user"):
        pass


def test_another_host_key_is_refused(device) -> None:
    with pytest.raises(paramiko.BadHostKeyException), device(reply, known="other"):
        pass


def test_another_key_of_ours_is_refused(device) -> None:
    with pytest.raises(paramiko.AuthenticationException), device(reply, key="other"):
        pass


def test_a_closed_connection_says_so(device) -> None:
    with device(lambda channel, token, line: reply(channel, token)) as batch:
        batch.close()
        with pytest.raises(BatchError, match="coupée"):
            batch.run(ECHO)


def test_answers_are_read_after_the_token_only() -> None:
    assert answers(b'[]noise T[{"code":1,"text":"","error":""}]', "T", 1)[0].code == 1


def test_reading_stops_at_the_end_of_the_channel() -> None:
    parts = [b"a", b"b", b""]

    class Parts:
        def settimeout(self, seconds: float) -> None:
            assert seconds > 0

        def recv(self, size: int) -> bytes:
            return parts.pop(0)

    assert received(Parts(), 100, time.monotonic() + 5) == b"ab"  # type: ignore[arg-type]
