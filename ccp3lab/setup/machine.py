"""The machine we are on: running a program to its end, being root, installing a Debian package."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ccp3lab.errors import SetupError
from ccp3lab.progress import Say

SBIN = ("/usr/local/sbin", "/usr/sbin", "/sbin")
ABSENT = 127
EXPIRED = 124


@dataclass(frozen=True)
class Done:
    """A program that ended: its exit code (127: no such program, 124: did not end in time) and what it printed."""

    code: int
    out: str
    err: str

    @property
    def last_words(self) -> str:
        """The last lines it printed, errors preferred: what a message quotes."""
        return "\n".join((self.err.strip() or self.out.strip()).splitlines()[-8:])


def finish(
    argv: Sequence[str], *, limit: float = 30.0, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Done:
    """Run ARGV without input for LIMIT seconds at most; ENV is added to ours. Never raises for what the program did."""
    try:
        done = subprocess.run(
            list(argv),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=limit,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            check=False,
        )
    except (FileNotFoundError, PermissionError) as error:
        return Done(ABSENT, "", f"{argv[0]}: {error.strerror}")
    except subprocess.TimeoutExpired:
        return Done(EXPIRED, "", f"{argv[0]}: not done within {limit:.0f} s")
    return Done(done.returncode, done.stdout, done.stderr)


def program(name: str) -> str | None:
    """Where NAME is, the folders of system programs included (a plain user's PATH lacks them on Debian)."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", os.defpath), *SBIN)))


def root_prefix() -> tuple[str, ...] | None:
    """What to put before a command that needs root: nothing for root, sudo for a user who has it, None for others."""
    if os.geteuid() == 0:
        return ()
    sudo = program("sudo")
    return (sudo,) if sudo else None


def as_root(argv: Sequence[str], purpose: str) -> tuple[str, ...]:
    """ARGV with what makes it run as root; SetupError naming PURPOSE for a user who cannot."""
    prefix = root_prefix()
    if prefix is None:
        raise SetupError(f"{purpose} needs root: run this as root, or install sudo and allow it to you")
    return (*prefix, *argv)


def apt_install(packages: Iterable[str], say: Say) -> None:
    """Install Debian or Ubuntu PACKAGES without recommended ones; SetupError without apt, root or network."""
    wanted = tuple(packages)
    if program("apt-get") is None:
        raise SetupError(
            f"this machine has no apt: install {', '.join(wanted)} by your system's own means, then start again"
        )
    say(f"  apt-get install {' '.join(wanted)}")
    quiet = ("-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300", "-qq")
    update = finish(_apt("update", *quiet), limit=300)
    install = finish(_apt("install", "-y", "--no-install-recommends", *quiet, *wanted), limit=900)
    if install.code:
        raise SetupError(
            f"apt-get could not install {' '.join(wanted)}:\n{install.last_words or update.last_words}\n{WAY_OUT}"
        )


WAY_OUT = (
    "Check the network (apt needs its mirror) and the free disk space, run `apt-get update` by hand, then start again."
)


def _apt(*arguments: str) -> tuple[str, ...]:
    return as_root(("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments), "installing packages")
