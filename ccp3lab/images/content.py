"""What goes into an image: the files of its folder, their hash, the build context made of exactly these files.

Left out: `image.yml` (it describes the container) and what Python or an editor leaves behind. Owner, date and umask of
a checkout don't count: the context has mode 0755 or 0644, so that two checkouts make, and share, the same image.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_CONTENT = frozenset({"image.yml", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"})
NOT_CONTENT_ENDS = (".pyc", ".swp", "~")
DIGITS = 12


@dataclass(frozen=True, order=True)
class Item:
    """One file: its path inside the folder, whether it may be executed, and what it holds."""

    path: str
    executable: bool
    content: bytes


def read(folder: Path) -> tuple[Item, ...]:
    """The files of an image's FOLDER, in the order of their paths."""
    return tuple(sorted(_item(folder, path) for path in _files(folder)))


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_CONTENT or path.name.endswith(NOT_CONTENT_ENDS):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _item(folder: Path, path: Path) -> Item:
    return Item(path.relative_to(folder).as_posix(), bool(path.stat().st_mode & 0o100), path.read_bytes())


def digest(items: Iterable[Item], parent: str) -> str:
    """Twelve hexadecimal digits that change with any of ITEMS and with the reference of the PARENT image."""
    whole = hashlib.sha256(parent.encode())
    for item in items:
        head = f"\0{item.path}\0{int(item.executable)}\0{len(item.content)}\0"
        whole.update(head.encode() + item.content)
    return whole.hexdigest()[:DIGITS]


def context(items: Iterable[Item]) -> bytes:
    """ITEMS as the tar archive that `docker build -` takes."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for item in items:
            head = tarfile.TarInfo(item.path)
            head.size = len(item.content)
            head.mode = 0o755 if item.executable else 0o644
            tar.addfile(head, io.BytesIO(item.content))
    return archive.getvalue()


def parent_of(items: Iterable[Item]) -> str | None:
    """The image that the Dockerfile's line `# parent: NAME` names, None if it has none."""
    dockerfile = next((item.content.decode() for item in items if item.path == "Dockerfile"), "")
    named = (line.removeprefix("# parent:").strip() for line in dockerfile.splitlines() if line.startswith("# parent:"))
    return next(named, None)
