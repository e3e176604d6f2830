"""`down` beside other commands: it takes its own lock away, while it holds it, and nobody else's."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ccp3lab.demo import DEMO
from ccp3lab.errors import RefusedError
from ccp3lab.house import House
from ccp3lab.instance import Instance, locked
from ccp3lab.operations.down import down
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.operations.up import up
from tests.operations.conftest import LAB, World, silent


def is_free(place: Instance) -> bool:
    try:
        with locked(place, patience=0):
            return True
    except RefusedError:
        return False


@pytest.fixture
def bruno(scene: Scene) -> Instance:
    """The instance of another learner of the same lab."""
    return Instance(scene.instance.home, LAB, "bruno")


def test_a_start_that_has_written_nothing_yet_keeps_its_lock(scene: Scene, world: World, bruno: Instance) -> None:
    """`down` of the last instance that is there empties the home, but for the lock of one that is about to be."""
    with locked(bruno):
        down(scene.instance)
        assert not is_free(bruno)
    assert is_free(bruno)


def test_the_lock_is_deleted_by_who_holds_it(scene: Scene, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleted after it was given back, it might be the lock that the next command has just taken."""
    path, real = scene.instance.lock_file, Path.unlink
    held: list[bool] = []

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            held.append(_is_held(path))
        real(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    down(scene.instance)
    assert held == [True]
    assert not path.exists()


def _is_held(path: Path) -> bool:
    """Whether a stranger is kept out of PATH."""
    stranger = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(stranger, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(stranger)
    return False


def test_the_home_goes_with_the_last_instance_but_for_the_master_key(
    look: Callable[[], Scene], world: World, bruno: Instance
) -> None:
    up(look(), silent)
    bruno.folder.mkdir(parents=True)
    down(look().instance)
    assert sorted(path.name for path in bruno.home.rglob("*")) == ["bruno", "master.key", LAB]
    down(bruno)
    assert [path.name for path in bruno.home.rglob("*")] == ["master.key"]


def test_of_a_demonstration_the_home_goes_too(house: House, world: World) -> None:
    found = scene_of(house, LAB, DEMO)
    up(found, silent)
    down(found.instance)
    assert not house.home.exists()


def test_a_start_that_is_taken_back_leaves_no_lock_either(scene: Scene, world: World) -> None:
    world.refuses["network"] = "64 management networks are in use already"
    with pytest.raises(Exception, match="in use already"):
        up(scene, silent)
    assert [path.name for path in scene.instance.home.rglob("*")] == ["master.key"]
