"""Commands and processes of the device."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

KILL = 9  # the module `signal` costs five milliseconds
OUTPUT = 64 * 1024
TIMED_OUT = 124  # as timeout(1) says it
WORLD = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/root",
    "PYTHONWARNINGS": "ignore",
}
FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW


def run(command: str, limit: float, log: str) -> tuple[int, str]:
    """Run COMMAND at most LIMIT seconds; return its exit code and what it printed.

    Its output goes to the file LOG, so that a daemon that keeps it open cannot hang us; its process group is its own.
    The file is gone afterwards: what a checker or a probe says may tell of a solution.
    """
    pid = _spawn(command, [(os.POSIX_SPAWN_OPEN, 1, log, FLAGS, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)])
    code = _wait(pid, limit)
    with open(log, "rb") as file:
        text = file.read(OUTPUT).decode("utf-8", "replace").strip()
    os.unlink(log)
    return code, text


def capture(command: str, limit: float, cap: int) -> tuple[int, str]:
    """Run COMMAND at most LIMIT seconds or until it printed CAP bytes; for commands whose output may have no end."""
    ours, theirs = os.pipe()
    pid = _spawn(command, [(os.POSIX_SPAWN_DUP2, theirs, 1), (os.POSIX_SPAWN_DUP2, theirs, 2)])
    os.close(theirs)
    end, got = time.monotonic() + limit, b""
    while len(got) < cap and select.select([ours], [], [], max(0.0, end - time.monotonic()))[0]:
        more = os.read(ours, 65536)
        if not more:
            break
        got += more
    code = _wait(pid, max(0.0, end - time.monotonic()) if len(got) < cap else 0)
    os.close(ours)  # not before: a command that still writes would end by itself, with a code of its own
    return code, got[:cap].decode("utf-8", "replace")


def _spawn(command: str, actions: list[tuple[int, ...] | tuple[int, int, str, int, int]]) -> int:
    quiet = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
    return os.posix_spawn("/bin/sh", ["/bin/sh", "-c", command], WORLD, file_actions=[quiet, *actions], setsid=True)


def _wait(pid: int, limit: float) -> int:
    """Return the exit code of PID, TIMED_OUT after it was killed with its whole group."""
    handle = os.pidfd_open(pid)
    in_time = bool(select.select([handle], [], [], limit)[0])
    os.close(handle)
    if not in_time:
        os.killpg(pid, KILL)
    status = os.waitpid(pid, 0)[1]
    return os.waitstatus_to_exitcode(status) if in_time else TIMED_OUT


def pid_of(process: str) -> int:
    """Return the pid of a live process of that name (comm of proc(5), zombies do not count), or 0."""
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                head, _, tail = file.read().rpartition(")")
        except OSError:
            continue
        if head.partition("(")[2] == process[:15] and tail.split()[0] not in "ZX":
            return int(pid)
    return 0


def until(good: Callable[[], bool], limit: float) -> bool:
    """Ask GOOD again and again for LIMIT seconds until it says yes."""
    end = time.monotonic() + limit
    while not good():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
