"""Connections of stages that are opened while devices are configured."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from ccp3lab.operations.ahead import opening
from ccp3lab.stages import Due, Stage


class Host:
    """Notes what is opened on it; `refuse` cannot be."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.refuse: set[str] = set()
        self.hold = threading.Event()
        self.hold.set()

    def get_connection(self, name: str, _: object) -> None:
        assert self.hold.wait(5)
        if name in self.refuse:
            raise RuntimeError("not there yet")
        self.opened.append(name)


def due(*devices: str, ahead: tuple[str, ...]) -> Due:
    nothing: Any = lambda ground: {}  # noqa: E731 - a stage wants two of them
    stage = Stage("directory", 1, ("ccp3_batch", "ccp3_ldap", "ccp3_smb"), "job", nothing, nothing, ahead)
    return Due(stage, dict.fromkeys(devices, "told"))


@pytest.fixture
def nornir() -> Any:
    return SimpleNamespace(inventory=SimpleNamespace(hosts={"dc1": Host(), "fs1": Host(), "sw1": Host()}), config=None)


def opened(nornir: Any) -> dict[str, list[str]]:
    return {name: host.opened for name, host in nornir.inventory.hosts.items()}


def test_what_stages_name_is_opened_on_their_devices_once(nornir: Any) -> None:
    stages = (due("dc1", ahead=("ccp3_ldap", "ccp3_batch")), due("dc1", "fs1", ahead=("ccp3_batch",)))
    with opening(nornir, stages):
        pass
    assert opened(nornir) == {"dc1": ["ccp3_batch", "ccp3_ldap"], "fs1": ["ccp3_batch"], "sw1": []}


def test_it_happens_meanwhile(nornir: Any) -> None:
    nornir.inventory.hosts["dc1"].hold.clear()
    with opening(nornir, [due("dc1", ahead=("ccp3_batch",))]):
        assert opened(nornir)["dc1"] == [], "and nobody waits for it before the end"
        nornir.inventory.hosts["dc1"].hold.set()
    assert opened(nornir)["dc1"] == ["ccp3_batch"]


def test_a_server_that_is_not_there_yet_is_nobodys_mistake(nornir: Any) -> None:
    nornir.inventory.hosts["dc1"].refuse = {"ccp3_batch"}
    with opening(nornir, [due("dc1", "gone", ahead=("ccp3_batch", "ccp3_ldap"))]):
        pass
    assert opened(nornir)["dc1"] == ["ccp3_ldap"]


@pytest.mark.parametrize("stages", [[], [due("dc1", ahead=())]])
def test_nothing_to_open(nornir: Any, stages: list[Due]) -> None:
    with opening(nornir, stages):
        pass
    assert opened(nornir) == {"dc1": [], "fs1": [], "sw1": []}
