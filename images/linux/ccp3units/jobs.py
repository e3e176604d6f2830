"""Jobs on one unit: start, stop, reload, restart."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ccp3units import processes
from ccp3units.command import command, environment, program
from ccp3units.errors import UnitError
from ccp3units.folders import prepare
from ccp3units.journal import Journal
from ccp3units.launch import Notify, ending, run_all, spawn, stays
from ccp3units.state import States, pid_file
from ccp3units.unit import Unit

TIMEOUT = 90.0
"""Seconds; systemd's default for a start and for a stop."""


class Jobs:
    """What `systemctl start` and its like do; one job on a unit at a time, others wait."""

    def __init__(self, states: States, journal: Journal, runtime: Path = Path("/run/systemd")) -> None:
        """RUNTIME, for locks and sockets, is another folder in tests only."""
        self._states, self._journal, self._runtime = states, journal, runtime

    def start(self, unit: Unit) -> None:
        """Start UNIT unless it runs; UnitError when it does not come up."""
        with self._alone(unit):
            self._start(unit)

    def stop(self, unit: Unit) -> None:
        """Stop UNIT and wait until it is gone."""
        with self._alone(unit):
            self._stop(unit)

    def restart(self, unit: Unit) -> None:
        """Stop UNIT if it runs, then start it: never a second one."""
        with self._alone(unit):
            self._stop(unit)
            self._start(unit)

    def reload(self, unit: Unit) -> None:
        """Let UNIT read its configuration again; UnitError when it has no way to, does not run, or refuses."""
        if not unit.all("Service", "ExecReload"):
            raise UnitError(f"Failed to reload {unit.name}: Job type reload is not applicable for unit {unit.name}.")
        with self._alone(unit):
            state = self._states.of(unit)
            if state.active != "active":
                raise UnitError(f"{unit.name} is not active, cannot reload.")
            seen = {**environment(unit), "MAINPID": str(state.pid)}
            if not run_all(unit, "ExecReload", seen, self._journal, TIMEOUT):
                self._journal.say(unit, f"Reload failed for {unit.name} - {unit.description}.")
                raise UnitError(_failed(unit))
            self._journal.say(unit, f"Reloaded {unit.name} - {unit.description}.")

    def _start(self, unit: Unit) -> None:
        if unit.masked:
            raise UnitError(f"Failed to start {unit.name}: Unit {unit.name} is masked.")
        if self._states.of(unit).active == "active":
            return
        self._journal.say(unit, f"Starting {unit.name} - {unit.description}...")
        try:
            pid = self._started(unit)
        except OSError as error:
            self._journal.say(unit, f"{unit.name}: {error}")
            pid = None
        if pid is None:
            self._states.write(unit, "failed", result="exit-code")
            self._journal.say(unit, f"{unit.name}: Failed with result 'exit-code'.")
            self._journal.say(unit, f"Failed to start {unit.name} - {unit.description}.")
            raise UnitError(_failed(unit))
        self._journal.say(unit, f"Started {unit.name} - {unit.description}.")

    def _started(self, unit: Unit) -> int | None:
        """The main process (0 for a unit without one), None when it did not come up."""
        seen = {**environment(unit), **prepare(unit)}
        limit = unit.seconds("TimeoutStartSec", TIMEOUT)
        if not run_all(unit, "ExecStartPre", seen, self._journal, limit):
            return None
        pid = self._main(unit, seen, limit)
        if pid is None:
            return None
        lasting = pid or unit.kind != "oneshot" or unit.says_yes("RemainAfterExit")
        self._states.write(unit, "active" if lasting else "inactive", pid)
        seen |= {"MAINPID": str(pid)} if pid else {}
        well = run_all(unit, "ExecStartPost", seen, self._journal, limit)
        if well and (not pid or processes.alive(pid)):
            return pid
        self._end(unit, pid)
        return None

    def _main(self, unit: Unit, seen: dict[str, str], limit: float) -> int | None:
        if unit.kind == "oneshot":
            return 0 if run_all(unit, "ExecStart", seen, self._journal, limit) else None
        if unit.kind == "forking":
            return self._forked(unit, seen, limit)
        notify = Notify(unit, self._runtime / "notify") if unit.kind.startswith("notify") else None
        try:
            seen = {**seen, "NOTIFY_SOCKET": str(notify.path)} if notify else seen
            child = spawn(unit, command(unit.one("Service", "ExecStart"), seen), seen, self._journal)
            up = notify.ready(child, limit) if notify else stays(child)
        finally:
            if notify:
                notify.close()
        if up:
            child.returncode = 0  # it goes on after us: nothing to wait for
            return child.pid
        self._gone(unit, child)
        return None

    def _forked(self, unit: Unit, seen: dict[str, str], limit: float) -> int | None:
        """The parent ends once the daemon is up; which process that is, its PID file tells, or its name."""
        if not run_all(unit, "ExecStart", seen, self._journal, limit):
            return None
        found = [0]

        def there() -> bool:
            found[0] = pid_file(unit) or processes.running(program(unit))
            return processes.alive(found[0])

        return found[0] if processes.until(there, limit if unit.one("Service", "PIDFile") else 2) else None

    def _gone(self, unit: Unit, child: subprocess.Popen[bytes]) -> None:
        code = child.poll()
        if code is None:
            self._journal.say(unit, f"{unit.name}: start operation timed out. Terminating.")
            child.kill()
            child.wait()
        else:
            self._journal.say(unit, f"{unit.name}: Main process exited, {ending(code)}")

    def _stop(self, unit: Unit) -> None:
        state = self._states.of(unit)
        if state.active != "active":
            return
        self._journal.say(unit, f"Stopping {unit.name} - {unit.description}...")
        seen = {**environment(unit), "MAINPID": str(state.pid)}
        limit = unit.seconds("TimeoutStopSec", TIMEOUT)
        well = run_all(unit, "ExecStop", seen, self._journal, limit)
        self._end(unit, state.pid)
        run_all(unit, "ExecStopPost", seen, self._journal, limit)
        if well or state.pid:
            self._states.forget(unit)
        else:
            self._states.write(unit, "failed", result="exit-code")
        self._journal.say(unit, f"Stopped {unit.name} - {unit.description}.")

    def _end(self, unit: Unit, pid: int) -> None:
        """End the main process, and those that it left in its session (`KillMode=`)."""
        if not pid:
            return
        mode = unit.one("Service", "KillMode") or "control-group"
        _kill(pid, _signal(unit))
        others = processes.session(pid) if mode == "control-group" else []
        for other in others:
            _kill(other, _signal(unit))
        gone = processes.until(lambda: not any(map(processes.alive, (pid, *others))), _patience(unit))
        for left in () if gone else (pid, *others):
            self._journal.say(unit, f"{unit.name}: Killing process {left} with signal SIGKILL.")
            _kill(left, signal.SIGKILL)

    @contextlib.contextmanager
    def _alone(self, unit: Unit) -> Iterator[None]:
        self._runtime.mkdir(parents=True, exist_ok=True)
        with (self._runtime / f"{unit.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _patience(unit: Unit) -> float:
    return unit.seconds("TimeoutStopSec", TIMEOUT)


def _signal(unit: Unit) -> signal.Signals:
    return signal.Signals[unit.one("Service", "KillSignal") or "SIGTERM"]


def _kill(pid: int, with_signal: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, with_signal)


def _failed(unit: Unit) -> str:
    return (
        f"Job for {unit.name} failed because the control process exited with error code.\n"
        f'See "systemctl status {unit.name}" and "journalctl -xeu {unit.name}" for details.'
    )
