"""Files of an instance: private, whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from ccp3lab.errors import InstanceError
from ccp3lab.instance.files import folder, write


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o022, 0o000, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest):
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_every_folder_made_is_private(tmp_path: Path) -> None:
    made = folder(tmp_path / "home" / "lab" / "agnes")
    assert {mode(path) for path in (made, made.parent, made.parent.parent)} == {0o700}


def test_folders_of_others_keep_their_mode(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir(mode=0o755)
    before = mode(tmp_path / "there")
    folder(tmp_path / "there" / "new")
    assert mode(tmp_path / "there") == before
    folder(tmp_path / "there" / "new")  # a second time is no mistake


@pytest.mark.usefixtures("umask")
def test_a_file_is_private(tmp_path: Path) -> None:
    write(tmp_path / "new" / "secret", "été\n")
    assert mode(tmp_path / "new" / "secret") == 0o600
    assert mode(tmp_path / "new") == 0o700
    assert (tmp_path / "new" / "secret").read_bytes() == "été\n".encode()


@pytest.mark.usefixtures("umask")
def test_a_file_takes_the_mode_it_is_given(tmp_path: Path) -> None:
    write(tmp_path / "open", "x", 0o644)
    assert mode(tmp_path / "open") == 0o644


def test_a_file_that_was_open_to_all_is_so_no_more(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o644)
    write(path, "new")
    assert (mode(path), path.read_text()) == (0o600, "new")


def test_who_reads_the_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, "old and long")
    with path.open() as reader:
        assert reader.read(3) == "old"
        write(path, "new")
        assert reader.read() == " and long"


def failing(number: int):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("step", ["os.fsync", "tempfile.mkstemp", "Path.chmod", "Path.replace"])
def test_a_failure_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    path = tmp_path / "record.json"
    write(path, "old")
    with monkeypatch.context() as broken:
        broken.setattr(f"ccp3lab.instance.files.{step}", failing(number))
        with pytest.raises(InstanceError) as caught:
            write(path, "new")
    assert str(caught.value).startswith(f"{path}: cannot be written ({os.strerror(number)}); ")
    assert "CCP3_HOME=" in str(caught.value)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["record.json"]  # nothing half written stays


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccp3lab.instance.files.Path.mkdir", failing(errno.ENOSPC))
    with pytest.raises(InstanceError, match="No space left on device"):
        folder(tmp_path / "new")


def test_a_folder_that_another_command_makes_at_the_same_moment_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def late(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        self.is_dir() or real(self, mode)  # by the other one
        real(self, mode, parents, exist_ok)

    monkeypatch.setattr("ccp3lab.instance.files.Path.mkdir", late)
    assert folder(tmp_path / "home" / "lab").is_dir()


def test_the_new_content_is_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut after rename(2) must not leave an empty file: fsync(2) comes first, with everything written."""
    path, order = tmp_path / "record.json", []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        order.append(os.fstat(handle).st_size)
        fsync(handle)

    def renamed(self: Path, target: Path) -> Path:
        order.append("named")
        return replace(self, target)

    monkeypatch.setattr("ccp3lab.instance.files.os.fsync", synced)
    monkeypatch.setattr("ccp3lab.instance.files.Path.replace", renamed)
    write(path, "new")
    assert order == [3, "named"]
