"""What is at a path, and its replacement in one step."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from custom_napalm.linux.device import files
from custom_napalm.linux.device.errors import RefusedError
from custom_napalm.linux.device.shapes import Entry, Seen


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(path: Path, want: Seen) -> None:
    files.prepare(str(path), want)
    files.take(str(path), want)


def wanted(text: str, mode: int = 0o640) -> Seen:
    return {"kind": "file", "mode": mode, "uid": os.getuid(), "gid": os.getgid(), "raw": text.encode()}


def test_a_file_is_seen_with_its_rights_and_bytes(etc: Path) -> None:
    path = etc / "a"
    path.write_bytes(b"\xff\n")
    path.chmod(0o600)
    assert files.look(str(path)) == {**wanted("", 0o600), "raw": b"\xff\n"}


def test_what_is_no_regular_file(etc: Path) -> None:
    os.mkfifo(etc / "fifo")
    (etc / "folder").mkdir()
    (etc / "link").symlink_to("/etc/shadow")
    (etc / "big").write_bytes(b"x" * (files.CAP + 1))
    seen = {name: files.look(str(etc / name)) for name in ("fifo", "folder", "link", "big", "none", "big/under")}
    assert seen == {
        "fifo": {"kind": "other"},
        "folder": {"kind": "other"},
        "link": {"kind": "link", "link": "/etc/shadow"},
        "big": {"kind": "big"},
        "none": {"kind": "absent"},
        "big/under": {"kind": "absent"},
    }


def test_a_file_of_exactly_the_cap_is_read(etc: Path) -> None:
    (etc / "a").write_bytes(b"x" * files.CAP)
    assert files.look(str(etc / "a"))["kind"] == "file"


def test_a_file_is_replaced_with_its_rights(etc: Path) -> None:
    (etc / "a").write_text("old")
    put(etc / "a", wanted("new", 0o600))
    assert files.look(str(etc / "a")) == wanted("new", 0o600)
    assert names(etc) == ["a"]


def test_a_link_is_replaced_and_its_target_left_alone(etc: Path) -> None:
    (etc / "target").write_text("precious")
    (etc / "a").symlink_to(etc / "target")
    put(etc / "a", wanted("new"))
    assert (etc / "target").read_text() == "precious"
    put(etc / "a", {"kind": "link", "link": str(etc / "target")})
    assert (etc / "a").readlink() == etc / "target"


def test_a_file_is_removed_and_may_be_gone_already(etc: Path) -> None:
    (etc / "a").write_text("old")
    put(etc / "a", {"kind": "absent"})
    put(etc / "a", {"kind": "absent"})
    assert names(etc) == []


def test_what_a_crash_left_beside_is_no_obstacle(etc: Path) -> None:
    Path(files.aside(str(etc / "a"))).write_text("left over")
    put(etc / "a", wanted("new"))
    assert names(etc) == ["a"]


def test_a_bind_mount_is_written_in_place(etc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (etc / "hosts").write_text("old, and longer")
    before = (etc / "hosts").stat().st_ino

    def busy(source: str, target: str) -> None:
        raise OSError(errno.EBUSY, "busy")

    monkeypatch.setattr(os, "rename", busy)
    put(etc / "hosts", wanted("new"))
    assert files.look(str(etc / "hosts")) == wanted("new")
    assert (etc / "hosts").stat().st_ino == before
    assert names(etc) == ["hosts"]


def test_another_failure_of_the_rename_leaves_all_as_it_was(etc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (etc / "a").write_text("old")

    def refused(source: str, target: str) -> None:
        raise OSError(errno.EROFS, "read only")

    monkeypatch.setattr(os, "rename", refused)
    with pytest.raises(OSError, match="read only"):
        put(etc / "a", wanted("new"))
    assert (etc / "a").read_text() == "old"
    assert names(etc) == ["a"]


def test_missing_folders_parents_first(etc: Path) -> None:
    paths = [str(etc / "x/y/a"), str(etc / "x/z/b"), str(etc / "c")]
    assert files.missing_folders(paths) == [str(etc / "x"), str(etc / "x/y"), str(etc / "x/z")]


def test_the_owner_of_an_entry(entry: Callable[..., Entry]) -> None:
    assert files.wanted(entry("a", "é", owner="root"))["uid"] == 0
    assert files.wanted(entry("a", "é", owner="root:root"))["raw"] == "é".encode()
    assert files.wanted(entry("a", "", owner="12345:54321"))["gid"] == 54321


@pytest.mark.parametrize("owner", ["nobody-here", "root:nobody-here"])
def test_an_unknown_owner_is_refused(entry: Callable[..., Entry], owner: str) -> None:
    with pytest.raises(RefusedError, match="no such user or group") as refused:
        files.wanted(entry("a", "", owner=owner))
    assert refused.value.phase == "owner"


def test_owners_are_named_where_they_have_a_name() -> None:
    assert files.owner(0, 0) == "root:root"
    assert files.owner(54321, 54321) == "54321:54321"
