"""Runs dnsmasq for DHCP; what a former life of the program left running is ended first."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ccp3switch.errors import ApplyError
from ccp3switch.flash import write_whole
from ccp3switch.live.dnsmasq import CONFIG, LEASES, LOG, RUN
from ccp3switch.live.leases import without
from ccp3switch.state.keeper import Keeper, until
from ccp3switch.state.run import output
from ccp3switch.state.services import Services

_PID, _ERRORS = "dhcp.pid", "dhcp.errors"
_LONGEST_LOG = 1 << 20


class ServicesHand:
    """The process of relay and server; its files are in `folder`."""

    def __init__(self, folder: Path = RUN) -> None:
        self._folder = folder
        self._keeper = Keeper(folder / "dhcp-keeper.pid")

    def apply(self, old: Services | None, new: Services) -> None:
        """Start it anew when its configuration differs. Raises ApplyError; one that it refuses changes nothing."""
        if old == new:
            return
        if new.dhcp:
            self._write(new)
        self._keeper.stop()
        if new.dhcp:
            self._start()

    def settle(self, now: Services) -> None:
        """A keeper that was killed is started again; a log that grew long begins anew. Raises ApplyError."""
        if not now.dhcp:
            return
        log = self._folder / LOG
        if log.exists() and log.stat().st_size > _LONGEST_LOG:
            os.truncate(log, 0)
        if self._keeper.group is None:
            self._start()

    def forget(self, addresses: Iterable[str]) -> None:
        """End the leases of these addresses, and the memory of declined ones. Raises ApplyError."""
        running = self._keeper.group is not None
        self._keeper.stop()
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
        for name in (_PID, LOG):
            (self._folder / name).unlink(missing_ok=True)
        errors = self._folder / _ERRORS
        try:
            self._keeper.start(["dnsmasq", "--keep-in-foreground", f"--conf-file={self._folder / CONFIG}"], errors)
        except OSError as error:
            raise ApplyError(f"dnsmasq: {error}") from error
        if not until((self._folder / _PID).exists):
            self._keeper.stop()
            said = errors.read_text().strip().splitlines()
            raise ApplyError(said[-1] if said else "dnsmasq: does not start")
