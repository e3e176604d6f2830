"""The loop of the device side, and the way in for the device's start."""

from __future__ import annotations

import os

from .discreet import discreet, short
from .errors import RefusedError
from .files import look
from .journal import recover, recover_at_start
from .lock import FOREVER, Lock
from .operations import OPERATIONS, Operations
from .store import Store
from .talk import Talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shapes import Entry

STATE = "/var/lib/lab-config"
PATIENCE = 5.0
"""Seconds for a turn: an operator who was killed in a commit leaves an undo behind that takes a while."""


def serve(program: bytes) -> None:
    """Answer one request after the other until the operator is gone."""
    os.chdir("/")
    os.umask(0o077)
    talk, store = Talk(0, 1), Store(STATE)
    operations = Operations(store, talk, program)
    while (request := talk.hear(None)) is not None:
        talk.say(answer(store, operations, request))


def answer(store: Store, operations: Operations, request: dict[str, Any]) -> dict[str, object]:
    """Return the answer to REQUEST: `ok` with a note, `refused` with phase, where and text, or `error`."""
    name = request["op"]
    if name not in OPERATIONS:
        return {"error": f"no such operation: {name}"}
    try:
        with Lock(store, PATIENCE):
            note = recover(store)
            return {"ok": getattr(operations, str(name))(request), "note": told(store, request, note)}
    except RefusedError as refused:
        words = told(store, request, refused.text)
        return {"refused": {"phase": refused.phase, "where": refused.where, "text": words}}
    except Exception as error:  # the operator must hear of it: without an answer he would wait for his deadline
        return {"error": f"{type(error).__name__}: {error}"}


def told(store: Store, request: dict[str, Any], words: str) -> str:
    """Return WORDS as they may leave the device: nothing of a secret file, of now or of the candidate, and not long."""
    files: list[Entry] = request.get("candidate", {}).get("files", [])
    secrets = [(entry["path"], entry["content"]) for entry in files if entry["secret"]]
    for path, entry in store.manifest()["files"].items():
        if entry["secret"]:
            secrets.append((path, look(path).get("raw", b"").decode("utf-8", "replace")))
    known = [entry["content"] for entry in files if not entry["secret"]]
    return short(discreet(words, secrets, known), [entry["path"] for entry in files])


def start() -> None:
    """Undo what a transaction left half done; run by the device's start program."""
    store = Store(STATE)
    with Lock(store, FOREVER):
        recover_at_start(store)
