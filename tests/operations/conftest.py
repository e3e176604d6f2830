"""An instance of vlan-trunk in a folder of the test's own; nothing runs."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from ccp3lab.company import Company
from ccp3lab.crew import Outcome
from ccp3lab.errors import ProviderError
from ccp3lab.house import House, here
from ccp3lab.instance import Instance, Record
from ccp3lab.operations import up as module
from ccp3lab.operations.push import Pushed
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.progress import Say
from ccp3lab.providers import NodeState

LAB, LEARNER = "vlan-trunk", "agnes"
NETWORK = IPv4Network("100.64.7.0/26")
REFERENCES = {"switch": "ccp3/switch:1", "workstation": "ccp3/workstation:1"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(here().root, tmp_path / "home")


@pytest.fixture
def look(house: House) -> Callable[[], Scene]:
    """The scene as a command that starts now finds it."""
    return lambda: scene_of(house, LAB, LEARNER)


@pytest.fixture
def scene(look: Callable[[], Scene]) -> Scene:
    return look()


class Killed(BaseException):
    """The command ended here, as by kill -9: nothing of it runs any more."""


@dataclass
class World:
    """What there is outside the command: containers, network, images; and where the command dies."""

    references: dict[str, str] = field(default_factory=lambda: dict(REFERENCES))
    containers: dict[str, NodeState] = field(default_factory=dict)
    network: bool = False
    images: set[str] = field(default_factory=lambda: set(REFERENCES.values()))
    dies_at: str = ""
    refuses: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        """The command comes to NAME; it may not come further."""
        self.done.append(name)
        if self.dies_at == name:
            raise Killed(name)
        if name in self.refuses:
            raise ProviderError(self.refuses[name])

    def push(self, _: Scene, state: str, say: Say) -> Pushed:
        say(f"configuration of state `{state}`")
        self.step("push")
        self.step(f"pushed {state}")
        return Pushed((Outcome("sw1", None, self.refuses["device"]),) if "device" in self.refuses else ())


class FakeProvider:
    """Keeps the contract of a provider in a World."""

    def __init__(self, world: World) -> None:
        self.world = world

    def network(self, instance: Instance) -> IPv4Network:
        self.world.step("network")
        self.world.network = True
        return NETWORK

    def deploy(self, instance: Instance, record: Record, company: Company) -> None:
        self.world.step("deploy")
        names = [node.name for node in record.nodes]
        self.world.containers = dict.fromkeys(names[:2], NodeState.RUNNING)
        self.world.step("half deployed")
        self.world.containers = dict.fromkeys(names, NodeState.RUNNING)
        self.world.step("deployed")

    def revive(self, instance: Instance, record: Record) -> tuple[str, ...]:
        self.world.step("revive")
        stopped = tuple(name for name, state in self.world.containers.items() if state is NodeState.STOPPED)
        self.world.containers |= dict.fromkeys(stopped, NodeState.RUNNING)
        return stopped

    def states(self, instance: Instance, record: Record) -> Mapping[str, NodeState]:
        return {node.name: self.world.containers.get(node.name, NodeState.ABSENT) for node in record.nodes}

    def destroy(self, instance: Instance) -> None:
        self.world.step("destroy")
        self.world.containers, self.world.network = {}, False


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """`up` and `down` work on this world; the instance's lock must be held whenever a provider is made."""
    made = World()

    def provider(_: object, lock: int) -> FakeProvider:
        os.fstat(lock)
        return FakeProvider(made)

    monkeypatch.setattr(module, "Containerlab", provider)
    monkeypatch.setattr("ccp3lab.operations.down.Containerlab", provider)
    monkeypatch.setattr(module, "reference", made.references.__getitem__)
    monkeypatch.setattr(
        module, "missing", lambda names: tuple(n for n in names if made.references[n] not in made.images)
    )
    monkeypatch.setattr(module, "wait_for", lambda nodes: made.step("wait"))
    monkeypatch.setattr(module, "push", made.push)
    monkeypatch.setattr(module, "_warm_up", lambda: None)
    return made


def silent(line: str) -> None:
    """A Say that says nothing."""
