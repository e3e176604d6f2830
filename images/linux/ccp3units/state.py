"""What is true of a unit now: the process table first, then what the last job wrote down.

`/run/UNIT.service.status` has lines `KEY=VALUE`: `ActiveState`, and `MainPID` for a daemon. The toolkit's push writes
it as well, for what it starts by other ways than `systemctl`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ccp3units import processes
from ccp3units.command import program
from ccp3units.unit import Unit

_LINE = re.compile(r"(\w+)=(.*)")
SKEW = 2.0
"""Seconds by which a process may seem younger than the record of its start: the kernel counts in ticks."""


@dataclass(frozen=True)
class State:
    """`active` is active, inactive or failed; `sub` the finer word; `since` in seconds since 1970."""

    active: str
    sub: str
    pid: int = 0
    since: float | None = None
    result: str = ""


class States:
    """The records in FOLDER, held against the process table."""

    def __init__(self, folder: Path = Path("/run")) -> None:
        """FOLDER is another one in tests only."""
        self._folder = folder

    def of(self, unit: Unit) -> State:
        """Tell the state of UNIT; a daemon that the record believes alive and that is gone has failed."""
        record, since = self._read(unit)
        said = record.get("ActiveState", "active" if record else "inactive")
        result = record.get("Result", "")
        pid = 0 if unit.kind == "oneshot" else self._pid(unit, record, since)
        if pid:
            return State("active", "running", pid, processes.started(pid))
        if unit.kind == "oneshot" and said == "active":
            return State("active", "exited", since=since)
        if said == "inactive":
            return State("inactive", "dead", since=since)
        return State("failed", "failed", since=since, result=result or "exit-code")

    def write(self, unit: Unit, active: str, pid: int = 0, result: str = "") -> None:
        """Record how a job left UNIT."""
        lines = {"ActiveState": active, "MainPID": pid, "Result": result}
        text = "".join(f"{key}={value}\n" for key, value in lines.items() if value)
        self._file(unit).write_text(text)

    def forget(self, unit: Unit) -> None:
        """No record: inactive, if no process says otherwise."""
        self._file(unit).unlink(missing_ok=True)

    def _pid(self, unit: Unit, record: dict[str, str], since: float | None) -> int:
        """The main process: the recorded one, else the one its PID file names, else one that was started by hand.

        A process that is younger than the record has only got the number of the one that is gone.
        """
        recorded = _number(record.get("MainPID", ""))
        if recorded and since and processes.alive(recorded) and processes.started(recorded) <= since + SKEW:
            return recorded
        of_file = pid_file(unit)
        return of_file if processes.alive(of_file) else processes.running(program(unit))

    def _read(self, unit: Unit) -> tuple[dict[str, str], float | None]:
        try:
            text = self._file(unit).read_text(errors="replace")
            since = self._file(unit).stat().st_mtime
        except OSError:
            return {}, None
        return {found[1]: found[2] for line in text.splitlines() if (found := _LINE.fullmatch(line))}, since

    def _file(self, unit: Unit) -> Path:
        return self._folder / f"{unit.name}.status"


def pid_file(unit: Unit) -> int:
    """The process that the unit's `PIDFile=` names, 0 if it has none."""
    path = unit.one("Service", "PIDFile")
    try:
        return _number(Path("/run", path).read_text().strip()) if path else 0
    except OSError:
        return 0


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
