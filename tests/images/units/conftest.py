"""A device's unit files, records and logs in a folder of the test; its processes are real ones of this machine."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "images" / "linux"))

from ccp3units import processes
from ccp3units.jobs import Jobs
from ccp3units.journal import Journal
from ccp3units.library import Library
from ccp3units.state import State, States
from ccp3units.unit import Unit

PACKAGES = "usr/lib/systemd/system"
OWN = "etc/systemd/system"


class Device:
    """What the modules work on, below FOLDER."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in (PACKAGES, OWN, "run", "log"):
            (folder / name).mkdir(parents=True)
        self.library = Library(folder)
        self.states = States(folder / "run")
        self.journal = Journal(folder / "log")
        self.jobs = Jobs(self.states, self.journal, folder / "run/systemd")

    def write(self, name: str, *lines: str, place: str = PACKAGES) -> Unit:
        """A unit file (`[Service]` unless LINES begin a section); returned as the library reads it."""
        path = self.folder / place / name
        path.parent.mkdir(exist_ok=True)
        head = [] if lines[0].startswith("[") else ["[Service]"]
        path.write_text("\n".join([*head, *lines]) + "\n")
        return self.library.get(name if name.endswith(".service") else path.parent.name.removesuffix(".d"))

    def state(self, unit: Unit) -> State:
        return self.states.of(unit)

    def log(self, unit: Unit) -> str:
        return "\n".join(self.journal.last(unit, 100))


def namespace(pid: int | str) -> str:
    """Which PID namespace (pid_namespaces(7)) a process is in; empty when it is gone."""
    try:
        return str(Path(f"/proc/{pid}/ns/pid").readlink())
    except OSError:
        return ""


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
    """A device that does not see into the containers of this machine: their `named` is not its own."""
    seen, ours = processes.everyone, namespace("self")
    monkeypatch.setattr(processes, "everyone", lambda: (pid for pid in seen() if namespace(pid) == ours))
    made = Device(tmp_path)
    yield made
    for unit in made.library.units():
        state = made.states.of(unit)
        if state.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(state.pid, signal.SIGKILL)
