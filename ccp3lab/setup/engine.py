"""The Docker engine: does one answer (the server is asked: a client alone is none), else install and start one."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ccp3lab.errors import SetupError
from ccp3lab.progress import Say
from ccp3lab.setup.machine import Done, apt_install, as_root, finish, program, root_prefix

LOG = Path("/var/log/ccp3-dockerd.log")
PID_FILE = Path("/var/run/docker.pid")
SYSTEMD = Path("/run/systemd/system")
"""Exists when systemd is PID 1 (sd_booted(3))."""
SOCKET = Path("/var/run/docker.sock")
DEADLINE = 60.0
POLL = 0.2


def client(socket: Path = SOCKET) -> tuple[str, ...]:
    """The argv of the Docker client: by sudo for a user who may not open the engine's own socket."""
    return (*(root_prefix() or ()), "docker") if _barred(socket) else ("docker",)


def _barred(socket: Path) -> bool:
    local = not os.environ.get("DOCKER_HOST")
    return local and socket.exists() and not os.access(socket, os.R_OK | os.W_OK)


def docker(*arguments: str, limit: float = 60.0) -> Done:
    """Run the Docker client with ARGUMENTS for LIMIT seconds at most."""
    return finish((*client(), *arguments), limit=limit)


def server_version() -> str | None:
    """The version of the engine that answers, None if none does."""
    done = docker("version", "--format", "{{.Server.Version}}", limit=15)
    return done.out.strip() or None if done.code == 0 else None


def found() -> str | None:
    """What a table says about the engine."""
    version = server_version()
    return f"Docker {version} answers" if version else None


def bring(say: Say) -> None:
    """Install what is missing of Docker and start the engine, never a second one; SetupError when none answers."""
    _demand_that_we_may(SOCKET)
    packages = tuple(_missing_packages())
    if packages:
        apt_install(packages, say)
    if not _answers_within(0.0) and not _another_starts(PID_FILE):
        _start(say)
    if not _answers_within(DEADLINE):
        raise SetupError(f"the Docker engine does not answer after {DEADLINE:.0f} s:\n{_log_tail()}\n{_way_out()}")


def _demand_that_we_may(socket: Path) -> None:
    elsewhere = os.environ.get("DOCKER_HOST")
    if elsewhere:
        raise SetupError(
            f"DOCKER_HOST={elsewhere} names an engine that does not answer: start it, or unset DOCKER_HOST"
        )
    if _barred(socket) and root_prefix() is None:
        raise SetupError(
            f"you may not use the Docker engine ({socket}): as root, `usermod -aG docker USER`, log in again"
        )


def _missing_packages() -> Iterator[str]:
    if program("dockerd") is None:
        yield "docker.io"
    if program("docker") is None and _apt_knows("docker-cli"):  # since Debian 13 the client is a package of its own
        yield "docker-cli"


def _apt_knows(package: str) -> bool:
    with_lists = finish(("apt-cache", "show", package))
    if with_lists.code == 0:
        return True
    finish(as_root(("apt-get", "update", "-qq"), "apt-get update"), limit=300)
    return finish(("apt-cache", "show", package)).code == 0


def _another_starts(pid_file: Path) -> bool:
    """An engine that runs and does not answer yet (or is hung): a second one would damage its data."""
    with suppress(OSError, ValueError):
        process = Path("/proc") / str(int(pid_file.read_text())) / "comm"
        return process.read_text().strip() == "dockerd"
    return False


def _start(say: Say) -> None:
    if SYSTEMD.is_dir():
        say("  systemctl start docker")
        done = finish(as_root(("systemctl", "start", "docker"), "starting Docker"), limit=120)
    else:
        say(f"  no systemd here: starting dockerd in the background, log in {LOG}")
        done = finish(background(program("dockerd") or "dockerd", LOG))
    if done.code:
        raise SetupError(f"the Docker engine could not be started:\n{done.last_words}\n{_way_out()}")


def background(daemon: str, log: Path) -> tuple[str, ...]:
    """The argv that starts DAEMON in a session of its own, so that it outlives make and the terminal."""
    script = 'setsid "$0" < /dev/null >> "$1" 2>&1 &'
    return as_root(("sh", "-c", script, daemon, str(log)), "starting Docker")


def _answers_within(seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not server_version():
        if time.monotonic() >= end:
            return False
        time.sleep(POLL)
    return True


def _log_tail() -> str:
    with suppress(OSError):
        return "\n".join(LOG.read_text(errors="replace").splitlines()[-8:])
    return "(no log of its own)"


def _way_out() -> str:
    return "See `systemctl status docker`, or run `dockerd` by hand as root and read what it says; then start again."
