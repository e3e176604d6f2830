"""Runs dnsmasq, kept alive by a shell of its own; what a former life of the program left running is ended first."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from ccp3switch.errors import ApplyError
from ccp3switch.flash import write_whole
from ccp3switch.live.dnsmasq import CONFIG, LEASES, LOG, RUN
from ccp3switch.live.leases import without
from ccp3switch.state.run import output
from ccp3switch.state.services import Services

_PID, _KEEPER, _ERRORS = "dhcp.pid", "dhcp-keeper.pid", "dhcp.errors"
_KEEP = 'while :; do dnsmasq --keep-in-foreground --conf-file="$0"; sleep 0.2; done'
_SECONDS = 3.0
_LONGEST_LOG = 1 << 20


class ServicesHand:
    """The process of relay and server; its files are in `folder`."""

    def __init__(self, folder: Path = RUN) -> None:
        self._folder = folder
        self._keeper: subprocess.Popen[bytes] | None = None

    def apply(self, old: Services | None, new: Services) -> None:
        """Start it anew when its configuration differs. Raises ApplyError; one that it refuses changes nothing."""
        if old == new:
            return
        if new.dhcp:
            self._write(new)
        self._stop()
        if new.dhcp:
            self._start()

    def settle(self, now: Services) -> None:
        """A keeper that was killed is started again; a log that grew long begins anew. Raises ApplyError."""
        if not now.dhcp:
            return
        log = self._folder / LOG
        if log.exists() and log.stat().st_size > _LONGEST_LOG:
            os.truncate(log, 0)
        if self._group() is None:
            self._start()

    def forget(self, addresses: Iterable[str]) -> None:
        """End the leases of these addresses, and the memory of declined ones. Raises ApplyError."""
        running = self._group() is not None
        self._stop()
        leases = self._folder / LEASES
        if leases.exists():
            self._save(LEASES, without(leases.read_text(), addresses))
        if running:
            self._start()

    def _write(self, new: Services) -> None:
        files = (f"dhcp-leasefile={self._folder / LEASES}", f"pid-file={self._folder / _PID}")
        lines = (*new.dhcp, *files, f"log-facility={self._folder / LOG}")
        self._save(f"{CONFIG}.new", "\n".join(lines) + "\n")
        output(["dnsmasq", "--test", f"--conf-file={self._folder / CONFIG}.new"])
        (self._folder / f"{CONFIG}.new").replace(self._folder / CONFIG)

    def _save(self, name: str, text: str) -> None:
        try:
            write_whole(self._folder / name, text.encode())
        except OSError as error:
            raise ApplyError(f"{name}: {error.strerror}") from error

    def _start(self) -> None:
        """Start, and wait until it serves. It remembers no declined address, so its log begins anew too."""
        self._reap()
        for name in (_PID, LOG):
            (self._folder / name).unlink(missing_ok=True)
        words = ["sh", "-c", _KEEP, str(self._folder / CONFIG)]
        with (self._folder / _ERRORS).open("wb") as errors:
            self._keeper = subprocess.Popen(words, stdin=subprocess.DEVNULL, stderr=errors, start_new_session=True)
        self._save(_KEEPER, str(self._keeper.pid))
        if not _until((self._folder / _PID).exists):
            self._stop()
            said = (self._folder / _ERRORS).read_text().strip().splitlines()
            raise ApplyError(said[-1] if said else "dnsmasq: does not start")

    def _stop(self) -> None:
        group = self._group()
        if group is not None:
            served = self._number(_PID)
            for sign in (signal.SIGTERM, signal.SIGKILL):
                _signal(group, sign)
                if _until(lambda: not _runs(group) and not _runs(served)):
                    break
        self._reap()
        (self._folder / _KEEPER).unlink(missing_ok=True)

    def _reap(self) -> None:
        if self._keeper is not None:
            self._keeper.poll()

    def _number(self, name: str) -> int:
        """The number in a file, 0 for none."""
        try:
            return int((self._folder / name).read_text())
        except (OSError, ValueError):
            return 0

    def _group(self) -> int | None:
        """The process group of the keeper, whoever started it; None when none runs."""
        pid = self._number(_KEEPER)
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return None
        return pid if str(self._folder / CONFIG).encode() in words else None


def _signal(group: int, sign: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, sign)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not (proc_pid_stat(5))."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + _SECONDS
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.01)
    return done
