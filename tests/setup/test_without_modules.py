"""The stand-in for /proc/modules: which links it makes, in which order, and that a command in it sees what it must."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.setup import without_modules
from ccp3lab.setup.machine import as_root
from ccp3lab.setup.without_modules import LINKED_IN_ALL, RESERVED_PIDS, coming_pids

needs_root = pytest.mark.lab


def test_pids_come_in_the_order_of_the_kernel() -> None:
    assert list(coming_pids(last=1000, highest=1003))[:4] == [1001, 1002, 300, 301]


def test_the_first_pids_are_never_handed_out_again() -> None:
    assert min(coming_pids(last=400, highest=32768)) == RESERVED_PIDS


@given(last=st.integers(1, 4_194_303), highest=st.integers(512, 4_194_304))
def test_no_pid_twice_none_out_of_range_and_a_bounded_number(last: int, highest: int) -> None:
    pids = list(coming_pids(min(last, highest - 1), highest))
    assert len(pids) == len(set(pids)) <= LINKED_IN_ALL
    assert all(RESERVED_PIDS <= pid < highest for pid in pids if pid <= last) or last < RESERVED_PIDS


def test_with_the_classic_limit_every_pid_is_linked() -> None:
    assert set(coming_pids(last=20_000, highest=32768)) == set(range(300, 32768))


def test_links_lead_to_the_real_place_and_existing_ones_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("7").touch()
    without_modules.link(["7", "8", "self"])
    assert not Path("7").is_symlink()
    assert [Path(name).readlink() for name in ("8", "self")] == [Path(".real/8"), Path(".real/self")]


def test_the_last_pid_is_near_our_own() -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    assert without_modules.last_pid() > 0
    assert without_modules.pid_max() > child.pid


def test_a_refused_system_call_is_an_error_that_names_it() -> None:
    with pytest.raises(OSError, match="mount tmpfs"):
        without_modules.demand(-1, "mount tmpfs")
    without_modules.demand(0, "mount tmpfs")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    argv = as_root((sys.executable, "-I", "-S", str(without_modules.__file__), *command), "the test")
    return subprocess.run(argv, capture_output=True, text=True, timeout=30, check=False, stdin=subprocess.DEVNULL)


def test_without_a_command_it_tells_its_usage() -> None:
    with pytest.raises(SystemExit, match=r"usage: .*COMMAND"):
        without_modules.main([])


@needs_root
def test_a_command_that_cannot_run_is_one_line_and_126() -> None:
    done = run("/nowhere/containerlab")
    assert done.returncode == 126
    assert done.stderr.count("\n") == 1
    assert "/nowhere/containerlab" in done.stderr


@needs_root
def test_the_command_finds_modules_and_all_else_of_proc() -> None:
    done = run("sh", "-c", "test -e /proc/modules && cat /proc/self/comm /proc/sys/kernel/pid_max && pwd")
    comm, pid_max, folder = done.stdout.splitlines()
    assert (comm, int(pid_max), folder) == ("cat", without_modules.pid_max(), str(Path.cwd()))


@needs_root
def test_processes_that_start_later_are_seen() -> None:
    """More of them than are linked before the command starts."""
    loop = "for i in $(seq 600); do true & done; wait; sleep 60 & test -e /proc/$!/ns/net; echo $?; kill $!"
    assert run("sh", "-c", loop).stdout == "0\n"


@needs_root
def test_exit_code_output_and_errors_are_those_of_the_command() -> None:
    done = run("sh", "-c", "echo out; echo err >&2; exit 7")
    assert (done.returncode, done.stdout, done.stderr) == (7, "out\n", "err\n")


@needs_root
def test_nothing_of_it_is_seen_outside_nor_stays() -> None:
    before = Path("/proc/mounts").read_text().count(" /proc")
    run("true")
    assert Path("/proc/mounts").read_text().count(" /proc") == before


@needs_root
def _seconds() -> float:
    begun = time.monotonic()
    run("true")
    return time.monotonic() - begun


def test_who_reads_the_output_does_not_wait_for_the_links() -> None:
    assert min(_seconds() for _ in range(5)) < 2
