"""Python, its packages, containerlab."""

import hashlib
import os
import shlex
import sys
from pathlib import Path

from ccp3lab.doctor.finding import Finding, State, judged
from ccp3lab.house import here
from ccp3lab.setup import containerlab as clab
from ccp3lab.setup.machine import program
from ccp3lab.setup.version import Version, shown

PYTHON_NEEDED: Version = (3, 11)
STAMP = "ccp3-lock"
"""File of the virtual environment that tells which lock files it was made from (tools/venv writes it)."""
LOCKED = ("tools/build.lock", "tools/requirements.lock", "pyproject.toml")


def python(version: Version = sys.version_info[:3]) -> Finding:
    """The Python that runs this."""
    state = State.THERE if version >= PYTHON_NEEDED else State.TOO_OLD
    remedy = "" if state is State.THERE else "install Python 3.11 or later, remove .venv, then `make lab`"
    return Finding("Python", shown(version), f">= {shown(PYTHON_NEEDED)}", state, remedy)


def packages(environment: Path = Path(sys.prefix), root: Path | None = None) -> Finding:
    """The Python packages are those of the lock files of the checkout ROOT."""
    needed = lock_digest(root or here().root)[:12]
    stamp = environment / STAMP
    found = stamp.read_text().strip()[:12] if stamp.is_file() else "-"
    if found == needed:
        return Finding("Python packages", f"lock {found}", f"lock {needed}", State.THERE)
    state = State.MISSING if found == "-" else State.TOO_OLD
    return Finding("Python packages", found, f"lock {needed}", state, "tools/venv")


def lock_digest(root: Path) -> str:
    """SHA-256 of what the environment is made from, as `tools/venv` computes it."""
    return hashlib.sha256(b"".join((root / name).read_bytes() for name in LOCKED)).hexdigest()


def containerlab() -> Finding:
    """The containerlab that would run the labs; one on PATH that is too old is told only when there is no other."""
    needed = f">= {shown(clab.NEEDED)}"
    override = os.environ.get(clab.OVERRIDE)
    if override:
        first = shlex.split(override)[0]
        found = f"{clab.OVERRIDE}={override}" if program(first) else None
        return judged("containerlab", found, needed, f"{clab.OVERRIDE} names no program: mend or unset it")
    usable = clab.find()
    if usable:
        origin = "on PATH" if str(usable) == program("containerlab") else "built here"
        return judged("containerlab", f"{_version(usable)}, {origin}", needed, "")
    on_path = program("containerlab")
    if on_path:
        return Finding("containerlab", _version(Path(on_path)), needed, State.TOO_OLD, clab.HOW)
    return judged("containerlab", None, needed, clab.HOW)


def _version(binary: Path) -> str:
    version = clab.version_of(binary)
    return shown(version) if version else "no version"
