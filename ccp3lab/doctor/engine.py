"""The Docker engine, the images it has, the disk it writes to."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ccp3lab import images as device_images
from ccp3lab.doctor.finding import Finding, State, judged
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
    answering = docker.found != "-" and docker.state is not State.MISSING
    missing = device_images.missing() if answering else device_images.names()
    for name in device_images.names():
        tag = device_images.reference(name).partition(":")[2]
        yield judged(f"image {name}", None if name in missing else "built", tag, "make images")


def disk(docker: Finding) -> Finding:
    """Free space where the engine keeps its data."""
    folder = _data_folder() if docker.state is State.THERE else Path("/")
    needed = TO_RUN if docker.state is State.THERE and not device_images.missing() else TO_BUILD
    free = shutil.disk_usage(folder).free
    return enough(free, needed)


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


def _data_folder() -> Path:
    told = Path(engine.docker("info", "--format", "{{.DockerRootDir}}").out.strip() or "/")
    return told if os.access(told, os.F_OK) else Path("/")
