"""The transaction's own folder: manifest, originals, journal. A learner may remove or damage it at any time."""

from __future__ import annotations

import json
import os

from .errors import RefusedError
from .judge import is_manifest, is_seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Manifest, Seen

ORIGINALS, RUNNING, STAGE = "orig", "txn", "stage"
JOURNAL, RECOVER = "journal.json", "recover.py"


class Store:
    """State of mode 0700: `manifest.json`, `orig/` (first seen), `txn/` (running), `stage/`.

    Nothing in it tells of a configuration that went before: it may have been the solution of an exercise.
    """

    def __init__(self, root: str) -> None:
        """ROOT is made by `create`."""
        self.root = root

    def create(self) -> None:
        """Make the folder, again if someone removed it; another kind of file in its place is removed."""
        if os.path.lexists(self.root) and not os.path.isdir(self.root):
            os.unlink(self.root)
        os.makedirs(self.root, 0o700, exist_ok=True)

    def at(self, *parts: str) -> str:
        """Return the path of PARTS inside the folder."""
        return os.path.join(self.root, *parts)

    def read(self, *parts: str) -> object:
        """Return the JSON value kept at PARTS, None when it is missing or damaged."""
        try:
            with open(self.at(*parts), encoding="utf-8") as file:
                value: object = json.load(file)
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def write(self, value: object, *parts: str) -> None:
        """Keep VALUE at PARTS: whole or not at all, even if the power goes."""
        path = self.at(*parts)
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())
        os.rename(path + ".new", path)

    def keep(self, folder: str, path: str, seen: Seen) -> None:
        """Remember in FOLDER what was at PATH; RefusedError for what cannot be kept whole."""
        if seen["kind"] in ("big", "other"):
            raise RefusedError("backup", path, "not a regular file of at most 512 kB: move it away first")
        os.makedirs(self.at(folder), 0o700, exist_ok=True)
        note = {name: value for name, value in seen.items() if name != "raw"}
        with open(self.at(folder, _key(path)), "wb") as file:
            file.write(seen.get("raw", b""))
        self.write(note, folder, _key(path) + ".json")

    def kept(self, folder: str, path: str) -> Seen | None:
        """Return what FOLDER remembers of PATH."""
        note = self.read(folder, _key(path) + ".json")
        if not is_seen(note):
            return None
        if note["kind"] == "file":
            with open(self.at(folder, _key(path)), "rb") as file:
                note["raw"] = file.read()
        return note

    def release(self, folder: str, path: str) -> Seen | None:
        """Forget, and return, what FOLDER remembers of PATH."""
        seen = self.kept(folder, path)
        for name in (_key(path) + ".json", _key(path)):
            _remove(self.at(folder, name))
        return seen

    def manifest(self) -> Manifest:
        """Return what the last commit manages; nothing when the file is missing or damaged."""
        found = self.read("manifest.json")
        return found if is_manifest(found) else {"files": {}, "services": {}}

    def leave(self, program: bytes) -> None:
        """Put PROGRAM where the device's start looks for it: what follows is undone or cleared away there."""
        os.makedirs(self.at(RUNNING), 0o700, exist_ok=True)
        if not os.path.exists(self.at(RUNNING, RECOVER)):
            with open(self.at(RUNNING, RECOVER), "wb") as file:
                file.write(program)

    def drop(self, folder: str) -> None:
        """Remove a folder of the store with all that is in it.

        Its journal goes first: without it the rest is nothing. What the device's start runs to clear it goes last.
        """
        path = self.at(folder)
        if os.path.isdir(path) and not os.path.islink(path):
            for name in sorted(os.listdir(path), key=lambda name: (name != JOURNAL, name == RECOVER)):
                _remove(os.path.join(path, name))
        _remove(path)


def _key(path: str) -> str:
    return path.replace("/", "%")


def _remove(path: str) -> None:
    if os.path.islink(path) or not os.path.isdir(path):
        if os.path.lexists(path):
            os.unlink(path)
        return
    for name in os.listdir(path):
        _remove(os.path.join(path, name))
    os.rmdir(path)
