"""Calling containerlab: a clean environment, a limit, its own words when it fails."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ccp3lab.errors import ProviderError
from ccp3lab.setup.containerlab import command

LIMIT = 300.0
_GRACE = 30.0  # after SIGTERM a fresh deployment removes itself; that takes up to 25 s


def environment(base: Path) -> dict[str, str]:
    """Ours less inherited CLAB_* (each sets a flag), no version check (3 s offline), the lab's folder in BASE."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CLAB_")}
    return clean | {"CLAB_VERSION_CHECK": "disable", "CLAB_LABDIR_BASE": str(base)}


def containerlab(*arguments: str, base: Path, pass_fds: Iterable[int] = ()) -> str:
    """What `containerlab ARGUMENTS` prints; ProviderError with its last words otherwise.

    PASS_FDS (the instance's lock) stay open in it: if we are killed, it goes on and keeps the lock to its end.
    """
    process = subprocess.Popen(
        [*command(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=base,
        env=environment(base),
        pass_fds=tuple(pass_fds),
    )
    try:
        out, err = process.communicate(timeout=LIMIT)
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as stop:
        _end(process)
        if isinstance(stop, KeyboardInterrupt):
            raise
        raise ProviderError(f"containerlab {arguments[0]}: not done within {LIMIT:.0f} s, ended") from stop
    if process.returncode:
        raise ProviderError(f"containerlab {arguments[0]} failed: {_last_words(err)}")
    return out


def _end(process: subprocess.Popen[str]) -> None:
    """Ask PROCESS to end; one that does not within the grace is killed: what it leaves is cleared away by label."""
    process.terminate()
    try:
        process.communicate(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _last_words(err: str) -> str:
    lines = [line for line in err.strip().splitlines() if line.strip()]
    telling = [line for line in lines if "ERRO" in line or "rror" in line]
    return "\n".join((telling or lines or ["no message"])[-5:])
