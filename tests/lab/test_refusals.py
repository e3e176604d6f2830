"""What a machine may lack: one clear message, exit 2, nothing half done, no traceback."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from labbench.desk import LAB, Desk, Said
from labbench.seat import Seat
from labbench.traces import traces

from ccp3lab.house import here
from ccp3lab.images import reference

pytestmark = pytest.mark.lab

NO_ENGINE = {"DOCKER_HOST": "unix:///nonexistent/docker.sock"}


def refused(said: Said) -> str:
    """The one message of a command that ended with 2."""
    assert said.code == 2, said.text
    assert "Traceback" not in said.text
    messages = [line for line in said.err.splitlines() if line.startswith("ccp3: ")]
    assert len(messages) == 1, said.err
    return said.err[said.err.index("ccp3: ") :]


@pytest.fixture
def changed_image(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A checkout whose switch image was changed after the last build."""
    root = tmp_path / "ccp3-lab"
    left_out = (".git", ".venv", ".cache", ".ccp3", ".*_cache", ".hypothesis", "__pycache__", "tests")
    shutil.copytree(desk.root, root, ignore=shutil.ignore_patterns(*left_out))
    with (root / "images" / "switch" / "Dockerfile").open("a") as dockerfile:
        dockerfile.write("RUN true\n")
    made = Desk(root, tmp_path / "home")
    yield made
    made.clear()


def test_an_image_that_is_not_built(changed_image: Desk) -> None:
    message = refused(changed_image.ccp3("up", LAB))
    assert "image switch: not built" in message
    assert "make images" in message
    assert reference("switch") not in message
    place = changed_image.instance("demo")
    assert [trace for trace in traces(place) if trace != str(place.lock_file)] == []


@pytest.mark.parametrize("command", ["up", "status", "down"])
def test_no_engine_for_a_running_instance(agnes: Seat, command: str) -> None:
    before = agnes.scene.instance.record()
    options = ["--yes"] if command == "down" else []
    message = refused(agnes.ccp3(command, *options, **NO_ENGINE))
    assert "docker" in message.lower()
    assert "make lab" in message
    assert agnes.scene.instance.record() == before
    assert {device["state"] for device in agnes.status()} == {"ready"}


def test_no_engine_for_a_new_instance(desk: Desk) -> None:
    message = refused(desk.ccp3("up", LAB, "--learner", "nobody", **NO_ENGINE))
    assert "make lab" in message
    place = desk.instance("nobody")
    assert [trace for trace in traces(place) if trace != str(place.lock_file)] == []


def test_no_containerlab(changed_image: Desk) -> None:
    """A fresh checkout (nothing built in it, its images there) on a machine without containerlab on the PATH."""
    (changed_image.root / "images" / "switch" / "Dockerfile").write_bytes(
        (here().images / "switch" / "Dockerfile").read_bytes()
    )
    path = ":".join(folder for folder in os.environ["PATH"].split(":") if not Path(folder, "containerlab").exists())
    message = refused(changed_image.ccp3("up", LAB, CCP3_CONTAINERLAB="", PATH=path))
    assert "no containerlab" in message
    assert "make lab" in message
    place = changed_image.instance("demo")
    assert [trace for trace in traces(place) if trace != str(place.lock_file)] == []


@pytest.fixture
def tiny(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Instances on a file system of 64 kB."""
    home = tmp_path / "tiny"
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "tmpfs", str(home)], check=True)
    try:
        yield Desk(desk.root, home)
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_a_full_disk(tiny: Desk) -> None:
    message = refused(tiny.ccp3("up", LAB))
    assert str(tiny.home) in message
    assert "No space left" in message
    assert "CCP3_HOME" in message
    place = tiny.instance("demo")
    left = traces(place)
    tiny.clear()
    assert [trace for trace in left if not trace.startswith(str(tiny.home))] == []
    assert traces(place) == []


def test_a_full_disk_that_was_freed(tiny: Desk) -> None:
    """After the refusal the same command goes on, and `down` clears all away."""
    refused(tiny.ccp3("up", LAB))
    subprocess.run(["mount", "-o", "remount,size=16m", str(tiny.home)], check=True)
    seat = Seat(tiny, "demo")
    seat.up()
    assert seat.ccp3("down", "--yes").code == 0
    assert traces(tiny.instance("demo")) == []
