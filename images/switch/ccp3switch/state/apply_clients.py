"""Runs the DHCP clients; those that a former life of the program left go on if they are wanted still."""

from __future__ import annotations

from pathlib import Path

from ccp3switch.errors import ApplyError
from ccp3switch.live.offers import CLIENTS, LEASE
from ccp3switch.state.clients import Clients, words
from ccp3switch.state.keeper import Keeper


class ClientsHand:
    """One process for each device; their files are in `folder`."""

    def __init__(self, folder: Path = CLIENTS) -> None:
        self._folder = folder
        self._keepers: dict[str, Keeper] = {}

    def apply(self, old: Clients | None, new: Clients) -> None:
        """End those that are not wanted, start those that do not run. Raises ApplyError."""
        if old == new:
            return
        running = {file.stem for file in self._folder.glob("*.pid")} | self._keepers.keys()
        renamed = old is not None and old.hostname != new.hostname
        for device in sorted(running if renamed else running - new.devices):
            self._keeper(device).stop()
            (self._folder / f"{device}{LEASE}").unlink(missing_ok=True)
        self._start(new)

    def settle(self, now: Clients) -> None:
        """A client that was killed with its keeper is started again. Raises ApplyError."""
        self._start(now)

    def _start(self, now: Clients) -> None:
        for device in sorted(now.devices):
            keeper = self._keeper(device)
            if keeper.group is None:
                try:
                    self._folder.mkdir(exist_ok=True)
                    keeper.start(words(device, now.hostname), self._folder / f"{device}.errors")
                except OSError as error:
                    raise ApplyError(f"udhcpc: {error}") from error

    def _keeper(self, device: str) -> Keeper:
        return self._keepers.setdefault(device, Keeper(self._folder / f"{device}.pid"))
