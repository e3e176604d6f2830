"""The few questions that the toolkit asks the Docker engine about devices."""

import json
from typing import Any

from ccp3lab.errors import ProviderError
from ccp3lab.setup import engine
from ccp3lab.setup.machine import ABSENT, Done


def docker(*arguments: str) -> str:
    """What `docker ARGUMENTS` prints; ProviderError with its own words when it fails."""
    done = engine.docker(*arguments)
    if done.code:
        raise ProviderError(_explained(arguments, done))
    return done.out


def _explained(arguments: tuple[str, ...], done: Done) -> str:
    text = done.last_words
    if done.code == ABSENT:  # its words, "no such file", must not pass for "no such network"
        return "there is no `docker` command; `make lab` installs Docker, see `ccp3 doctor`"
    if "Cannot connect to the Docker daemon" in text or "connection refused" in text:
        return "the Docker engine does not run; `make lab` starts it (or: systemctl start docker), see `ccp3 doctor`"
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
