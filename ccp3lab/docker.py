"""The Docker engine, by its command line: the few questions that the toolkit asks it."""

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from ccp3lab.errors import ProviderError

_LIMIT = 60.0


def docker(*arguments: str, pass_fds: Iterable[int] = ()) -> str:
    """What `docker ARGUMENTS` prints; ProviderError with its own words when it fails."""
    try:
        done = subprocess.run(
            ["docker", *arguments],
            capture_output=True,
            text=True,
            timeout=_LIMIT,
            check=False,
            stdin=subprocess.DEVNULL,
            pass_fds=tuple(pass_fds),
        )
    except FileNotFoundError as error:
        raise ProviderError("docker is not installed; `ccp3 doctor` tells what is missing, `make lab` installs it") from error
    except subprocess.TimeoutExpired as error:
        raise ProviderError(f"docker {arguments[0]}: no answer within {_LIMIT:.0f} s; is the engine overloaded?") from error
    if done.returncode:
        raise ProviderError(_explained(arguments, done.stderr.strip()))
    return done.stdout


def _explained(arguments: tuple[str, ...], text: str) -> str:
    if "Cannot connect to the Docker daemon" in text or "connection refused" in text:
        return "the Docker engine does not run; `make lab` starts it (or: systemctl start docker), `ccp3 doctor` tells more"
    if "permission denied" in text and "docker.sock" in text:
        return "you may not use the Docker engine; add yourself to the group docker, or run as root (sudo)"
    return f"docker {' '.join(arguments[:2])}: {text or 'failed without a word'}"


def rows(*arguments: str) -> list[dict[str, Any]]:
    """The JSON lines of a `docker ... --format '{{json .}}'` listing."""
    return [json.loads(line) for line in docker(*arguments, "--format", "{{json .}}").splitlines()]


def inspect(kind: str, name: str) -> dict[str, Any] | None:
    """`docker KIND inspect NAME`, None when there is no such object."""
    try:
        found: list[dict[str, Any]] = json.loads(docker(kind, "inspect", name))
    except ProviderError as error:
        if "no such" in str(error).lower() or "not found" in str(error).lower():
            return None
        raise
    return found[0]
