"""The transaction on a temporary folder: applied whole, or everything as it was."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from custom_napalm.linux.device import journal
from custom_napalm.linux.device.commit import commit
from custom_napalm.linux.device.errors import RefusedError
from custom_napalm.linux.device.plan import plan
from custom_napalm.linux.device.shapes import Candidate, Entry, Service, Undo
from custom_napalm.linux.device.store import Store

Make = Callable[..., Candidate]
File = Callable[..., Entry]
Unit = Callable[..., Service]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def apply(store: Store, candidate: Candidate, word: str = "confirm") -> list[str]:
    return commit(store, candidate, 2.0, 0.0, b"program", lambda: word)[0]


def undone(store: Store, undo: Undo | None) -> str:
    assert undo is not None
    journal.go_back(store, undo, b"program")
    found = journal.read(store)
    assert found is not None
    return journal.restore(store, found)


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_commit_writes_all_and_the_second_nothing(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    wanted = candidate([entry("a", "1"), entry("deep/er/b", "2", mode="0600")])
    assert apply(store, wanted) == [str(etc / "a"), str(etc / "deep/er/b")]
    assert texts(etc) == {"a": "1", "deep/er/b": "2"}
    assert (etc / "deep/er/b").stat().st_mode & 0o777 == 0o600
    assert (etc / "deep").stat().st_mode & 0o777 == 0o755
    assert plan(store, wanted)["changes"] == []
    assert apply(store, wanted) == []


def test_a_replace_brings_the_original_back(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    (etc / "a").write_text("original")
    apply(store, candidate([entry("a", "1"), entry("b", "2")]))
    apply(store, candidate([entry("a", "1, changed"), entry("b", "2")]))
    apply(store, candidate([]))
    assert texts(etc) == {"a": "original"}
    assert store.manifest()["files"] == {}


def test_a_merge_leaves_the_others_alone(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    apply(store, candidate([entry("a", "1")]))
    apply(store, candidate([entry("b", "2")], replace=False))
    assert texts(etc) == {"a": "1", "b": "2"}
    assert set(store.manifest()["files"]) == {str(etc / "a"), str(etc / "b")}


def test_the_operator_who_does_not_confirm(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    (etc / "a").write_text("0")
    with pytest.raises(RefusedError, match="not heard") as refused:
        apply(store, candidate([entry("a", "1"), entry("deep/b", "2")]), "not heard")
    assert refused.value.phase == "confirmation"
    assert texts(etc) == {"a": "0"}
    assert names(etc) == ["a"]
    assert journal.read(store) is None


def test_a_checker_speaks_before_anything_changes(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    check = "grep -n bad {} /dev/null && exit 1; test $(basename {}) = a"
    with pytest.raises(RefusedError) as refused:
        apply(store, candidate([entry("a", "good\nbad\n", check=check), entry("b", "2")]))
    assert (refused.value.phase, refused.value.where) == ("check", str(etc / "a"))
    assert f"{etc}/a:2:bad" in refused.value.text
    assert texts(etc) == {}
    apply(store, candidate([entry("a", "good\n", check=check)]))


def test_checkers_see_the_other_candidates(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    named = entry("named.conf", f'file "{etc}/zone";\n', check="cat $(sed 's/.*\"\\(.*\\)\".*/\\1/' {}) | grep -q new")
    apply(store, candidate([named, entry("zone", "new")]))
    assert texts(etc)["named.conf"] == f'file "{etc}/zone";\n'


def test_a_file_of_a_touched_service_is_checked_again(
    store: Store, entry: File, candidate: Make, service: Unit
) -> None:
    main = entry("main", "x", check="false", service="named")
    with pytest.raises(RefusedError):
        apply(store, candidate([main, entry("zone", "1", service="named")], [service("named")]))
    quiet = candidate([entry("main", "x", service="named"), entry("zone", "1", service="named")], [service("named")])
    apply(store, quiet)
    with pytest.raises(RefusedError, match="check"):
        apply(store, candidate([main, entry("zone", "2", service="named")], [service("named")]))


def test_a_secret_stays_out_of_the_checkers_words(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    check = "echo {}:3: near s3cret; exit 1"
    with pytest.raises(RefusedError) as refused:
        apply(store, candidate([entry("key", "s3cret", secret=True, check=check)]))
    assert "s3cret" not in refused.value.text
    assert f"{etc}/key:3" in refused.value.text


FAILING = {
    "reload fails": {"reload": "echo line 7: broken; exit 1"},
    "reload hangs": {"reload": "sleep 60"},
    "check in place fails": {"verify": "echo bad; exit 1"},
    "probe fails": {"ready": "! grep -q new {etc}/a"},
    "stops just after": {"settle": 0.05, "ready": "! test -e {etc}/late", "reload": "(sleep 0.02; touch {etc}/late) &"},
}


@pytest.mark.parametrize("faults", FAILING.values(), ids=FAILING)
def test_a_service_that_does_not_take_it(
    faults: dict[str, str], store: Store, etc: Path, entry: File, candidate: Make, service: Unit
) -> None:
    good = service("named", reload=f"cp {etc}/a {etc}/seen; rm -f {etc}/late")
    apply(store, candidate([entry("a", "old", service="named")], [good]))
    placed = {
        name: value.replace("{etc}", str(etc)) if isinstance(value, str) else value for name, value in faults.items()
    }
    with pytest.raises(RefusedError) as refused:
        commit(store, candidate([entry("a", "new", service="named")], [{**good, **placed}]), 0.3, 0.0, b"", str)  # type: ignore[typeddict-item]
    assert refused.value.where == "named"
    assert texts(etc) == {"a": "old", "seen": "old"}, "put back, and reloaded by its old definition"
    assert plan(store, candidate([entry("a", "old", service="named")], [good]))["changes"] == []


def test_a_service_that_is_down_is_started(
    store: Store, etc: Path, entry: File, candidate: Make, service: Unit
) -> None:
    unit = service("net", ready=f"test -e {etc}/up", start=f"touch {etc}/up", reload="false")
    apply(store, candidate([], [unit]))
    (etc / "up").unlink()
    assert apply(store, candidate([], [unit])) == []
    assert (etc / "up").exists()


def test_a_service_is_asked_again_only_when_something_was_done_since(
    store: Store, etc: Path, entry: File, candidate: Make, service: Unit
) -> None:
    """Each of the probes costs the push some time; after a reload the services behind it may have suffered."""
    units = [service(name, ready=f"echo {name} >> {etc}/asked") for name in ("one", "two", "three")]
    apply(store, candidate([entry("a", "1", service="two")], units))
    (etc / "asked").unlink()
    apply(store, candidate([entry("a", "2", service="two")], units))
    assert (etc / "asked").read_text().split() == ["one", "two", "three", "two", "three"]
    other = [*units[:2], service("three", ready=f"echo other >> {etc}/asked")]
    (etc / "asked").unlink()
    apply(store, candidate([entry("a", "2", service="two")], other))
    assert (etc / "asked").read_text().split() == ["one", "two", "three", "other"]


def test_a_service_no_longer_listed_is_stopped(store: Store, etc: Path, candidate: Make, service: Unit) -> None:
    unit = service("net", ready=f"test -e {etc}/up", start=f"touch {etc}/up", stop=f"rm {etc}/up")
    apply(store, candidate([], [unit]))
    apply(store, candidate([], []))
    assert not (etc / "up").exists()


def test_trouble_while_putting_back_is_told(
    store: Store, etc: Path, entry: File, candidate: Make, service: Unit
) -> None:
    apply(store, candidate([entry("a", "old", service="n")], [service("n", reload=f"! test -e {etc}/broken")]))
    with pytest.raises(RefusedError, match="while putting back: n: "):
        apply(store, candidate([entry("a", "new", service="n")], [service("n", reload=f"touch {etc}/broken; false")]))
    assert (etc / "a").read_text() == "old"


def test_an_obstacle_is_refused_before_anything_changes(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    (etc / "b").mkdir()
    with pytest.raises(RefusedError, match="move it away first"):
        apply(store, candidate([entry("a", "1"), entry("b", "2")]))
    assert texts(etc) == {}


def test_no_room_left_is_found_before_the_first_replacement(
    store: Store, etc: Path, entry: File, candidate: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (etc / "a").write_text("0")
    from custom_napalm.linux.device import commit as module

    prepare = module.prepare

    def full(path: str, want: object) -> None:
        if path.endswith("/b"):
            assert (etc / "a").read_text() == "0"
            raise OSError(28, "No space left on device")
        prepare(path, want)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "prepare", full)
    with pytest.raises(OSError, match="No space left"):
        apply(store, candidate([entry("a", "1"), entry("b", "2")]))
    assert texts(etc) == {"a": "0"}


def test_rollback_goes_back_once(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    apply(store, candidate([entry("a", "1")]))
    _, undo = commit(store, candidate([entry("a", "2"), entry("new/b", "2")]), 2.0, 0.0, b"", lambda: "confirm")
    assert undone(store, undo) == ""
    assert texts(etc) == {"a": "1"}
    assert names(etc) == ["a"]
    assert set(store.manifest()["files"]) == {str(etc / "a")}
    assert journal.read(store) is None


def test_nothing_kept_tells_of_the_configuration_before(
    store: Store, etc: Path, entry: File, candidate: Make, service: Unit
) -> None:
    """After a solution a learner is handed the start: the folder of the transaction must not show the solution."""
    (etc / "a").write_text("the image's")
    loud = service("net", ready="echo solution", reload="echo solution", verify="echo solution")
    apply(store, candidate([entry("a", "solution", service="net"), entry("b/c", "solution")], [loud]))
    apply(store, candidate([entry("a", "start")]))
    kept = {path.name: path.read_bytes() for path in Path(store.root).rglob("*") if path.is_file()}
    assert not [name for name, raw in kept.items() if b"solution" in raw or "b%c" in name]
    assert sorted(name.rpartition("%")[2] for name in kept) == ["a", "a.json", "manifest.json"]


def test_an_original_survives_a_rollback(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    (etc / "a").write_text("the image's")
    apply(store, candidate([entry("a", "1")]))
    _, undo = commit(store, candidate([]), 2.0, 0.0, b"", lambda: "confirm")
    assert undone(store, undo) == ""
    assert texts(etc) == {"a": "1"}
    apply(store, candidate([]))
    assert texts(etc) == {"a": "the image's"}


def test_a_folder_made_for_a_file_goes_with_it(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    (etc / "own").mkdir()
    apply(store, candidate([entry("zones/deep/a", "1"), entry("zones/b", "1"), entry("own/c", "1")]))
    apply(store, candidate([entry("zones/b", "2")]))
    assert sorted(str(path.relative_to(etc)) for path in etc.rglob("*")) == ["own", "zones", "zones/b"]
    (etc / "zones" / "mine").write_text("of the learner")
    _, undo = commit(store, candidate([]), 2.0, 0.0, b"", lambda: "confirm")
    assert texts(etc) == {"zones/mine": "of the learner"}
    (etc / "zones" / "mine").unlink()
    assert undone(store, undo) == ""
    apply(store, candidate([]))
    assert names(etc) == ["own"]


def test_everybody_may_look_into_a_folder_made_for_a_file(
    store: Store, etc: Path, entry: File, candidate: Make
) -> None:
    """The device's program creates what is its own for root alone."""
    folders, before = (etc / "zones", etc / "zones" / "deep"), os.umask(0o077)
    try:
        apply(store, candidate([entry("zones/deep/a", "1")]))
        assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o755, 0o755]
        _, undo = commit(store, candidate([]), 2.0, 0.0, b"", lambda: "confirm")
        assert names(etc) == []
        assert undone(store, undo) == ""
    finally:
        os.umask(before)
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o755, 0o755], "made again"


def test_putting_back_needs_no_room(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    """A real file system of 16 kB: the old file fills it once what was being written is gone."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(etc)], check=True)
    try:
        apply(store, candidate([entry("a", "o" * 12_000)]))
        with pytest.raises(OSError, match="No space left"):
            apply(store, candidate([entry("a", "n"), entry("b", "n" * 12_000)]))
        assert texts(etc) == {"a": "o" * 12_000}
        assert names(etc) == ["a"]
        assert journal.read(store) is None
    finally:
        subprocess.run(["umount", str(etc)], check=True)


def test_what_cannot_be_put_back_yet_is_told_and_tried_again(
    store: Store, etc: Path, entry: File, candidate: Make, service: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(store, candidate([entry("a", "old")]))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "prepare", full)
        with pytest.raises(RefusedError, match=r"broken; while putting back: .*No space left.*next connection"):
            apply(store, candidate([entry("a", "new", service="n")], [service("n", reload="echo broken; false")]))
    assert texts(etc) == {"a": "new"}
    assert "undone" in journal.recover(store)
    assert texts(etc) == {"a": "old"}


def test_a_commit_to_be_confirmed_blocks_the_next(store: Store, entry: File, candidate: Make) -> None:
    commit(store, candidate([entry("a", "1")]), 2.0, 600.0, b"", lambda: "confirm")
    with pytest.raises(RefusedError, match="waits for its confirmation"):
        apply(store, candidate([entry("a", "2")]))
    assert journal.recover(store) == ""
    assert journal.finish(store) is not None
    assert journal.finish(store) is None
    apply(store, candidate([entry("a", "2")]))


def test_a_commit_that_nobody_confirms_is_undone(store: Store, etc: Path, entry: File, candidate: Make) -> None:
    commit(store, candidate([entry("a", "1")]), 2.0, 600.0, b"", lambda: "confirm")
    found = journal.read(store)
    assert found is not None
    store.write({**found, "deadline": 1.0}, "txn", "journal.json")
    assert "undone" in journal.recover(store)
    assert texts(etc) == {}
