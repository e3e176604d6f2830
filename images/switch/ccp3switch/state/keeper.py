"""A program kept alive by a shell of its own, so that it outlives this one; known again by a file with its number."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 3.0
_KEEP = 'while :; do "$@"; sleep 0.2; done'


class Keeper:
    """Keeps one program. `file` holds the number of the shell, which leads a process group."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._shell: subprocess.Popen[bytes] | None = None

    @property
    def group(self) -> int | None:
        """The process group, whoever started it; None when none runs.

        A shell of our own is known as such: its words stand in /proc only a moment after its start.
        """
        if self._shell is not None and self._shell.poll() is None:
            return self._shell.pid
        try:
            pid = int(self._file.read_text())
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if str(self._file).encode() in words else None

    def start(self, words: list[str], errors: Path) -> None:
        """Start the program; what it says goes to `errors`. Raises OSError."""
        self.reap()
        with errors.open("wb") as said:
            self._shell = subprocess.Popen(
                ["sh", "-c", _KEEP, str(self._file), *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        self._file.write_text(str(self._shell.pid))

    def stop(self) -> None:
        """End it, whoever started it."""
        group = self.group
        if group is not None:
            for sign in (signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(group, sign)
                if until(lambda: not _members(group)):
                    break
        self.reap()
        self._file.unlink(missing_ok=True)

    def reap(self) -> None:
        """Let a shell of ours that has ended go."""
        if self._shell is not None:
            self._shell.poll()


def _members(group: int) -> list[int]:
    """The processes of a group; one that only waits to be reaped is none any more (proc_pid_stat(5))."""
    found = ((file.parent.name, _stat(file)) for file in Path("/proc").glob("[0-9]*/stat"))
    return [int(pid) for pid, words in found if words[2:3] == [str(group)] and words[0] != "Z"]


def _stat(file: Path) -> list[str]:
    """State, parent, group and so on of a process; empty when it has gone."""
    try:
        return file.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def until(true: Callable[[], bool]) -> bool:
    """Poll until it is true; False when it was not within SECONDS."""
    end = time.monotonic() + SECONDS
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.01)
    return done
