"""The folder of the transaction: whole or not at all, and robust against a learner who damages it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custom_napalm.linux.device.errors import RefusedError
from custom_napalm.linux.device.shapes import Entry, Manifest, Seen, Service
from custom_napalm.linux.device.store import Store

FILE: Seen = {"kind": "file", "mode": 0o644, "uid": 0, "gid": 0, "raw": b"\xff\x00"}


@pytest.mark.parametrize("seen", [FILE, {"kind": "absent"}, {"kind": "link", "link": "/etc/shadow"}])
def test_what_is_kept_is_found_again(store: Store, seen: Seen) -> None:
    store.keep("txn", "/etc/bind/named.conf", seen)
    assert store.kept("txn", "/etc/bind/named.conf") == seen
    assert store.kept("txn", "/etc/bind/other") is None


@pytest.mark.parametrize("kind", ["big", "other"])
def test_what_cannot_be_kept_whole_is_refused(store: Store, kind: str) -> None:
    with pytest.raises(RefusedError, match="move it away first"):
        store.keep("txn", "/etc/a", {"kind": kind})


def test_two_paths_never_share_a_place(store: Store) -> None:
    for path in ("/etc/a/b", "/etc/a_b", "/etc/a-b", "/etc/ab"):
        store.keep("txn", path, {"kind": "link", "link": path})
    assert all((store.kept("txn", path) or {})["link"] == path for path in ("/etc/a/b", "/etc/a_b", "/etc/ab"))


@pytest.mark.parametrize("damage", ["", "[1,2", "[1,2]", "null", '{"kind": 3}', '{"kind": "file"}', "[" * 100_000])
def test_a_damaged_note_is_no_note(store: Store, damage: str) -> None:
    store.keep("txn", "/etc/a", FILE)
    Path(store.at("txn", "%etc%a.json")).write_text(damage)
    assert store.kept("txn", "/etc/a") is None


def test_a_manifest_is_read_back(store: Store, entry: Callable[..., Entry], service: Callable[..., Service]) -> None:
    bare: Any = {name: value for name, value in entry("a", "").items() if name != "content"}
    manifest: Manifest = {"files": {"/etc/a": bare}, "services": {"named": service("named")}}
    store.write(manifest, "manifest.json")
    assert store.manifest() == manifest


DAMAGED = ["", "{}", "[]", '{"files": 1, "services": {}}', '{"files": {"a": 1}, "services": {}}']


@pytest.mark.parametrize("damage", [*DAMAGED, '{"files": {}, "services": {"a": {"name": 3}}}'])
def test_a_damaged_manifest_manages_nothing(store: Store, damage: str) -> None:
    Path(store.at("manifest.json")).write_text(damage)
    assert store.manifest() == {"files": {}, "services": {}}


def test_the_folder_is_private_and_comes_back(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "var" / "state"))
    store.create()
    assert (tmp_path / "var" / "state").stat().st_mode & 0o777 == 0o700
    store.create()


def test_a_file_in_the_place_of_the_folder_is_removed(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("x")
    Store(str(tmp_path / "state")).create()
    assert (tmp_path / "state").is_dir()


def test_a_folder_is_dropped_with_links_unfollowed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "a").write_text("x")
    Path(store.at("txn", "deep")).mkdir(parents=True)
    Path(store.at("txn", "link")).symlink_to(tmp_path / "precious")
    store.drop("txn")
    assert (tmp_path / "precious" / "a").exists()
    assert list(Path(store.root).iterdir()) == []


def test_a_value_replaces_the_old_one_whole(store: Store) -> None:
    store.write({"a": 1}, "value.json")
    with pytest.raises(TypeError):
        store.write({"a": object()}, "value.json")
    assert store.read("value.json") == {"a": 1}
    assert json.loads(Path(store.at("value.json")).read_text()) == {"a": 1}
