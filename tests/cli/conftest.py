"""`ccp3` in this process, on a copy of the definitions that a test may break, with a Docker engine that is a fake."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from ccp3lab.cli import life, main, marks, people, planfiles, planned, proofs, show
from ccp3lab.house import House, here
from ccp3lab.instance import Phase, Record
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.scene import scene
from ccp3lab.providers.containerlab import provider
from tests.providers.conftest import FOLDER as FAKES
from tests.providers.conftest import Engine

LAB, LEARNER = "vlan-trunk", "demo"
LAB_FILE = "labs/vlan-trunk/lab.yml"
PLAN_FILE = "inventories/atelier-velo/plan.yml"
DEVICES_FILE = "inventories/atelier-velo/devices.yml"


@dataclass(frozen=True)
class Said:
    """How `ccp3` ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one message of a command that did not end well, without a traceback."""
        assert self.code not in (0, None)
        assert "Traceback" not in self.out + self.err
        assert self.err.count("ccp3: ") == 1, self.err
        return self.err[self.err.index("ccp3: ") + len("ccp3: ") :].rstrip("\n")


Ccp3 = Callable[..., Said]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The fake engine; where a test asks for no rule, it answers and has nothing."""
    folder = tmp_path / "bin"
    folder.mkdir()
    docker = folder / "docker"
    docker.write_text(f'#!/bin/sh\nexec {sys.executable} -SE {FAKES / "fake_docker.py"} "$@"\n')
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv("DOCKER_HOST", "unix:///nonexistent.sock")
    monkeypatch.setenv("CCP3_CONTAINERLAB", "false")
    monkeypatch.setenv("CCP3_FAKE_STATE", str(tmp_path / "state.json"))
    monkeypatch.setattr(provider, "clean_host", lambda name: None)
    return Engine(tmp_path / "state.json")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A checkout with a home of its own; every command works there."""
    made = House(tmp_path / "checkout", tmp_path / "home")
    for name in ("labs", "inventories", "templates"):
        shutil.copytree(here().root / name, made.root / name)
    for file in here().images.glob("*/image.yml"):
        (made.images / file.parent.name).mkdir(parents=True)
        shutil.copy(file, made.images / file.parent.name)
    for module in (life, marks, people, planfiles, planned, proofs, show):
        monkeypatch.setattr(module, "here", lambda: made)
    return made


@pytest.fixture
def ccp3(house: House, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ccp3:
    """ccp3("up", "vlan-trunk"): run it to its end."""

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["ccp3", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def ready(house: House) -> Record:
    """An instance of learner demo that was handed over."""
    place = scene(house, LAB, LEARNER)
    images = {"switch": "ccp3/switch:1", "workstation": "ccp3/workstation:1"}
    record = prepare(place, IPv4Network("100.64.7.0/26"), images).at(Phase.READY, "start")
    return record.save(place.instance.record_file)
