"""One SSH connection, one channel, one program on the device; sizes and times are bounded, the host key is known."""

import json
import logging
import secrets
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import paramiko
from napalm.base.exceptions import (
    CommandTimeoutException,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
    ConnectTimeoutError,
)

from custom_napalm.linux.answers import SIZE, AnswerError, Reply, reply
from custom_napalm.linux.program import boot, program
from custom_napalm.linux.visible import visible

# Paramiko prints tracebacks of its threads on stderr if nobody listens to its log.
logging.getLogger("paramiko").addHandler(logging.NullHandler())

OPENING = 5.0
PROBE = 2.0
LOST = (OSError, EOFError, paramiko.SSHException)


@dataclass(frozen=True)
class Login:
    """Where and as whom to log in; `known_hosts` None means the operator's own file. `timeout` in seconds."""

    host: str
    port: int
    user: str
    password: str | None
    key_file: str | None
    known_hosts: str | None
    timeout: float


class Connection:
    """The program on a device, spoken to by one JSON line each way. All errors are NAPALM's."""

    def __init__(self, login: Login) -> None:
        """Log in: ConnectAuthError, ConnectTimeoutError, or ConnectionException (host key included)."""
        self._login = login
        self._channel: paramiko.Channel | None = None
        self._ssh = paramiko.SSHClient()
        try:
            self._connect()
        except BaseException:
            self.close()
            raise

    def _connect(self) -> None:
        login, patience = self._login, min(self._login.timeout, OPENING)
        self._ssh.set_missing_host_key_policy(paramiko.RejectPolicy())
        try:
            self._host_keys()
            with _tcp(login, patience) as guard:
                self._ssh.connect(
                    login.host,
                    login.port,
                    login.user,
                    login.password,
                    key_filename=login.key_file,
                    sock=guard.dup(),  # its own descriptor: the connection lives on when the guard is closed
                    allow_agent=False,
                    look_for_keys=False,
                    timeout=patience,
                    banner_timeout=patience,
                    auth_timeout=2 * patience,
                )
        except paramiko.AuthenticationException as error:
            raise ConnectAuthError(f"{login.host}: login refused for {login.user}: {error}") from None
        except TimeoutError as error:
            raise ConnectTimeoutError(f"{login.host}: no answer on port {login.port}: {error}") from None
        except (ValueError, *LOST) as error:
            raise ConnectionException(f"{login.host}: {visible(str(error)) or type(error).__name__}") from None

    def _host_keys(self) -> None:
        if self._login.known_hosts is None:
            self._ssh.load_system_host_keys()
        else:
            self._ssh.load_host_keys(self._login.known_hosts)

    def ask(self, request: dict[str, Any], timeout: float | None = None) -> Reply:
        """Send REQUEST, return the answer; after an error the conversation is over, and the next request begins one.

        CommandTimeoutException: too late or too long. ConnectionClosedException: anything else that is no answer.
        """
        deadline = time.monotonic() + (timeout or self._login.timeout)
        try:
            if self._channel is None:
                self._start(deadline)
            self._send(json.dumps(request).encode() + b"\n", deadline)
            return reply(self._until(b"\n", deadline))
        except TimeoutError as error:
            self._drop()
            what = str(error) or f"no answer within {timeout or self._login.timeout:.0f} s"
            raise CommandTimeoutException(f"{self._login.host}: {what}") from None
        except AnswerError as error:
            self._drop()
            raise ConnectionClosedException(f"{self._login.host}: {visible(str(error))}") from None
        except LOST as error:
            self._drop()
            raise ConnectionClosedException(f"{self._login.host}: connection lost: {visible(str(error))}") from None

    def _start(self, deadline: float) -> None:
        """Start the program; a shell's start file may print before the token, and cannot read what is sent after it."""
        transport = self._ssh.get_transport()
        if transport is None:
            raise EOFError("not connected")
        channel = self._channel = transport.open_session(timeout=OPENING)
        token, text = secrets.token_hex(16), program()
        channel.exec_command(f"exec sudo -n python3 -I -S -c '{boot(token, len(text))}'")
        self._until(token.encode() + b"\n", deadline)
        self._send(text, deadline)

    def _send(self, data: bytes, deadline: float) -> None:
        channel = self._open_channel()
        while data:
            channel.settimeout(_left(deadline))
            data = data[channel.send(data) :]
            if data and time.monotonic() > deadline:  # a device may take it byte by byte
                raise TimeoutError

    def _until(self, end: bytes, deadline: float) -> bytes:
        """Return what the device says until END comes last."""
        got = b""
        while not got.endswith(end):
            got += self._more(deadline)
            if len(got) > SIZE:
                raise TimeoutError(f"an answer of more than {SIZE >> 20} MiB was dropped")
            if time.monotonic() > deadline:
                raise TimeoutError
        return got

    def _more(self, deadline: float) -> bytes:
        channel = self._open_channel()
        channel.settimeout(_left(deadline))
        data = channel.recv(1 << 18)
        if not data:
            words = channel.recv_stderr(2000).decode("utf-8", "replace").strip() if channel.recv_stderr_ready() else ""
            raise AnswerError(f"the device ended the conversation: {words or 'without a word'}")
        return data

    def _open_channel(self) -> paramiko.Channel:
        if self._channel is None:
            raise EOFError("no channel")
        return self._channel

    def _drop(self) -> None:
        """End the program: the device undoes what it has not heard confirmed."""
        if self._channel is not None:
            with suppress(*LOST):
                self._channel.close()
            self._channel = None

    def active(self) -> bool:
        """Tell whether the connection was still there when last used (no traffic)."""
        transport = self._ssh.get_transport()
        return transport is not None and transport.is_active()

    def alive(self) -> bool:
        """Tell whether the device answers: opening a channel is a real round trip, two seconds at most."""
        transport = self._ssh.get_transport()
        if transport is None or not transport.is_active():
            return False
        try:
            transport.open_session(timeout=PROBE).close()
        except LOST:
            return False
        return True

    def reachable(self) -> bool:
        """Tell whether a NEW connection gets the SSH banner: the change did not lock everybody out."""
        try:
            with _tcp(self._login, OPENING) as probe:
                return probe.recv(4) == b"SSH-"
        except OSError:
            return False

    def close(self) -> None:
        """End the connection."""
        self._drop()
        self._ssh.close()


def _tcp(login: Login, timeout: float) -> socket.socket:
    connection = socket.create_connection((login.host, login.port), timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # Nagle would cost 40 ms for each request
    return connection


def _left(deadline: float) -> float:
    return max(0.01, deadline - time.monotonic())
