"""A store and managed files in a temporary folder: the device side without a device."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custom_napalm.linux.device import commit
from custom_napalm.linux.device.shapes import Candidate, Entry, Service
from custom_napalm.linux.device.store import Store

ME = f"{os.getuid()}:{os.getgid()}"


@pytest.fixture(autouse=True)
def _no_watchdog(monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit to be confirmed leaves a process behind for its whole time: here it would outlive the tests."""
    monkeypatch.setattr(commit, "watch", lambda *_: None)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(str(tmp_path / "state"))
    made.create()
    return made


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    folder = tmp_path / "etc"
    folder.mkdir()
    return folder


@pytest.fixture
def entry(etc: Path) -> Callable[..., Entry]:
    """entry("a.conf", "text", check=...) is a managed file of the temporary /etc."""

    def make(name: str, content: str, **more: Any) -> Entry:
        base: Entry = {
            "path": str(etc / name),
            "mode": "0644",
            "owner": ME,
            "secret": False,
            "check": "",
            "service": "",
            "content": content,
        }
        return {**base, **more}  # type: ignore[typeddict-item]

    return make


@pytest.fixture
def service() -> Callable[..., Service]:
    """service("named", reload=...) is a service without process, ready at once."""

    def make(name: str, **more: Any) -> Service:
        words = dict.fromkeys(("process", "unit", "ready", "verify", "reload", "start", "stop", "log"), "")
        return {"name": name, **words, "wait": 0.2, "settle": 0.0, **more}  # type: ignore[typeddict-item]

    return make


@pytest.fixture
def candidate() -> Callable[..., Candidate]:
    """candidate([files], [services], replace=False)"""

    def make(files: list[Entry], services: list[Service] | None = None, replace: bool = True) -> Candidate:
        return {"replace": replace, "files": files, "services": services or []}

    return make
