"""`up` from nothing, from any half, and on what was handed over; `down` of all of these."""

from collections.abc import Callable

import pytest

from ccp3lab.errors import DeviceError, ImageError, InstanceError, ProviderError, RefusedError
from ccp3lab.instance import Phase
from ccp3lab.operations import up as module
from ccp3lab.operations.down import down
from ccp3lab.operations.scene import Scene, deployed
from ccp3lab.operations.up import up
from ccp3lab.providers import NodeState
from tests.operations.conftest import LAB, LEARNER, Killed, World, silent

Look = Callable[[], Scene]
WHOLE = ["network", "deploy", "half deployed", "deployed", "wait", "push", "pushed start"]


def test_from_nothing_to_handed_over(scene: Scene, world: World) -> None:
    told: list[str] = []
    done = up(scene, told.append)
    assert world.done == WHOLE
    assert done.revived == ()
    assert (done.record.phase, done.record.state) == (Phase.READY, "start")
    assert scene.instance.record() == done.record
    assert [line.split()[0] for line in told] == ["network", "containers:", "configuration"]


@pytest.mark.parametrize("state", ["solved", "port-ferme"])
def test_another_state_than_start(scene: Scene, world: World, state: str) -> None:
    done = up(scene, silent, state)
    assert world.done == [*WHOLE[:-1], f"pushed {state}"]
    assert done.record.state == state
    startup = scene.instance.device_folder("sw1") / "startup-config"
    assert startup.read_text() == scene.candidates(state)["sw1"]


def test_what_was_handed_over_is_not_brought_to_another_state(look: Look, world: World) -> None:
    up(look(), silent)
    world.done = []
    told = "vlan-trunk of agnes was handed over before; `ccp3 push vlan-trunk --learner agnes --state solved` changes"
    with pytest.raises(RefusedError, match=told):
        up(look(), silent, "solved")
    assert world.done == []
    assert up(look(), silent).record.state == "start"


@pytest.mark.parametrize("moment", WHOLE)
def test_killed_anywhere_the_next_up_ends_well(look: Look, world: World, moment: str) -> None:
    world.dies_at = moment
    with pytest.raises(Killed):
        up(look(), silent)
    world.dies_at = ""
    assert up(look(), silent).record.phase is Phase.READY
    assert set(world.containers.values()) == {NodeState.RUNNING}
    assert len(world.containers) == 6
    assert world.done[-1] == "pushed start"


@pytest.mark.parametrize("moment", WHOLE)
def test_killed_anywhere_down_leaves_nothing(look: Look, world: World, moment: str) -> None:
    world.dies_at = moment
    with pytest.raises(Killed):
        up(look(), silent)
    world.dies_at = ""
    down(look().instance)
    assert (world.containers, world.network) == ({}, False)
    assert [path.name for path in look().instance.home.rglob("*") if path.is_file()] == ["master.key"]


@pytest.mark.parametrize("moment", ["wait", "push", "pushed start"])
def test_what_was_deployed_to_its_end_is_not_deployed_again(look: Look, world: World, moment: str) -> None:
    world.dies_at = moment
    with pytest.raises(Killed):
        up(look(), silent)
    world.dies_at, world.done = "", []
    up(look(), silent)
    assert world.done == ["wait", "push", "pushed start"]


@pytest.mark.parametrize("moment", ["network", "deploy", "half deployed", "deployed"])
def test_what_was_not_deployed_to_its_end_is_deployed_anew(look: Look, world: World, moment: str) -> None:
    """Even where every container runs: its links may not be there."""
    world.dies_at = moment
    with pytest.raises(Killed):
        up(look(), silent)
    world.dies_at, world.done = "", []
    up(look(), silent)
    assert world.done == WHOLE


@pytest.mark.parametrize("state", [NodeState.STOPPED, NodeState.ABSENT])
def test_a_device_that_fell_before_the_handover_has_all_deployed_anew(
    look: Look, world: World, state: NodeState
) -> None:
    world.dies_at = "wait"
    with pytest.raises(Killed):
        up(look(), silent)
    world.dies_at, world.done = "", []
    world.containers["sw1"] = state
    up(look(), silent)
    assert world.done == WHOLE


def test_a_lab_that_was_handed_over_is_never_deployed_nor_pushed_again(look: Look, world: World) -> None:
    before = up(look(), silent).record
    world.done = []
    again = up(look(), silent)
    assert world.done == ["revive"]
    assert (again.record, again.revived) == (before, ())


def test_its_stopped_devices_are_started_and_waited_for(look: Look, world: World) -> None:
    up(look(), silent)
    world.containers |= {"sw1": NodeState.STOPPED, "pc-compta-2": NodeState.STOPPED}
    world.done, told = [], []
    assert set(up(look(), told.append).revived) == {"sw1", "pc-compta-2"}
    assert world.done == ["revive", "wait"]
    assert len(told) == 1
    assert told[0].startswith("started again: ")


def test_other_images_do_not_touch_what_was_handed_over(look: Look, world: World) -> None:
    up(look(), silent)
    world.done = []
    world.references["switch"] = "ccp3/switch:2"
    up(look(), silent)
    assert world.done == ["revive"]
    assert {node.reference for node in look().instance.record().nodes if node.image == "switch"} == {"ccp3/switch:1"}


def test_before_the_handover_other_images_are_deployed_anew(look: Look, world: World) -> None:
    world.dies_at = "push"
    with pytest.raises(Killed):
        up(look(), silent)
    world.dies_at, world.done = "", []
    world.references["switch"] = "ccp3/switch:2"
    world.images.add("ccp3/switch:2")
    up(look(), silent)
    assert world.done == WHOLE
    assert {node.reference for node in look().instance.record().nodes if node.image == "switch"} == {"ccp3/switch:2"}


def test_an_image_that_is_not_built_is_told_before_anything_is_begun(scene: Scene, world: World) -> None:
    world.images.discard("ccp3/switch:1")
    with pytest.raises(ImageError, match=r"image switch: not built with its present content; .*`make images`"):
        up(scene, silent)
    assert world.done == []
    assert not scene.instance.folder.exists()


def test_a_missing_image_does_not_bar_what_was_handed_over(look: Look, world: World) -> None:
    up(look(), silent)
    world.images.clear()
    assert up(look(), silent).revived == ()


def test_without_a_network_nothing_is_left(scene: Scene, world: World) -> None:
    world.refuses["network"] = "64 management networks are in use already"
    with pytest.raises(ProviderError, match="in use already"):
        up(scene, silent)
    assert not scene.instance.folder.exists()
    assert world.done == ["network", "destroy"]


def test_a_folder_that_cannot_be_written_takes_the_network_back(
    scene: Scene, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise InstanceError("password.json: cannot be written (No space left on device)")

    monkeypatch.setattr(module, "prepare", full)
    with pytest.raises(InstanceError, match="No space left"):
        up(scene, silent)
    assert not world.network
    assert not scene.instance.folder.exists()


def test_a_device_that_takes_no_configuration_leaves_the_lab_not_handed_over(look: Look, world: World) -> None:
    world.refuses["device"] = "invalid input"
    with pytest.raises(DeviceError, match="sw1: invalid input"):
        up(look(), silent)
    assert look().instance.record().phase is Phase.DEPLOYED
    with pytest.raises(InstanceError, match=r"its start was interrupted; `ccp3 up vlan-trunk --learner agnes`"):
        deployed(look().house, LAB, LEARNER)


def test_a_failed_deployment_is_begun_anew(look: Look, world: World) -> None:
    world.refuses["half deployed"] = "containerlab deploy failed"
    with pytest.raises(ProviderError):
        up(look(), silent)
    assert look().instance.record().phase is Phase.PREPARED
    world.refuses.clear()
    world.done = []
    up(look(), silent)
    assert world.done == WHOLE


def test_down_removes_folder_lock_and_empty_parents(look: Look, world: World) -> None:
    up(look(), silent)
    place = look().instance
    down(place)
    assert (world.containers, world.network) == ({}, False)
    assert not place.folder.exists()
    assert not place.lock_file.exists()


def test_down_twice_and_of_what_never_was(scene: Scene, world: World) -> None:
    down(scene.instance)
    down(scene.instance)
    assert world.done == ["destroy", "destroy"]
    assert not scene.instance.lock_file.exists()


def test_down_of_one_learner_leaves_the_other(look: Look, world: World) -> None:
    up(look(), silent)
    other = look().instance.home / LAB / "bruno"
    other.mkdir()
    (other / "instance.json").write_text("{}")
    place = look().instance
    down(place)
    assert [path.name for path in (place.home / LAB).iterdir()] == ["bruno"]
    assert not place.lock_file.exists()


def test_down_of_a_damaged_record(look: Look, world: World) -> None:
    place = up(look(), silent) and look().instance
    place.record_file.write_text("{")
    with pytest.raises(InstanceError, match=r"not a readable record .*`ccp3 down vlan-trunk --learner agnes`"):
        look()
    down(place)
    assert not place.folder.exists()
