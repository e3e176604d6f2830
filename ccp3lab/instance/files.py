"""Files of an instance: private from the first byte, replaced whole or not at all."""

import os
import tempfile
from itertools import takewhile
from pathlib import Path

from ccp3lab.errors import InstanceError

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def folder(path: Path) -> Path:
    """Make PATH and its parents, mode 0700; InstanceError says why it cannot."""
    missing = list(takewhile(lambda parent: not parent.is_dir(), (path, *path.parents)))
    try:
        for parent in reversed(missing):  # mkdir's own `parents` would not give them this mode
            parent.mkdir(PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise _refused(path, error) from error
    return path


def write(path: Path, text: str, mode: int = PRIVATE_FILE) -> None:
    """Replace PATH by TEXT atomically (rename(2)); on any failure the old content stays."""
    folder(path.parent)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> InstanceError:
    return InstanceError(
        f"{path}: cannot be written ({error.strerror}); free some space or rights there, or move the instances "
        "elsewhere with CCP3_HOME=/another/folder"
    )
