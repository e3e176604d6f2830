"""A machine whose Docker engine and containerlab are fakes that share one state file."""

import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from ccp3lab.house import House, here
from ccp3lab.instance import Record
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.providers.containerlab import network
from ccp3lab.setup import machine

FOLDER = Path(__file__).parent
REFERENCES = {"switch": "ccp3/switch:1", "workstation": "ccp3/workstation:1"}


class Engine:
    """What the fakes did, and the rules by which they misbehave."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.write_text(json.dumps({"containers": {}, "networks": {}, "taken": [], "rules": {}, "calls": []}))

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.file.read_text())
        return found

    def change(self, **parts: Any) -> None:
        """Replace top-level parts of the state."""
        self.file.write_text(json.dumps(self.state | parts))

    def rule(self, **rules: Any) -> None:
        """From now on the fakes keep these RULES, and no others."""
        self.change(rules=rules)

    def stop(self, container: str, state: str = "exited") -> None:
        found = self.state["containers"]
        found[container]["state"] = state
        self.change(containers=found)

    def forget(self, container: str) -> None:
        self.change(containers={name: told for name, told in self.state["containers"].items() if name != container})

    def calls(self, beginning: str = "") -> list[str]:
        return [call for call in self.state["calls"] if call.startswith(beginning)]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is the whole PATH: no program of this machine is reached."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(machine, "SBIN", ())
    for name in [name for name in os.environ if name.startswith(("CLAB_", "CCP3_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DOCKER_HOST", "unix:///nonexistent.sock")
    return folder


@pytest.fixture
def engine(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    docker = path / "docker"
    docker.write_text(f'#!/bin/sh\nexec {sys.executable} -SE {FOLDER / "fake_docker.py"} "$@"\n')
    docker.chmod(0o755)
    monkeypatch.setenv("CCP3_CONTAINERLAB", shlex.join([sys.executable, str(FOLDER / "fake_containerlab.py")]))
    monkeypatch.setenv("CCP3_FAKE_STATE", str(tmp_path / "state.json"))
    return Engine(tmp_path / "state.json")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return scene_of(House(here().root, tmp_path / "home"), "vlan-trunk", "agnes")


@pytest.fixture
def record(scene: Scene, engine: Engine) -> Record:
    """The instance's record, its network made and its folder written."""
    return prepare(scene, network.ensure(scene.instance.name), REFERENCES)
