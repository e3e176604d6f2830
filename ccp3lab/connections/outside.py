"""The Nornir connection `ccp3_outside`: a batch of commands in the network of a device, by programs of the toolkit.

The device's owner is root there and may replace every program on it: these are not the device's. The protocol is that
of `ccp3_batch`, the program too.
"""

import contextlib
import json
import os
import secrets
import selectors
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ccp3lab.connections.batch import CAP, GRACE, Answer, BatchError, Job, answers, program

if TYPE_CHECKING:
    from nornir.core.configuration import Config


class NotThereError(BatchError):
    """No program could be started in the network of the device."""


@dataclass(frozen=True)
class Outside:
    """The network of one device. `entry` gives the argv of a Python that is in it; `forget` makes it find out anew."""

    entry: Callable[[], tuple[str, ...]]
    forget: Callable[[], None]

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        """The answers to JOBS, in their order; raises BatchError. A device that started anew is found again."""
        try:
            return _ran(self.entry(), jobs)
        except NotThereError:
            self.forget()
            return _ran(self.entry(), jobs)


def _ran(entry: tuple[str, ...], jobs: Sequence[Job]) -> list[Answer]:
    deadline = max((job.timeout for job in jobs), default=0.0) + GRACE / 2
    token = secrets.token_hex(16)
    batch = {"jobs": [asdict(job) for job in jobs], "cap": CAP, "deadline": deadline, "token": token}
    process = subprocess.Popen(
        [*entry, "-I", "-S", "-c", program()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        output = _spoken(process, json.dumps(batch).encode() + b"\n", (2 * CAP) * len(jobs) + 4096, deadline + GRACE)
    finally:
        process.kill()
        process.communicate()
    if token.encode() not in output:
        raise NotThereError("l'outil ne peut pas regarder depuis le réseau de cet équipement")
    return answers(output, token, len(jobs))


def _spoken(process: "subprocess.Popen[bytes]", question: bytes, limit: int, patience: float) -> bytes:
    """What PROCESS prints after QUESTION; raises BatchError beyond LIMIT bytes or after PATIENCE seconds."""
    output, end = bytearray(), time.monotonic() + patience
    if process.stdin is None or process.stdout is None:
        raise BatchError("pas de réponse")
    with contextlib.suppress(BrokenPipeError):  # what did not start is told by its silence
        process.stdin.write(question)
        process.stdin.flush()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(output) <= limit:
            if not selector.select(max(0.0, end - time.monotonic())):
                raise BatchError("pas de réponse dans le délai")
            part = os.read(process.stdout.fileno(), 65536)
            if not part:
                return bytes(output)
            output += part
    raise BatchError("réponse trop longue")


class OutsideConnection:
    """Nornir's view of it: `connection` is an Outside. Extras: `entry` and `forget`, as Outside has them."""

    connection: Outside

    def open(
        self,
        hostname: str | None,  # noqa: ARG002 - the plugin's signature
        username: str | None,  # noqa: ARG002
        password: str | None,  # noqa: ARG002
        port: int | None,  # noqa: ARG002
        platform: str | None,  # noqa: ARG002
        extras: dict[str, Any] | None = None,
        configuration: "Config | None" = None,  # noqa: ARG002
    ) -> None:
        """Nothing is opened: each batch enters anew."""
        options = extras or {}
        self.connection = Outside(options["entry"], options["forget"])

    def close(self) -> None:
        """Nothing is open."""
