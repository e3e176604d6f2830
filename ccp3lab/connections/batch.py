"""The Nornir connection `ccp3_batch`: one SSH connection, one exec of a fixed program, many commands at once.

Host keys are checked against the instance's known_hosts and unknown ones refused. A learner is root on the device: the
answer is hostile input, limited in size, time and shape.
"""

import json
import secrets
import shlex
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ccp3lab.connections.ssh import Login, connected

if TYPE_CHECKING:
    from nornir.core.configuration import Config
    from paramiko import Channel, SSHClient

CAP = 128 * 1024
"""Bytes of output that one command may give."""

GRACE = 4.0
"""Seconds that the device gets beyond its slowest command: start of Python, end of threads."""


class BatchError(Exception):
    """The device gave no answer that can be used: late, too long, or not of the agreed shape (French, one line)."""


@dataclass(frozen=True)
class Job:
    """One program with its arguments, never a shell line; `timeout` in seconds.

    `given` is its standard input, for what no list of processes may show: it stands in no text of the job.
    """

    argv: tuple[str, ...]
    timeout: float
    given: str = field(default="", repr=False)


class Answer(BaseModel):
    """What one job gave. `error`: `timeout`, `long`, or `start: why`; then `code` is None."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    code: int | None
    text: str
    error: str


_ANSWERS = TypeAdapter(list[Answer])


class Batch:
    """An open SSH connection to a Linux device."""

    def __init__(self, client: "SSHClient") -> None:
        """CLIENT is connected and authenticated."""
        self._client = client

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        """The answers to JOBS, in their order. Raises BatchError; paramiko's and socket errors pass through."""
        deadline = max((job.timeout for job in jobs), default=0.0) + GRACE / 2
        token = secrets.token_hex(16)
        batch = {"jobs": [asdict(job) for job in jobs], "cap": CAP, "deadline": deadline, "token": token}
        channel = self._open(deadline + GRACE / 2)
        try:
            channel.exec_command(f"sudo -n python3 -I -S -c {shlex.quote(program())}")
            channel.sendall(json.dumps(batch).encode() + b"\n")
            channel.shutdown_write()
            output = received(channel, (2 * CAP) * len(jobs) + 4096, time.monotonic() + deadline + GRACE / 2)
        finally:
            channel.close()
        return answers(output, token, len(jobs))

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def _open(self, timeout: float) -> "Channel":
        transport = self._client.get_transport()
        if transport is None or not transport.is_active():
            raise BatchError("la connexion est coupée")
        return transport.open_session(timeout=timeout)


def received(channel: "Channel", limit: int, deadline: float) -> bytes:
    """All that CHANNEL sends; raises BatchError beyond LIMIT bytes or after DEADLINE (monotonic seconds)."""
    output = bytearray()
    while len(output) <= limit:
        channel.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            part = channel.recv(65536)
        except TimeoutError:
            raise BatchError("pas de réponse dans le délai") from None
        if not part:
            return bytes(output)
        if time.monotonic() > deadline:
            raise BatchError("la réponse ne finit pas")
        output += part
    raise BatchError("réponse trop longue")


def answers(output: bytes, token: str, count: int) -> list[Answer]:
    """The COUNT answers that follow TOKEN in OUTPUT (what a login prints before it is skipped); raises BatchError."""
    _, found, line = output.partition(token.encode())
    if not found:
        raise BatchError("l'équipement n'a pas lancé le programme de l'outil")
    try:
        every = _ANSWERS.validate_json(line)
    except ValidationError:
        raise BatchError("réponse illisible") from None
    if len(every) != count:
        raise BatchError("réponse incomplète")
    return every


@cache
def program() -> str:
    """The text of the program that runs on the device."""
    return Path(__file__).with_name("program.py").read_text(encoding="utf-8")


class BatchConnection:
    """Nornir's view of it: `connection` is a Batch. Extras: `key_file`, `known_hosts` (paths), `timeout` (seconds)."""

    connection: Batch

    def open(
        self,
        hostname: str | None,
        username: str | None,
        password: str | None,  # noqa: ARG002 - the plugin's signature; keys only
        port: int | None,
        platform: str | None,  # noqa: ARG002
        extras: dict[str, Any] | None = None,
        configuration: "Config | None" = None,  # noqa: ARG002
    ) -> None:
        """Connect with the key of `extras`; raises paramiko's errors, among them the one for an unknown host key."""
        options = extras or {}
        login = Login(
            hostname or "",
            Path(options["key_file"]),
            Path(options["known_hosts"]),
            username or "",
            port or 22,
            float(options.get("timeout", 5.0)),
        )
        self.connection = Batch(connected(login))

    def close(self) -> None:
        """End the connection."""
        self.connection.close()
