"""What `status` tells people and programs."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from ccp3lab.cli.show import devices
from ccp3lab.errors import InstanceError
from ccp3lab.instance import Node, Phase, find
from ccp3lab.operations import status as module
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.status import status
from ccp3lab.providers import NodeState
from ccp3lab.reports import header
from tests.operations.conftest import LEARNER, NETWORK, REFERENCES

CONTAINERS = {"sw1": NodeState.RUNNING, "sw2": NodeState.RUNNING, "pc-compta-1": NodeState.STOPPED}


@pytest.fixture(autouse=True)
def engine(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """sw1 is well, sw2 has no SSH, pc-compta-1 is stopped, the rest is gone; the names that SSH was tried on."""
    asked: list[str] = []

    class Provider:
        def __init__(self, *_: object) -> None: ...

        def states(self, _: object, record: object) -> dict[str, NodeState]:
            return {name: CONTAINERS.get(name, NodeState.ABSENT) for name in scene.lab.devices}

    def answers(node: Node) -> bool:
        asked.append(node.name)
        return node.name == "sw1"

    monkeypatch.setattr(module, "Containerlab", Provider)
    monkeypatch.setattr(module, "answers", answers)
    prepare(scene, NETWORK, REFERENCES).at(Phase.READY, "start").save(scene.instance.record_file)
    return asked


def test_the_four_states(scene: Scene) -> None:
    states = {device.node.name: device.state for device in status(scene.instance).devices}
    assert states == {
        "sw1": "ready",
        "sw2": "running",
        "pc-compta-1": "stopped",
        "pc-atelier-1": "absent",
        "pc-compta-2": "absent",
        "pc-atelier-2": "absent",
    }


def test_ssh_is_tried_on_running_devices_only(scene: Scene, engine: list[str]) -> None:
    status(scene.instance)
    assert sorted(engine) == ["sw1", "sw2"]


def test_the_machine_form_has_this_shape(scene: Scene) -> None:
    document = json.loads(json.dumps(status(scene.instance).machine()))
    assert list(document) == [
        *("version", "lab", "learner", "company", "variant", "phase", "state", "provider", "network"),
        *("topology_file", "statement_file", "ssh_config_file", "devices"),
    ]
    assert document["version"] == 1
    assert document["variant"] == scene.variant.id
    assert (document["phase"], document["state"], document["network"]) == ("ready", "start", "100.64.7.0/26")
    assert [device["name"] for device in document["devices"]] == list(scene.lab.devices)


def test_the_seed_is_in_nothing_that_is_told(scene: Scene) -> None:
    """It gives the learner's password away."""
    seed, found = scene.variant.seed, status(scene.instance)
    assert seed
    out = io.StringIO()
    Console(file=out, width=120).print(devices(found))
    head = header(scene.lab, scene.company, LEARNER, scene.variant.id)
    for text in (out.getvalue(), json.dumps(found.machine()), repr(head), f"{scene} {found.record} {scene.variant.id}"):
        assert scene.variant.id in text
        assert seed.hex() not in text
        assert repr(seed) not in text
    assert f"vlan-trunk, agnes, variant {scene.variant.id}" in out.getvalue()


def test_a_device_tells_all_that_reaching_it_takes(scene: Scene) -> None:
    first, *others = status(scene.instance).machine()["devices"]
    assert first == {
        "name": "sw1",
        "image": "switch",
        "platform": "cisco_ios",
        "state": "ready",
        "address": "100.64.7.11",
        "port": 22,
        "login": "admin",
        "key_file": str(scene.instance.learner_key_file),
        "known_hosts_file": str(scene.instance.known_hosts_file),
        "container": f"clab-{scene.instance.name}-sw1",
    }
    assert {tuple(device) for device in others} == {tuple(first)}


def test_the_files_it_names_are_there(scene: Scene) -> None:
    document = status(scene.instance).machine()
    named = [document["statement_file"], document["ssh_config_file"]]
    named += [device[key] for device in document["devices"] for key in ("key_file", "known_hosts_file")]
    assert all(Path(name).is_file() for name in named)


def test_nothing_deployed_is_told(scene: Scene) -> None:
    scene.instance.forget()
    with pytest.raises(InstanceError, match="nothing is deployed for learner agnes"):
        status(scene.instance)


def test_all_instances_of_a_home_are_found_in_order(scene: Scene) -> None:
    for learner in ("zoe", "bruno"):
        (scene.instance.folder.parent / learner).mkdir()
        (scene.instance.folder.parent / learner / "instance.json").touch()
    (scene.instance.folder.parent / "never-prepared").mkdir()
    assert [place.learner for place in find(scene.house)] == ["agnes", "bruno", "zoe"]
