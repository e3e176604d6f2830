"""Which containerlab runs the labs, and how it is called on this machine.

In this order: the command in `CCP3_CONTAINERLAB`, taken as it is; the containerlab on PATH if it is able; the one that
`tools/containerlab/` pins, built into the project's cache.
"""

import hashlib
import os
import shlex
import sys
from pathlib import Path

from ccp3lab.errors import ProviderError
from ccp3lab.house import here
from ccp3lab.setup import without_modules
from ccp3lab.setup.machine import Done, finish, program, root_prefix
from ccp3lab.setup.version import Version, shown, version_in

OVERRIDE = "CCP3_CONTAINERLAB"
NEEDED: Version = (0, 78)
PINNED: Version = (0, 79, 0)
UNKNOWN: Version = (0, 0, 0)
HOW = "`make lab` builds it; the official way is https://containerlab.dev/install/"
KEPT_BY_SUDO = "--preserve-env=CLAB_VERSION_CHECK,CLAB_LABDIR_BASE"


def command() -> tuple[str, ...]:
    """What to put before containerlab's arguments: root, and any kernel; ProviderError if there is none."""
    override = os.environ.get(OVERRIDE)
    if override:
        return tuple(shlex.split(override))
    binary = find()
    if binary is None:
        raise ProviderError(f"there is no containerlab {shown(NEEDED)} or later: {HOW}")
    return prefix(binary)


def prefix(binary: Path, proc: Path = Path("/proc")) -> tuple[str, ...]:
    """The argv that starts BINARY: by sudo for a user, with a stand-in for /proc/modules where the kernel has none."""
    root = root_prefix()
    if root is None:
        raise ProviderError("containerlab needs root: run this as root, or install sudo and allow it to you")
    sudo = (*root, KEPT_BY_SUDO) if root else ()
    if (proc / "modules").exists():
        return (*sudo, str(binary))
    return (*sudo, sys.executable, "-I", "-S", str(without_modules.__file__), str(binary))


def find() -> Path | None:
    """The binary that `command` would run: the one on PATH if it is able, else the built one, else None."""
    on_path = program("containerlab")
    if on_path and able(Path(on_path)):
        return Path(on_path)
    built = cached(here().root)
    return built if built.is_file() else None


def able(binary: Path) -> bool:
    """BINARY is 0.78 or later; a build from source that calls itself 0.0.0 is asked whether it knows `validate`."""
    found = version_of(binary)
    if found == UNKNOWN:
        return finish((str(binary), "validate", "--help")).code == 0
    return found is not None and found >= NEEDED


def version_of(binary: Path) -> Version | None:
    """What BINARY says its version is, None if it says nothing of the kind."""
    return _version(finish((str(binary), "version"), env={"CLAB_VERSION_CHECK": "disable"}))


def _version(said: Done) -> Version | None:
    lines = (line for line in said.out.splitlines() if "version:" in line)
    return version_in(next(lines, "")) if said.code == 0 else None


def cached(root: Path) -> Path:
    """Where the containerlab that the checkout ROOT pins is built: one folder a content of go.mod and go.sum."""
    pins = root / "tools" / "containerlab"
    content = hashlib.sha256((pins / "go.mod").read_bytes() + (pins / "go.sum").read_bytes()).hexdigest()
    return root / ".cache" / "containerlab" / content[:12] / "containerlab"
