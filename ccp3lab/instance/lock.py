"""One command at a time changes an instance (flock(2)).

The lock's descriptor is handed to the programs that a command starts: when the command is killed, its orphans still
hold the lock, so the next command waits for them instead of working against them.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ccp3lab.errors import RefusedError
from ccp3lab.instance.files import folder
from ccp3lab.instance.folder import Instance

_POLL = 0.1


@contextmanager
def locked(instance: Instance, patience: float = 60.0) -> Iterator[int]:
    """Hold INSTANCE's lock, waiting at most PATIENCE seconds for it; yields its file descriptor.

    Raises RefusedError when another command keeps it longer than that.
    """
    folder(instance.lock_file.parent)
    handle = os.open(instance.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle, instance, patience)
        yield handle
    finally:
        os.close(handle)


def _take(handle: int, instance: Instance, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise RefusedError(
                    f"{instance.lab} of {instance.learner}: another command has been changing it for "
                    f"{patience:.0f} s; wait for its end (`fuser {instance.lock_file}` tells which process it is)"
                ) from None
            time.sleep(_POLL)
        else:
            return
