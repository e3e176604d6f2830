"""Files of an instance: private from the first byte, replaced whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    with _whole(path, text) as temporary:
        temporary.chmod(mode)
        temporary.replace(path)


def create(path: Path, text: str) -> None:
    """Make PATH with TEXT, whole from the first moment; if another process was quicker, its file stays (link(2))."""
    with _whole(path, text) as temporary, suppress(FileExistsError):
        path.hardlink_to(temporary)


@contextmanager
def _whole(path: Path, text: str) -> Iterator[Path]:
    """A temporary file beside PATH that holds TEXT, gone at the end unless it was moved."""
    folder(path.parent)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield Path(temporary)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> InstanceError:
    return InstanceError(
        f"{path}: cannot be written ({error.strerror}); free some space or rights there, or move the instances "
        "elsewhere with CCP3_HOME=/another/folder"
    )
