"""A commit to be confirmed: a process of its own undoes it when nobody does."""

from __future__ import annotations

import os
import time

from .journal import recover
from .lock import FOREVER, Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .store import Store


def watch(store: Store, seconds: float) -> None:
    """Leave a process behind, out of this session, that undoes the commit after SECONDS unless it was confirmed."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        os.setsid()
        if os.fork() == 0:
            _close_inherited()
            time.sleep(seconds + 0.1)
            with Lock(store, FOREVER):
                recover(store)
    finally:
        os._exit(0)


def _close_inherited() -> None:
    """Let go of the connection and of the lock that the parent holds."""
    os.closerange(3, 256)
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nothing, handle)
