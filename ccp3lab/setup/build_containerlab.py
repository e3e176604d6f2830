"""Builds the containerlab that tools/containerlab pins."""

import os
import tempfile
from pathlib import Path

from ccp3lab.errors import SetupError
from ccp3lab.progress import Say
from ccp3lab.setup.containerlab import PINNED, cached
from ccp3lab.setup.go import BY_HAND, find_go
from ccp3lab.setup.machine import finish
from ccp3lab.setup.version import shown

PACKAGE = "github.com/srl-labs/containerlab"
LIMIT = 1200.0


def build(root: Path, say: Say) -> None:
    """Put the pinned containerlab into the cache of the checkout ROOT (about a minute); SetupError when that fails."""
    target = cached(root)
    go = find_go(root, say)
    say(f"  building containerlab {shown(PINNED)} with {go} (about a minute on 2 cores)")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / "containerlab"
        done = finish(build_argv(go, made), limit=LIMIT, env=environment(), cwd=root / "tools" / "containerlab")
        if done.code:
            raise SetupError(f"building containerlab failed:\n{done.last_words}\n{BY_HAND}")
        made.replace(target)  # at once: another set-up at the same time never sees half a file


def build_argv(go: Path, target: Path) -> tuple[str, ...]:
    """The build: exactly what go.mod and go.sum pin, without symbols, telling the version that a release would."""
    flags = f"-s -w -X {PACKAGE}/cmd.Version={shown(PINNED)}"
    options = ("-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", flags)
    return (str(go), "build", *options, "-o", str(target), PACKAGE)


def environment() -> dict[str, str]:
    """No C compiler, no other toolchain than the one chosen, no foreign workspace; a home for caches in any case."""
    home = {} if "HOME" in os.environ else {"HOME": tempfile.gettempdir()}
    return {"CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOWORK": "off", **home}
