"""A program that is kept alive: it outlives the one that started it, comes again, and ends when it is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from ccp3switch.state import keeper
from ccp3switch.state.keeper import Keeper
from switchbench.container import until

SAYS = 'echo "$$" >>"$0"; echo oops >&2; exec sleep 60'
STUBBORN = 'trap "" TERM; echo "$$" >>"$0"; while :; do sleep 0.05; done'


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Keeper]:
    made = Keeper(tmp_path / "program.pid")
    yield made
    made.stop()


def started(folder: Path, count: int = 1) -> list[int]:
    """The numbers of the programs started so far, as soon as there are that many."""
    log = folder / "log"
    until(lambda: log.exists() and log.read_text().count("\n") >= count, f"{count} starts", 5)
    return [int(line) for line in log.read_text().splitlines()]


def start(kept: Keeper, folder: Path, script: str = SAYS) -> None:
    kept.start(["sh", "-c", script, str(folder / "log")], folder / "errors")


def there(pid: int) -> bool:
    """Whether a process runs, one apart that waits to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_runs_until_it_is_stopped(kept: Keeper, tmp_path: Path) -> None:
    assert kept.group is None
    start(kept, tmp_path)
    (pid,) = started(tmp_path)
    assert kept.group == os.getpgid(pid) == int((tmp_path / "program.pid").read_text())
    kept.stop()
    assert kept.group is None
    assert not there(pid)
    assert list(tmp_path.glob("*.pid")) == []


def test_what_it_says_is_kept(kept: Keeper, tmp_path: Path) -> None:
    start(kept, tmp_path)
    until(lambda: (tmp_path / "errors").read_text() == "oops\n", "its words", 5)


def test_it_comes_again_when_it_ends(kept: Keeper, tmp_path: Path) -> None:
    start(kept, tmp_path)
    (first,) = started(tmp_path)
    os.kill(first, signal.SIGKILL)
    assert there(started(tmp_path, 2)[1])
    assert not there(first)


def test_another_keeper_of_the_same_file_knows_it_and_ends_it(kept: Keeper, tmp_path: Path) -> None:
    start(kept, tmp_path)
    (pid,) = started(tmp_path)
    other = Keeper(tmp_path / "program.pid")
    until(lambda: other.group == os.getpgid(pid), "its words in /proc", 5)
    other.stop()
    assert not there(pid)
    assert kept.group is None


def test_one_that_does_not_listen_is_killed(kept: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "SECONDS", 0.3)
    start(kept, tmp_path, STUBBORN)
    (pid,) = started(tmp_path)
    kept.stop()
    until(lambda: not there(pid), "its end", 5)


@pytest.mark.parametrize(
    "text", ["", "x", "0", "999999999", str(os.getpid())], ids=["empty", "word", "nobody", "gone", "ourselves"]
)
def test_a_file_that_names_no_shell_of_ours(kept: Keeper, tmp_path: Path, text: str) -> None:
    (tmp_path / "program.pid").write_text(text)
    assert kept.group is None
    kept.stop()
    assert not (tmp_path / "program.pid").exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        start(Keeper(tmp_path / "none" / "program.pid"), tmp_path / "none")


def test_time_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "SECONDS", 0.05)
    asked: list[int] = []
    assert not keeper.until(lambda: bool(asked.append(1)))
    assert len(asked) > 1
    assert keeper.until(lambda: True)
