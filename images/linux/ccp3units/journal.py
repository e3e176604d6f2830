"""The logs that journalctl shows: one file a unit, with what its processes print and what happened to it."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import IO

from ccp3units.unit import Unit

FOLDER = Path("/var/log/journal")


class Journal:
    """The log files in FOLDER."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """FOLDER is another one in tests only."""
        self._folder = folder

    def path(self, unit: Unit) -> Path:
        """The log of UNIT."""
        return self._folder / f"{unit.name}.log"

    def open(self, unit: Unit) -> IO[bytes]:
        """The log of UNIT, to be written on."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self.path(unit).open("ab", buffering=0)

    def say(self, unit: Unit, words: str) -> None:
        """A line of the manager itself."""
        head = f"{time.strftime('%b %d %H:%M:%S')} {socket.gethostname()} systemd[1]"
        with self.open(unit) as log:
            log.write(f"{head}: {words}\n".encode())

    def last(self, unit: Unit, count: int) -> list[str]:
        """The last COUNT lines of UNIT's log."""
        try:
            text = self.path(unit).read_text(errors="replace")
        except OSError:
            return []
        return text.splitlines()[-count:] if count > 0 else []
