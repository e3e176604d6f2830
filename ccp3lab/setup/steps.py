"""The steps of this project's set-up, in their order; Python and its packages came before (tools/venv)."""

from collections.abc import Iterable

from ccp3lab import images
from ccp3lab.house import here
from ccp3lab.setup import build_containerlab, containerlab, debian, engine
from ccp3lab.setup.machine import apt_install, program
from ccp3lab.setup.step import Step
from ccp3lab.setup.version import shown


def steps(wanted: Iterable[str] | None = None) -> tuple[Step, ...]:
    """What makes this machine run labs that use the images WANTED (all of them by default)."""
    root = here().root
    return (
        Step("Docker", "It runs the devices.", engine.found, engine.bring),
        Step(
            "containerlab",
            "It wires the devices together.",
            _containerlab_found,
            lambda say: build_containerlab.build(root, say),
        ),
        Step(
            "ssh",
            "Learners log in with it.",
            lambda: program("ssh"),
            lambda say: apt_install(("openssh-client",), say),
        ),
        *image_steps(images.names() if wanted is None else tuple(wanted)),
    )


def image_steps(wanted: tuple[str, ...]) -> tuple[Step, ...]:
    """What builds the images WANTED: nothing of Debian is fetched once they are there."""
    return (
        Step(
            "Debian 13",
            "The images of the devices start from it.",
            lambda: debian.found() or ("not needed" if _images_found(wanted) else None),
            debian.bring,
        ),
        Step(
            "images",
            "The devices themselves; about a minute the first time.",
            lambda: _images_found(wanted),
            lambda say: images.build(wanted, say),
        ),
    )


def _containerlab_found() -> str | None:
    binary = containerlab.find()
    version = containerlab.version_of(binary) if binary else None
    return f"{shown(version)} ({binary})" if version else None


def _images_found(wanted: tuple[str, ...]) -> str | None:
    return None if images.missing(wanted) else ", ".join(wanted)
