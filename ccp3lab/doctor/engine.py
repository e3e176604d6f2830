"""The Docker engine, the images it has, the disk it writes to."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ccp3lab import images as device_images
from ccp3lab.doctor.finding import Finding, State, judged
from ccp3lab.errors import ImageError
from ccp3lab.setup import engine
from ccp3lab.setup.machine import program
from ccp3lab.setup.version import Version, shown, version_in

NEEDED: Version = (20, 10)
GIB = 1 << 30
TO_BUILD = 3 * GIB
"""Bytes that building every image takes at most, what the builder leaves in between included."""
TO_RUN = GIB // 2
"""Bytes for the containers and records of a few instances."""


def server() -> Finding:
    """The engine that answers: a client without one is told as such."""
    needed = f">= {shown(NEEDED)}"
    version = engine.server_version()
    if version is None:
        found = "a client, no engine answers" if program("docker") else "-"
        return Finding("Docker engine", found, needed, State.MISSING, "make lab (installs and starts it)")
    if (version_in(version) or ()) < NEEDED:
        return Finding(
            "Docker engine",
            version,
            needed,
            State.TOO_OLD,
            "install a newer docker.io, or https://docs.docker.com/engine/install/",
        )
    return Finding("Docker engine", version, needed, State.THERE)


def images(docker: Finding) -> Iterator[Finding]:
    """Each device image of this checkout, in its present content."""
    missing = _missing(docker)
    for name in device_images.names():
        tag = device_images.reference(name).partition(":")[2]
        yield judged(f"image {name}", None if name in missing else "built", tag, "make images")


def disk(docker: Finding) -> Finding:
    """Free space where the engine keeps its data."""
    folder = Path("/") if docker.state is State.MISSING else _data_folder()
    return enough(shutil.disk_usage(folder).free, TO_BUILD if _missing(docker) else TO_RUN)


def enough(free: int, needed: int) -> Finding:
    """FREE bytes against the bytes NEEDED."""
    found = f"{free / GIB:.1f} GiB free"
    if free >= needed:
        return Finding("disk", found, f"{needed / GIB:.1f} GiB", State.THERE)
    return Finding(
        "disk",
        found,
        f"{needed / GIB:.1f} GiB",
        State.MISSING,
        "free some space; `docker system df` shows what Docker takes",
    )


def _missing(docker: Finding) -> tuple[str, ...]:
    if docker.state is not State.MISSING:
        with suppress(ImageError):  # it went away meanwhile
            return device_images.missing()
    return device_images.names()


def _data_folder() -> Path:
    told = Path(engine.docker("info", "--format", "{{.DockerRootDir}}").out.strip() or "/")
    return told if os.access(told, os.F_OK) else Path("/")
