"""Runs the commands of a unit, under its user, with its output in the journal; waits until they are ready."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from ccp3units import processes
from ccp3units.command import Command, command
from ccp3units.journal import Journal
from ccp3units.unit import Unit

STILL = 0.15
"""Seconds that a `simple` daemon must stay alive to count as started: most refuse a wrong configuration at once."""


def spawn(unit: Unit, what: Command, environment: Mapping[str, str], journal: Journal) -> subprocess.Popen[bytes]:
    """Start one command as a session of its own."""
    words = what.words if what.as_root else (*_as_user(unit), *what.words)
    with journal.open(unit) as log:
        return subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=dict(environment),
            cwd=unit.one("Service", "WorkingDirectory").lstrip("-") or "/",
            start_new_session=True,
            umask=0o022,
        )


def _as_user(unit: Unit) -> tuple[str, ...]:
    """setpriv(1) as a prefix, for `User=`, `Group=` and `AmbientCapabilities=`."""
    user, group = unit.one("Service", "User"), unit.one("Service", "Group")
    if not user and not group:
        return ()
    rights = [f"+{name.removeprefix('CAP_').lower()}" for name in unit.words("Service", "AmbientCapabilities")]
    prefix = ["setpriv", "--init-groups" if user else "--keep-groups"]
    prefix += [f"--reuid={user}"] if user else []
    prefix += [f"--regid={group or user}"]
    prefix += [f"--inh-caps={','.join(rights)}", f"--ambient-caps={','.join(rights)}"] if rights else []
    return (*prefix, "--")


def run_all(unit: Unit, key: str, environment: Mapping[str, str], journal: Journal, limit: float) -> bool:
    """Run the commands of KEY one after the other; False as soon as one fails that may not."""
    for line in unit.all("Service", key):
        what = command(line, environment)
        if not what.words:
            continue
        code = _run(unit, what, environment, journal, limit)
        if code and not what.may_fail:
            journal.say(unit, f"{unit.name}: {key} process exited, {ending(code)}: {' '.join(what.words)}")
            return False
    return True


def _run(unit: Unit, what: Command, environment: Mapping[str, str], journal: Journal, limit: float) -> int:
    try:
        child = spawn(unit, what, environment, journal)
    except OSError as error:
        journal.say(unit, f"{unit.name}: Failed to execute {what.words[0]}: {error.strerror}")
        return 203
    try:
        return child.wait(limit)
    except subprocess.TimeoutExpired:
        child.kill()
        journal.say(unit, f"{unit.name}: {what.words[0]} did not end within {limit:.0f} s. Killing.")
        return child.wait()


def ending(code: int) -> str:
    """How a process ended, as systemd writes it."""
    return f"code=killed, status={-code}" if code < 0 else f"code=exited, status={code}/FAILURE"


def stays(child: subprocess.Popen[bytes]) -> bool:
    """Whether CHILD is alive for a moment."""
    return not processes.until(lambda: child.poll() is not None, STILL)


class Notify:
    """The socket on which a `notify` daemon says that it is ready: sd_notify(3)."""

    def __init__(self, unit: Unit, folder: Path) -> None:
        """The daemon may have changed its user by then: everybody may write."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{unit.name}.{os.getpid()}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._socket.settimeout(processes.POLL)
        self.path.chmod(0o666)

    def ready(self, child: subprocess.Popen[bytes], limit: float) -> bool:
        """Whether READY=1 is said within LIMIT seconds; a daemon that ends before is not."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            try:
                if b"READY=1" in self._socket.recv(4096).split(b"\n"):
                    return True
            except TimeoutError:
                if child.poll() is not None:
                    return False
        return False

    def close(self) -> None:
        """What the daemon says later is heard by nobody."""
        self._socket.close()
        self.path.unlink(missing_ok=True)
