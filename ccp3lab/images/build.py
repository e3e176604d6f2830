"""Builds the images that this checkout needs and the engine lacks, several at a time."""

import itertools
import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from ccp3lab.errors import ImageError
from ccp3lab.house import here
from ccp3lab.images import catalogue, failure
from ccp3lab.images.catalogue import Source, source, waves
from ccp3lab.images.content import context
from ccp3lab.progress import Say
from ccp3lab.setup import debian
from ccp3lab.setup.engine import client, docker

LIMIT = 1800.0
JOBS = 3
"""Measured: more gain nothing on 2 cores."""


@dataclass(frozen=True)
class Ended:
    """A build that ended: what went wrong, as a text for people, None if nothing did."""

    image: Source
    seconds: float
    problem: str | None


def missing(names: Iterable[str] | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """Those of NAMES (default: all) that the engine lacks in their present content; ImageError if no engine answers."""
    there = _there()
    wanted = catalogue.names(folder) if names is None else names
    return tuple(name for name in wanted if source(name, folder).reference not in there)


def build(names: Iterable[str], say: Say, jobs: int = JOBS, folder: Path | None = None) -> None:
    """Build those of NAMES that are missing, and what they start from, JOBS at a time.

    Each start and end is a line to SAY; ImageError with the end of the log and the way out for those that fail.
    """
    wanted = _with_parents(missing(names, folder), folder)
    if any(image.parent is None for image in wanted) and not debian.found():
        debian.bring(say)
    count = itertools.count(1)
    for wave in waves(wanted):
        problems = []
        for ended in _side_by_side(wave, say, jobs):
            if ended.problem:
                problems.append(ended.problem)
            else:
                say(f"  {ended.image.name}: built in {ended.seconds:.0f} s ({next(count)} of {len(wanted)})")
        if problems:
            raise ImageError("\n".join(problems))


def _side_by_side(wave: Iterable[Source], say: Say, jobs: int) -> Iterator[Ended]:
    logs = here().root / ".cache" / "images"
    logs.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running = [pool.submit(_build, image, logs / f"{image.name}.log", say) for image in wave]
        for future in as_completed(running):
            yield future.result()


def _with_parents(names: Iterable[str], folder: Path | None) -> tuple[Source, ...]:
    there = _there()
    wanted: dict[str, Source] = {}
    for name in names:
        image: Source | None = source(name, folder)
        while image and image.reference not in there:
            wanted[image.name] = image
            image = source(image.parent, folder) if image.parent else None
    return tuple(wanted.values())


def _there() -> frozenset[str]:
    listing = docker("image", "ls", "--filter", "reference=ccp3/*", "--format", "{{.Repository}}:{{.Tag}}")
    if listing.code:
        raise ImageError(f"the engine does not tell its images: {listing.last_words}\n`make lab` starts Docker.")
    return frozenset(listing.out.split())


def _build(image: Source, log: Path, say: Say) -> Ended:
    say(f"  {image.name}: building {image.reference}")
    begun = time.monotonic()
    code = _docker_build(image, log)
    text = log.read_text(errors="replace")
    problem = failure.explained(image.name, text, log, image.starts_from) if code else None
    return Ended(image, time.monotonic() - begun, problem)


def argv(image: Source) -> tuple[str, ...]:
    """The build command: the context comes on standard input, and packages through the host's own network."""
    start = f"FROM={image.starts_from}"
    return (*client(), "build", "--network", "host", "--build-arg", start, "--tag", image.reference, "-")


def _docker_build(image: Source, log: Path) -> int:
    with log.open("wb") as output:
        try:
            # Not BuildKit: it is a plug-in that Debian's docker.io comes without; this builder is in every engine.
            return subprocess.run(
                argv(image),
                input=context(image.items),
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "DOCKER_BUILDKIT": "0"},
                timeout=LIMIT,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            output.write(f"\nnot done within {LIMIT:.0f} s".encode())
            return 1
