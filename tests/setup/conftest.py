"""A machine made of fakes: a PATH on which only the programs that a test put there exist."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccp3lab.setup import machine


def silent(line: str) -> None:
    """A Say that says nothing."""


class Fakes:
    """The folder that is the whole PATH, and the calls that the programs in it noted."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.notes = folder / "calls"
        for real in ("sh", "env", "cat", "setsid", "sleep", "touch", "true"):
            found = shutil.which(real)
            assert found
            (self.bin / real).symlink_to(found)

    def add(self, name: str, body: str = "") -> Path:
        """A program NAME: it notes its arguments, then runs BODY (shell)."""
        path = self.bin / name
        path.unlink(missing_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.notes}\n{body}\n')
        path.chmod(0o755)
        return path

    def remove(self, name: str) -> None:
        (self.bin / name).unlink()

    @property
    def calls(self) -> list[str]:
        """Every call so far: the program and its arguments."""
        return self.notes.read_text().splitlines() if self.notes.exists() else []


@pytest.fixture
def fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fakes]:
    made = Fakes(tmp_path)
    monkeypatch.setenv("PATH", str(made.bin))
    monkeypatch.setattr(machine, "SBIN", ())
    for name in [name for name in os.environ if name.startswith(("CCP3_", "DOCKER_"))]:
        monkeypatch.delenv(name)
    return made


@pytest.fixture
def as_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as somebody who is not root."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.fixture
def as_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as root, whoever runs the tests."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
