"""Requests and answers of the device side, on a temporary folder and a pair of pipes."""

import base64
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from custom_napalm.linux.device import main
from custom_napalm.linux.device.commit import commit
from custom_napalm.linux.device.journal import go_back
from custom_napalm.linux.device.lock import Lock
from custom_napalm.linux.device.main import answer
from custom_napalm.linux.device.operations import Operations
from custom_napalm.linux.device.shapes import Candidate, Entry, Service
from custom_napalm.linux.device.store import Store
from custom_napalm.linux.device.talk import Talk

Make = Callable[..., Candidate]
File = Callable[..., Entry]


class Wire:
    """Both ends of the conversation."""

    def __init__(self, store: Store) -> None:
        (self._in, self._operator), (self._out, self._device_out) = os.pipe(), os.pipe()
        self._open = [self._in, self._operator, self._out, self._device_out]
        self.talk, self._store = Talk(self._in, self._device_out), store
        self._operations = Operations(store, self.talk, b"program")

    def ask(self, op: str, **request: Any) -> dict[str, Any]:
        return answer(self._store, self._operations, {"op": op, "limit": 2.0, **request})

    def commit(self, candidate: Candidate, word: str = "confirm", revert_in: float = 0.0) -> dict[str, Any]:
        self.say({"op": word})
        return self.ask("commit", candidate=candidate, revert_in=revert_in, confirm_wait=1.0)

    def say(self, request: dict[str, Any]) -> None:
        os.write(self._operator, json.dumps(request).encode() + b"\n")

    def said(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in os.read(self._out, 65536).splitlines()]

    def hang_up(self) -> None:
        os.close(self._operator)
        self._open.remove(self._operator)

    def close(self) -> None:
        for handle in self._open:
            os.close(handle)


@pytest.fixture
def wire(store: Store) -> Iterator[Wire]:
    made = Wire(store)
    yield made
    made.close()


def test_a_comparison_sends_what_differs_and_not_the_candidates_own_text(
    wire: Wire, etc: Path, entry: File, candidate: Make, service: Callable[..., Service]
) -> None:
    (etc / "a").write_text("old")
    (etc / "same").write_text("same")
    (etc / "same").chmod(0o644)
    wanted = candidate([entry("a", "new"), entry("same", "same")], [service("net", ready="false")])
    found = wire.ask("compare", candidate=wanted, check=False)["ok"]
    (change,) = found["files"]
    assert (change["path"], base64.b64decode(change["now"]["raw"])) == (str(etc / "a"), b"old")
    assert change["want"]["raw"] == ""
    assert found["services"] == [{"name": "net", "now": False, "want": True}]


def test_a_service_with_new_files_is_judged_by_its_old_probe(
    wire: Wire, etc: Path, entry: File, candidate: Make, service: Callable[..., Service]
) -> None:
    def wanted(text: str) -> Candidate:
        return candidate([entry("a", text, service="n")], [service("n", ready=f"grep -q {text} {etc}/a")])

    def now(text: str) -> bool:
        (state,) = wire.ask("compare", candidate=wanted(text), check=False)["ok"]["services"]
        return bool(state["now"])

    assert not now("one"), "nothing runs yet"
    assert "ok" in wire.commit(wanted("one"))
    assert now("one")
    assert now("two"), "it runs, by what it was asked when it was started"
    (etc / "a").write_text("broken by hand")
    assert not now("one")
    assert not now("two")


def test_a_secret_does_not_leave_the_device(wire: Wire, etc: Path, entry: File, candidate: Make) -> None:
    (etc / "key").write_text("0ld s3cret")
    wanted = candidate([entry("key", "n3w s3cret", secret=True)])
    assert "raw': ''" in str(wire.ask("compare", candidate=wanted, check=False))
    wire.commit(wanted)
    shown = json.dumps(wire.ask("config", sanitized=True))
    assert "s3cret" not in shown
    assert "n3w s3cret" in json.dumps(wire.ask("config", sanitized=False))
    assert "s3cret" not in json.dumps(wire.ask("compare", candidate=candidate([]), check=False))


def test_a_comparison_with_checkers(wire: Wire, entry: File, candidate: Make) -> None:
    wanted = candidate([entry("a", "x", check="echo no; false")])
    assert wire.ask("compare", candidate=wanted, check=True)["refused"]["text"] == "no"
    assert "ok" in wire.ask("compare", candidate=wanted, check=False)


def test_a_commit_says_applied_and_waits(wire: Wire, etc: Path, entry: File, candidate: Make) -> None:
    assert wire.commit(candidate([entry("a", "x")]))["ok"] == {"changed": [str(etc / "a")]}
    assert wire.said() == [{"ok": {"phase": "applied"}}]


def test_an_operator_who_hangs_up(wire: Wire, etc: Path, entry: File, candidate: Make) -> None:
    wire.hang_up()
    wanted = candidate([entry("a", "x")])
    found = wire.ask("commit", candidate=wanted, revert_in=0.0, confirm_wait=5.0)
    assert found["refused"]["text"] == "the operator was not heard again"
    assert not (etc / "a").exists()


def test_an_operator_who_says_nothing(wire: Wire, etc: Path, entry: File, candidate: Make) -> None:
    found = wire.ask("commit", candidate=candidate([entry("a", "x")]), revert_in=0.0, confirm_wait=0.05)
    assert found["refused"]["phase"] == "confirmation"
    assert not (etc / "a").exists()


def test_rollback_and_nothing_to_roll_back(wire: Wire, etc: Path, entry: File, candidate: Make) -> None:
    assert wire.ask("rollback")["ok"] == {"changed": []}
    wire.commit(candidate([entry("a", "x")]))
    assert wire.ask("rollback")["ok"] == {"changed": [str(etc / "a")]}
    assert not (etc / "a").exists()
    assert wire.ask("rollback")["ok"] == {"changed": []}


def test_a_pending_commit_is_rolled_back_or_confirmed(wire: Wire, etc: Path, entry: File, candidate: Make) -> None:
    for end, left in (("rollback", False), ("confirm_commit", True)):
        wire.commit(candidate([entry("a", "x")]), revert_in=600.0)
        assert wire.ask("pending")["ok"] == {"pending": True}
        assert "ok" in wire.ask(end)
        assert wire.ask("pending")["ok"] == {"pending": False}
        assert (etc / "a").exists() is left
    assert wire.ask("rollback")["ok"] == {"changed": [str(etc / "a")]}, "what was confirmed can still be undone"
    assert not (etc / "a").exists()


def test_the_next_connection_has_nothing_to_roll_back(wire: Wire, store: Store, entry: File, candidate: Make) -> None:
    wire.commit(candidate([entry("a", "x")]))
    later = Wire(store)
    assert later.ask("rollback")["ok"] == {"changed": []}
    later.close()


def test_a_transaction_that_was_cut_off_is_noted(wire: Wire, store: Store, entry: File, candidate: Make) -> None:
    _, undo = commit(store, candidate([entry("a", "x")]), 2.0, 0.0, b"", lambda: "confirm")
    assert undo is not None
    go_back(store, undo, b"program")
    assert wire.ask("pending") == {"ok": {"pending": False}, "note": "an interrupted transaction was undone"}


def test_the_lock_is_for_one(wire: Wire, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "PATIENCE", 0.1)
    with Lock(store, 0):
        assert wire.ask("pending")["refused"]["phase"] == "lock"
    assert wire.ask("pending")["ok"] == {"pending": False}


def test_an_operator_waits_for_the_end_of_an_undo(wire: Wire, store: Store) -> None:
    """The one before was killed in a commit: what is left of it goes on for a moment."""
    undo = Lock(store, 0)
    undo.__enter__()
    end = threading.Timer(0.3, undo.__exit__, (None, None, None))
    end.start()
    assert wire.ask("pending")["ok"] == {"pending": False}
    end.join()


def test_an_error_is_told_and_the_conversation_goes_on(wire: Wire, entry: File, candidate: Make, etc: Path) -> None:
    etc.joinpath("a").write_text("a file where a folder is needed")
    found = wire.commit(candidate([entry("a/b", "x")]))
    assert "NotADirectoryError" in found["error"] or "FileExistsError" in found["error"]
    assert "ok" in wire.ask("pending")


def test_commands_are_run_in_turn(wire: Wire) -> None:
    found = wire.ask("run", commands=["echo a", "exit 3"])["ok"]
    assert found == {"outcomes": [{"code": 0, "text": "a\n"}, {"code": 3, "text": ""}]}


@pytest.mark.parametrize("op", ["dance", "__init__", "_talk", "serve"])
def test_what_is_no_operation(op: str, wire: Wire) -> None:
    assert wire.ask(op) == {"error": f"no such operation: {op}"}


def test_requests_sent_together_are_heard_in_turn(wire: Wire) -> None:
    wire.say({"op": "a"})
    wire.say({"op": "b"})
    assert [wire.talk.hear(1), wire.talk.hear(1), wire.talk.hear(0)] == [{"op": "a"}, {"op": "b"}, None]
