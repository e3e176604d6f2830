"""The switch's files: `flash:` is one flat folder, `nvram:startup-config` one file apart. Written whole or not."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ccp3switch.errors import FlashError

CAPACITY = 128 * 1024 * 1024
STARTUP = "startup-config"
UNFINISHED = ".new-"
_NAME = re.compile(r"[A-Za-z0-9_][\w.+-]{0,62}", re.ASCII)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step: even loss of power leaves the old or the new one. Raises OSError."""
    _replace(path, data, _to_disk)


def write_quickly(path: Path, data: bytes) -> None:
    """As `write_whole` for a file that no start of the machine outlives: only the program's own end may come between.

    No disk is waited for.
    """
    _replace(path, data, lambda _file: None)


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _replace(path: Path, data: bytes, settle: Callable[[BinaryIO], None]) -> None:
    new = path.with_name(f"{UNFINISHED}{path.name}")
    try:
        with new.open("wb") as file:
            file.write(data)
            settle(file)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class Flash:
    """Files under `root`: `root/flash/*` and `root/nvram/startup-config`."""

    root: Path

    @property
    def folder(self) -> Path:
        """The folder behind `flash:`."""
        return self.root / "flash"

    def prepare(self) -> None:
        """Make the folders; what a killed program left half written goes."""
        for name in ("flash", "nvram"):
            folder = self.root / name
            folder.mkdir(parents=True, exist_ok=True)
            for left in folder.glob(f"{UNFINISHED}*"):
                left.unlink()

    def path(self, name: str) -> Path:
        """The file behind `flash:/x`, `x` or `startup-config`. Raises FlashError on a name that is none."""
        bare = name.partition(":")[2].lstrip("/") if ":" in name else name
        if bare == STARTUP and not name.startswith("flash:"):
            return self.root / "nvram" / STARTUP
        if not _NAME.fullmatch(bare) or name.startswith(("nvram:", "system:", "null:")):
            raise FlashError(f"%Error opening {name} (No such file or directory)")
        return self.folder / bare

    def read(self, name: str) -> str:
        """Text of a file; bytes that are no UTF-8 become U+FFFD. Raises FlashError."""
        return self.data(name).decode("utf-8", errors="replace").replace("\r\n", "\n")

    def data(self, name: str) -> bytes:
        """Bytes of a file. Raises FlashError."""
        try:
            return self.path(name).read_bytes()
        except OSError as error:
            raise FlashError(f"%Error opening {name} (No such file or directory)") from error

    def write(self, name: str, text: str) -> None:
        """Write a file whole. Raises FlashError; the file that was there then stays."""
        data, path = text.encode(), self.path(name)
        if path.parent == self.folder and len(data) > self.free() + _size(path):
            raise FlashError(f"%Error writing {name} (No space left on device)")
        try:
            write_whole(path, data)
        except OSError as error:
            raise FlashError(f"%Error writing {name} ({error.strerror})") from error

    def delete(self, name: str) -> None:
        """Remove a file. Raises FlashError."""
        try:
            self.path(name).unlink()
        except OSError as error:
            raise FlashError(f"%Error deleting {name} (No such file or directory)") from error

    def free(self) -> int:
        """Bytes left of the capacity."""
        return max(0, CAPACITY - sum(_size(file) for file in self.folder.iterdir()))

    def listing(self, name: str) -> str:
        """What `dir` prints for a file or for the whole flash. Raises FlashError."""
        whole = name.partition(":")[2].strip("/") == ""
        files = sorted(self._visible()) if whole else [self.path(name)]
        if not all(file.is_file() for file in files):
            raise FlashError(f"%Error opening {name} (No such file or directory)")
        rows = [_row(index, file) for index, file in enumerate(files, 2)]
        head = "flash:/" if whole else name
        body = "\n".join(rows) if rows else "No files in directory"
        return f"Directory of {head}\n\n{body}\n\n{CAPACITY} bytes total ({self.free()} bytes free)\n"

    def _visible(self) -> list[Path]:
        return [file for file in self.folder.iterdir() if not file.name.startswith(".")]

    def md5(self, name: str) -> str:
        """What `verify /md5` prints. Raises FlashError."""
        digest = hashlib.md5(self.data(name), usedforsecurity=False).hexdigest()
        return f".Done!\nverify /md5 ({name}) = {digest}\n"


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def _row(index: int, file: Path) -> str:
    stat = file.stat()
    stamp = datetime.fromtimestamp(stat.st_mtime, UTC).strftime("%b %d %Y %H:%M:%S +00:00")
    return f"{index:>5}  -rw-  {stat.st_size:>10}  {stamp}  {file.name}"
