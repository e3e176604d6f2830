"""The images of this checkout: their names, parents and references.

Each folder of `images/` that has a Dockerfile is one. `base` starts from Debian 13; every other one from `base`, unless
its Dockerfile names another in a line `# parent: NAME`. The Dockerfile takes what it starts from by `ARG FROM`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ccp3lab.errors import ImageError
from ccp3lab.house import here
from ccp3lab.images.content import Item, digest, parent_of, read
from ccp3lab.setup.debian import LOCAL as DEBIAN

BASE = "base"


@dataclass(frozen=True)
class Source:
    """One image as its folder describes it: `parent` is an image of ours, None for the one that starts from Debian."""

    name: str
    parent: str | None
    items: tuple[Item, ...]
    reference: str
    starts_from: str


def reference(name: str, folder: Path | None = None) -> str:
    """`ccp3/<name>:<hash of its content and of what it starts from>`; ImageError for an unknown name.

    FOLDER holds one folder an image; this checkout's `images/` by default, here and below.
    """
    return source(name, folder).reference


def names(folder: Path | None = None) -> tuple[str, ...]:
    """Every image there is, in alphabetical order."""
    return tuple(sorted(dockerfile.parent.name for dockerfile in _home(folder).glob("*/Dockerfile")))


def source(name: str, folder: Path | None = None, seen: tuple[str, ...] = ()) -> Source:
    """What the folder of image NAME says; ImageError for an unknown name, or one that descends from itself (SEEN)."""
    home = _home(folder)
    if name in seen:
        line = " -> ".join((*seen, name))
        raise ImageError(f"images/{name}/Dockerfile: it descends from itself ({line}); mend its line `# parent:`")
    if not (home / name / "Dockerfile").is_file():
        raise ImageError(
            f"there is no image {name} (no images/{name}/Dockerfile); there are: {', '.join(names(folder))}"
        )
    items = read(home / name)
    parent = None if name == BASE else parent_of(items) or BASE
    starts_from = source(parent, folder, (*seen, name)).reference if parent else DEBIAN
    return Source(name, parent, items, f"ccp3/{name}:{digest(items, starts_from)}", starts_from)


def waves(wanted: Iterable[Source]) -> tuple[tuple[Source, ...], ...]:
    """WANTED in groups that may be built at the same time: each image in a later group than its parent."""
    left = {image.name: image for image in wanted}
    groups = []
    while left:
        ready = tuple(image for image in left.values() if image.parent not in left)
        groups.append(ready)
        left = {name: image for name, image in left.items() if image not in ready}
    return tuple(groups)


def _home(folder: Path | None) -> Path:
    return folder or here().images
