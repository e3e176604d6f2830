"""kill -9 before each change that a commit makes to the disk: the device is old or new, never half."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from custom_napalm.linux.device import journal
from custom_napalm.linux.device.commit import commit
from custom_napalm.linux.device.operations import Operations
from custom_napalm.linux.device.plan import plan
from custom_napalm.linux.device.shapes import Candidate, Entry
from custom_napalm.linux.device.store import Store
from custom_napalm.linux.device.talk import Talk

CHANGES = ("rename", "unlink", "mkdir", "rmdir", "symlink", "fchmod", "fsync", "posix_spawn")


def dying(action: Callable[[], object], after: int, word: str) -> bool:
    """Do ACTION in a child that kills itself before change number AFTER; tell whether it got that far."""
    child = os.fork()
    if child == 0:
        left = iter(range(after))

        def armed(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **more: Any) -> Any:
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **more)

            return call

        for name in CHANGES:
            setattr(os, name, armed(getattr(os, name)))
        try:
            action()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def state(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (path.read_text(), path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def two(etc: Path, entry: Callable[..., Entry], candidate: Callable[..., Candidate]) -> tuple[Candidate, Candidate]:
    """An old and a new configuration: a file that changes, one that goes, one that comes in a new folder."""
    (etc / "gone").write_text("original")
    old = candidate([entry("a", "old"), entry("gone", "old", mode="0600")])
    return old, candidate([entry("a", "new", check="true"), entry("deep/er/b", "new")])


def points(
    word: str, two: tuple[Candidate, Candidate], store: Store, etc: Path
) -> Iterator[dict[str, tuple[str, int]]]:
    """Die at every point of the commit in turn, each time from the old configuration; yield what is recovered."""
    old, new = two
    for after in range(500):
        commit(store, old, 2.0, 0.0, b"", lambda: "confirm")
        if not dying(lambda: commit(store, new, 2.0, 0.0, b"", lambda: word), after, word):
            return
        yield state(etc)
    raise AssertionError("a commit of 500 changes?")


def left(store: Store) -> set[str]:
    """The names of the files of a transaction that are still there."""
    folders = (Path(store.at(folder)) for folder in ("txn", "stage"))
    return {path.name for folder in folders for path in folder.rglob("*") if path.is_file()}


def device_start(store: Store) -> None:
    """As lab-init of the images does it: without the program there is nothing to undo."""
    if Path(store.at("txn", "recover.py")).exists():
        journal.recover_at_start(store)


@pytest.mark.parametrize("recover", [journal.recover, device_start], ids=["connection", "device start"])
@pytest.mark.parametrize("word", ["confirm", "no"], ids=["commit", "commit put back"])
def test_old_or_new_never_half(
    word: str,
    recover: Callable[[Store], object],
    two: tuple[Candidate, Candidate],
    store: Store,
    etc: Path,
) -> None:
    old, new = two
    commit(store, new, 2.0, 0.0, b"", lambda: "confirm")
    after = state(etc)
    commit(store, old, 2.0, 0.0, b"", lambda: "confirm")
    before = state(etc)
    seen = 0
    for _ in points(word, two, store, etc):
        recover(store)
        assert state(etc) in (before, after)
        assert left(store) <= {"recover.py"}, "what was cut off is not there to be read"
        recovered_old = state(etc) == before
        assert plan(store, old if recovered_old else new)["changes"] == []
        assert set(store.manifest()["files"]) == {file["path"] for file in (old if recovered_old else new)["files"]}
        assert recovered_old or word == "confirm"
        assert (etc / "deep").exists() is (not recovered_old)
        seen += 1
    assert seen > 20


def test_dying_again_while_it_is_undone(two: tuple[Candidate, Candidate], store: Store, etc: Path) -> None:
    old, new = two
    commit(store, old, 2.0, 0.0, b"", lambda: "confirm")
    before = state(etc)
    for after in range(200):
        dying(lambda: commit(store, new, 2.0, 0.0, b"", lambda: os.kill(os.getpid(), signal.SIGKILL) or ""), 500, "")
        died = dying(lambda: journal.recover(store), after, "")
        journal.recover(store)
        assert state(etc) == before
        if not died:
            return
    raise AssertionError("a recovery of 200 changes?")


def test_a_rollback_that_is_cut_off_is_ended(two: tuple[Candidate, Candidate], store: Store, etc: Path) -> None:
    old, new = two
    commit(store, new, 2.0, 0.0, b"", lambda: "confirm")
    after = state(etc)
    commit(store, old, 2.0, 0.0, b"", lambda: "confirm")
    before, seen = state(etc), set()
    for point in range(200):
        _, undo = commit(store, new, 2.0, 0.0, b"", lambda: "confirm")
        operations = Operations(store, Talk(0, 1), b"")
        operations._undo = undo
        died = dying(lambda: operations.rollback({}), point, "")  # noqa: B023 - called in this turn of the loop
        journal.recover(store)
        seen.add("old" if state(etc) == before else "new")
        assert state(etc) in (before, after)
        commit(store, old, 2.0, 0.0, b"", lambda: "confirm")
        if not died:
            assert seen == {"old", "new"}
            return
    raise AssertionError("a rollback of 200 changes?")
