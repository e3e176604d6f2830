"""One transaction at a time on a device."""

from __future__ import annotations

import fcntl
import time
from types import TracebackType

from .errors import RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .store import Store

FOREVER = float("inf")
PAUSE = 0.05


class Lock:
    """An exclusive lock on the store for the time of a `with`; RefusedError when another operator keeps it."""

    def __init__(self, store: Store, patience: float) -> None:
        """Wait PATIENCE seconds at most for the turn."""
        self._store, self._patience = store, patience

    def __enter__(self) -> None:
        self._store.create()
        self._file = open(self._store.at("lock"), "w")  # held until __exit__
        deadline = time.monotonic() + self._patience
        while not self._taken():
            if time.monotonic() >= deadline:
                self._file.close()
                raise RefusedError("lock", "", "another transaction is in progress on this device")
            time.sleep(PAUSE)

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)  # said aloud: a process forked meanwhile shares this descriptor
        self._file.close()
