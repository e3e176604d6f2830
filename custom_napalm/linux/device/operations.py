"""What an operator can ask: one function for each operation, by its name in the request."""

from __future__ import annotations

import binascii

from . import journal
from .checks import check
from .commit import commit
from .errors import RefusedError
from .files import look, owner
from .plan import plan, to_check, touched
from .services import Services
from .shell import capture
from .store import JOURNAL, RUNNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shapes import Change, Plan, Seen, Service, Undo
    from .store import Store
    from .talk import Talk

CLI_CAP = 1024 * 1024


class Operations:
    """The operations on one device; each returns what becomes `ok` in the answer."""

    def __init__(self, store: Store, talk: Talk, program: bytes) -> None:
        """PROGRAM is the text of this very program, kept beside a journal for the device's start.

        What a rollback needs is in memory alone: it ends with the connection, and no learner finds it.
        """
        self._store, self._talk, self._program = store, talk, program
        self._undo: Undo | None = None

    def compare(self, request: dict[str, Any]) -> dict[str, object]:
        """Tell what would change; with `check`, let the checkers judge it as well."""
        candidate, limit = request["candidate"], request["limit"]
        wanted = plan(self._store, candidate)
        if request["check"]:
            due = to_check(candidate, wanted["changes"])
            check(self._store, candidate["files"], due, limit, self._program)
        services = Services(limit, self._store.at("out"))
        judges = judged_by(candidate["services"], wanted)
        states = [{"name": s["name"], "now": services.up(s), "want": True} for s in judges]
        states += [{"name": s["name"], "now": services.up(s), "want": False} for s in wanted["gone"] if s["stop"]]
        return {"files": [_shown(change) for change in wanted["changes"]], "services": states}

    def commit(self, request: dict[str, Any]) -> dict[str, object]:
        """Apply, say `applied`, wait for the word of the operator."""

        def confirmed() -> str:
            self._talk.say({"ok": {"phase": "applied"}})
            answer = self._talk.hear(request["confirm_wait"])
            return str(answer.get("op")) if answer else "the operator was not heard again"

        candidate, limit, revert_in = request["candidate"], request["limit"], request["revert_in"]
        changed, self._undo = commit(self._store, candidate, limit, revert_in, self._program, confirmed)
        return {"changed": changed}

    def confirm_commit(self, _: dict[str, Any]) -> dict[str, object]:
        """Make a commit final that was to be confirmed."""
        self._undo = journal.finish(self._store) or self._undo
        return {}

    def pending(self, _: dict[str, Any]) -> dict[str, object]:
        """Tell whether a commit waits for its confirmation."""
        return {"pending": journal.read(self._store) is not None}

    def rollback(self, _: dict[str, Any]) -> dict[str, object]:
        """Go back to the state before the last commit of this connection, or before a pending one.

        Nothing to do is no error. Cut off half way, the rest is done by whoever comes next.
        """
        if self._undo and not journal.read(self._store):
            journal.go_back(self._store, self._undo, self._program)
        self._undo, found = None, journal.read(self._store)
        if found is None:
            return {"changed": []}
        found.pop("deadline", None)
        self._store.write(found, RUNNING, JOURNAL)
        trouble = journal.restore(self._store, found)
        if trouble:
            raise RefusedError("rollback", "", trouble)
        return {"changed": found["paths"]}

    def config(self, request: dict[str, Any]) -> dict[str, object]:
        """Return the managed files as they are now, and the services; with `sanitized`, no secret leaves the device."""
        manifest, files = self._store.manifest(), []
        for path, entry in sorted(manifest["files"].items()):
            now = look(path)
            if now["kind"] == "file":
                hide = request["sanitized"] and entry["secret"]
                text = "<removed>\n" if hide else now["raw"].decode("utf-8", "replace")
                mode, owned = f"{now['mode']:04o}", owner(now["uid"], now["gid"])
                files.append({**entry, "mode": mode, "owner": owned, "content": text})
        return {"files": files, "services": list(manifest["services"].values())}

    def run(self, request: dict[str, Any]) -> dict[str, object]:
        """Run commands one after the other; `limit` seconds and CLI_CAP bytes for each."""
        outcomes = [capture(command, request["limit"], CLI_CAP) for command in request["commands"]]
        return {"outcomes": [{"code": code, "text": text} for code, text in outcomes]}


OPERATIONS = ("compare", "commit", "confirm_commit", "pending", "rollback", "config", "run")


def judged_by(services: list[Service], wanted: Plan) -> list[Service]:
    """Return the definitions that tell whether SERVICES run: of those that get new files, the one that they run by.

    Its new probe may ask for what only the new files give: that would be no answer to whether it runs.
    """
    concerned, before = touched(wanted["changes"]), wanted["before"]["services"]
    return [before.get(s["name"], s) if s["name"] in concerned else s for s in services]


def _shown(change: Change) -> dict[str, object]:
    """Return what travels of CHANGE: the controller has the candidate's text already, a secret stays here."""
    secret, listed = change["secret"], change["entry"] is not None
    return {
        "path": change["path"],
        "now": _side(change["now"], with_text=not secret),
        "want": _side(change["want"], with_text=not secret and not listed),
        "secret": secret,
        "same_text": change["now"].get("raw") == change["want"].get("raw"),
    }


def _side(seen: Seen, with_text: bool) -> dict[str, object]:
    if seen["kind"] != "file":
        return {"kind": seen["kind"], "link": seen.get("link", "")}
    text = binascii.b2a_base64(seen["raw"], newline=False).decode() if with_text else ""
    return {"kind": "file", "mode": f"{seen['mode']:04o}", "owner": owner(seen["uid"], seen["gid"]), "raw": text}
