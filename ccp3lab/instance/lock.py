"""One command at a time changes an instance (flock(2)).

The lock's descriptor is handed to the programs that a command starts: when the command is killed, its orphans still
hold the lock, so the next command waits for them instead of working against them.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from ccp3lab.errors import RefusedError
from ccp3lab.instance.files import folder
from ccp3lab.instance.folder import Instance

_POLL = 0.1


@contextmanager
def locked(instance: Instance, patience: float = 60.0) -> Iterator[int]:
    """Hold INSTANCE's lock, waiting at most PATIENCE seconds for it; yields its file descriptor.

    Raises RefusedError when another command keeps it longer than that.
    """
    deadline = time.monotonic() + patience
    while (handle := _taken(instance)) is None:
        if time.monotonic() > deadline:
            raise RefusedError(
                f"{instance.lab} of {instance.learner}: another command has been changing it for "
                f"{patience:.0f} s; wait for its end (`fuser {instance.lock_file}` tells which process it is)"
            )
        time.sleep(_POLL)
    try:
        yield handle
    finally:
        os.close(handle)


def _taken(instance: Instance) -> int | None:
    """The lock's descriptor, None while another command holds it.

    `down` deletes the instance with its lock: who locked a deleted file keeps nobody out.
    """
    folder(instance.lock_file.parent)
    with ExitStack() as unless_taken:
        try:
            handle = os.open(instance.lock_file, os.O_RDWR | os.O_CREAT, 0o600)
            unless_taken.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), instance.lock_file.stat()):
                unless_taken.pop_all()
                return handle
        except (BlockingIOError, FileNotFoundError):
            pass
        return None
