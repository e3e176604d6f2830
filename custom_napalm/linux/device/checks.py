"""The services' own checkers, on staged copies: nothing on the device is replaced before they agree."""

from __future__ import annotations

import os

from .discreet import only_place
from .errors import RefusedError
from .shell import run
from .store import JOURNAL, RUNNING, STAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Entry
    from .store import Store


def check(store: Store, files: list[Entry], due: list[Entry], limit: float, program: bytes) -> None:
    """Stage FILES and run the checkers of those DUE; RefusedError with the checker's words, real paths in them.

    PROGRAM is what the device's start runs to clear the stage away, if it comes to that.
    """
    if not due:
        return
    stage = store.at(STAGE)
    store.drop(STAGE)
    store.leave(program)
    try:
        for entry in files:
            _stage(stage, entry, files)
        for entry in due:
            command = entry["check"].replace("{}", stage + entry["path"])
            code, text = run(command, limit, store.at("out"))
            if code:
                words = text.replace(stage, "") or f"no message, exit {code}"
                secret = only_place(words, entry["path"]) if entry["secret"] else words
                raise RefusedError("check", entry["path"], secret)
    finally:
        store.drop(STAGE)
        if not os.path.exists(store.at(RUNNING, JOURNAL)):
            store.drop(RUNNING)


def _stage(stage: str, entry: Entry, files: list[Entry]) -> None:
    """Write the staged copy: a quoted path of another candidate in it points to that one's staged copy."""
    text = entry["content"]
    for other in sorted((file["path"] for file in files), key=len, reverse=True):
        text = text.replace(f'"{other}"', f'"{stage}{other}"')
    path = stage + entry["path"]
    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.chmod(path, 0o600)
