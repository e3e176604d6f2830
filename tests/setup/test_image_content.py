"""What counts as an image's content, its hash, and the build context."""

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.images.content import Item, context, digest, parent_of, read

PARENT = "ccp3/base:0123456789ab"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small image."""
    (tmp_path / "files").mkdir()
    (tmp_path / "Dockerfile").write_text("ARG FROM\nFROM $FROM\n")
    (tmp_path / "files" / "start").write_text("#!/bin/sh\n")
    (tmp_path / "files" / "start").chmod(0o755)
    return tmp_path


def hash_of(folder: Path) -> str:
    return digest(read(folder), PARENT)


def test_files_are_read_in_the_order_of_their_paths(folder: Path) -> None:
    assert [(item.path, item.executable) for item in read(folder)] == [("Dockerfile", False), ("files/start", True)]


@pytest.mark.parametrize(
    "name", ["image.yml", "__pycache__/a.pyc", "files/.mypy_cache/x", "files/start~", "files/.start.swp", "a.pyc"]
)
def test_what_is_not_content_changes_nothing(folder: Path, name: str) -> None:
    before = hash_of(folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("anything")
    assert hash_of(folder) == before


def test_neither_date_nor_umask_of_a_checkout_counts(folder: Path) -> None:
    before = hash_of(folder), context(read(folder))
    (folder / "Dockerfile").chmod(0o600)
    (folder / "files" / "start").chmod(0o700)
    (folder / "files" / "start").touch()
    assert (hash_of(folder), context(read(folder))) == before


def test_content_name_mode_and_parent_count(folder: Path) -> None:
    seen = {hash_of(folder), digest(read(folder), "ccp3/base:ba9876543210")}
    (folder / "files" / "start").chmod(0o644)
    seen.add(hash_of(folder))
    (folder / "files" / "start").write_text("#!/bin/bash\n")
    seen.add(hash_of(folder))
    (folder / "files" / "start").rename(folder / "files" / "begin")
    seen.add(hash_of(folder))
    (folder / "new").touch()
    seen.add(hash_of(folder))
    assert len(seen) == 6
    assert all(len(one) == 12 for one in seen)


def test_the_hash_is_the_same_everywhere_and_tomorrow() -> None:
    items = (Item("Dockerfile", False, b"FROM x\n"), Item("start", True, b"#!/bin/sh\n"))
    assert digest(items, PARENT) == "3a7c2e15fce0"


items = st.builds(Item, st.text(min_size=1, max_size=8), st.booleans(), st.binary(max_size=12))


@given(st.lists(items, max_size=3), st.lists(items, max_size=3))
def test_two_contents_have_one_hash_only_if_they_are_equal(one: list[Item], other: list[Item]) -> None:
    assert (digest(one, PARENT) == digest(other, PARENT)) == (one == other)


def test_the_context_holds_exactly_these_files_with_plain_modes_and_root_as_owner(folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(context(read(folder)))) as tar:
        found = [(head.name, oct(head.mode), head.uid, head.mtime) for head in tar.getmembers()]
        start = tar.extractfile("files/start")
        assert start
        assert start.read() == b"#!/bin/sh\n"
    assert found == [("Dockerfile", "0o644", 0, 0), ("files/start", "0o755", 0, 0)]


@pytest.mark.parametrize(
    ("dockerfile", "parent"),
    [
        ("# A switch.\n# parent: switch\nARG FROM\n", "switch"),
        ("ARG FROM\nFROM $FROM\n", None),
        ("# The parent: see below\n", None),
        ("", None),
    ],
)
def test_a_dockerfile_may_name_its_parent(dockerfile: str, parent: str | None) -> None:
    assert parent_of([Item("Dockerfile", False, dockerfile.encode())]) == parent


def test_a_folder_without_a_dockerfile_names_none() -> None:
    assert parent_of([Item("files/Dockerfile", False, b"# parent: switch\n")]) is None
