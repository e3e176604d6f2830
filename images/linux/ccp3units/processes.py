"""The process table, as /proc shows it to everybody."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PROC = Path("/proc")
POLL = 0.02
COMM = 15
"""The kernel keeps that many characters of a program's name."""

INTERPRETER = re.compile(r"(ba|da)?sh|python[\d.]*|perl[\d.]*|env|setpriv|true|sleep")
"""Programs whose name does not tell which service runs in them."""


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name; empty when there is no such process."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def alive(pid: int) -> bool:
    """Whether PID is a process that still does something: no zombie."""
    fields = _stat(pid)
    return bool(fields) and fields[0] not in "ZX"


def started(pid: int) -> float:
    """When PID was started, in seconds since 1970; it must be there."""
    ticks = int(_stat(pid)[19])
    uptime = float((PROC / "uptime").read_text().split()[0])
    return time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK")


def name(pid: int) -> str:
    """What the kernel calls PID."""
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def everyone() -> Iterator[int]:
    """All processes there are."""
    return (int(path.name) for path in PROC.iterdir() if path.name.isdecimal())


def running(program: str) -> int:
    """The oldest process of PROGRAM (a path), 0 if there is none or its name would not tell."""
    called = Path(program).name
    if not called or INTERPRETER.fullmatch(called):
        return 0
    found = (pid for pid in everyone() if name(pid) == called[:COMM] and alive(pid))
    return min(found, default=0)


def session(leader: int) -> list[int]:
    """The other processes of the session that LEADER began."""
    return [pid for pid in everyone() if pid != leader and _stat(pid)[3:4] == [str(leader)] and alive(pid)]


def until(good: Callable[[], bool], limit: float) -> bool:
    """Poll GOOD for LIMIT seconds at most."""
    end = time.monotonic() + limit
    while not good():
        if time.monotonic() > end:
            return False
        time.sleep(POLL)
    return True
