"""One transaction at a time on a device."""

from __future__ import annotations

import fcntl
from types import TracebackType

from .errors import RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .store import Store


class Lock:
    """An exclusive lock on the store for the time of a `with`; RefusedError at once when another operator has it."""

    def __init__(self, store: Store, wait: bool = False) -> None:
        """WAIT stays in the queue instead."""
        self._store, self._mode = store, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB

    def __enter__(self) -> None:
        self._store.create()
        self._file = open(self._store.at("lock"), "w")  # held until __exit__
        try:
            fcntl.flock(self._file, self._mode)
        except OSError:
            self._file.close()
            raise RefusedError("lock", "", "another transaction is in progress on this device") from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)  # said aloud: a process forked meanwhile shares this descriptor
        self._file.close()
