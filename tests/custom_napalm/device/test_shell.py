"""Commands end in time whatever they do; processes are found by name."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from custom_napalm.linux.device import shell


@pytest.fixture
def log(tmp_path: Path) -> str:
    return str(tmp_path / "out")


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        ("echo hello", (0, "hello")),
        ("echo words >&2; exit 3", (3, "words")),
        ("cat", (0, "")),
        ("printf '\\377'", (0, "\ufffd")),
        ("kill -9 $$", (-9, "")),
        ("no-such-command-here 2>/dev/null", (127, "")),
    ],
)
def test_a_command_is_run(command: str, outcome: tuple[int, str], log: str) -> None:
    assert shell.run(command, 5, log) == outcome
    assert shell.capture(command, 5, 1000)[0] == outcome[0]
    assert shell.capture(command, 5, 1000)[1].strip() == outcome[1]


def test_a_command_that_hangs_is_killed_with_its_children(log: str, tmp_path: Path) -> None:
    start = time.monotonic()
    code, _ = shell.run(f"sleep 60 & echo $! > {tmp_path}/pid; sleep 60", 0.2, log)
    assert (code, time.monotonic() - start < 10) == (shell.TIMED_OUT, True)
    child = (tmp_path / "pid").read_text().strip()
    assert shell.until(lambda: not Path(f"/proc/{child}/cwd").exists(), 2)


def test_a_daemon_that_keeps_its_output_does_not_hold_us(log: str) -> None:
    start = time.monotonic()
    assert shell.run("sleep 30 & echo started", 5, log) == (0, "started")
    assert time.monotonic() - start < 10


def test_endless_output_is_cut() -> None:
    code, text = shell.capture("yes", 5, 10_000)
    assert len(text) == 10_000
    assert code == shell.TIMED_OUT


def test_a_quiet_command_of_a_capture_ends_in_time() -> None:
    start = time.monotonic()
    assert shell.capture("echo a; sleep 60", 0.2, 1000) == (shell.TIMED_OUT, "a\n")
    assert time.monotonic() - start < 10


def test_only_the_beginning_of_a_long_output_is_told(log: str) -> None:
    assert len(shell.run("head -c 200000 /dev/zero | tr '\\0' x", 5, log)[1]) == shell.OUTPUT


def test_commands_see_a_world_of_their_own(log: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    assert "SECRET" not in shell.run("env", 5, log)[1]


def test_a_process_is_found_by_its_name(tmp_path: Path) -> None:
    name = f"zz{os.getpid()}"
    (tmp_path / name).symlink_to("/bin/sleep")
    assert shell.pid_of(name) == 0
    with subprocess.Popen([str(tmp_path / name), "30"]) as process:
        assert shell.until(lambda: shell.pid_of(name) == process.pid, 2)
        process.kill()
        assert shell.until(lambda: shell.pid_of(name) == 0, 2), "a zombie does not count"


def test_waiting_is_bounded() -> None:
    assert shell.until(lambda: True, 0)
    assert not shell.until(lambda: False, 0.05)
