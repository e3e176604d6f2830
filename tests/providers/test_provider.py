"""The containerlab provider against fakes that keep containerlab's contract, and its lies."""

from pathlib import Path

import pytest
import yaml

from ccp3lab.errors import ProviderError, RefusedError
from ccp3lab.instance import Record
from ccp3lab.operations.scene import Scene
from ccp3lab.providers import NodeState
from ccp3lab.providers.containerlab import Containerlab, leftovers, provider
from tests.providers.conftest import Engine


@pytest.fixture
def containerlab(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Containerlab:
    """A provider that finds an empty host to clean."""
    monkeypatch.setattr(provider, "clean_host", lambda name: leftovers.clean_host(name, *([tmp_path / "none"] * 3)))
    with (tmp_path / "lock").open("w") as lock:
        yield Containerlab(scene.images, lock.fileno())


@pytest.fixture
def deployed(scene: Scene, record: Record, containerlab: Containerlab, engine: Engine) -> Containerlab:
    containerlab.deploy(scene.instance, record, scene.company)
    engine.change(calls=[])
    return containerlab


def container(record: Record, name: str) -> str:
    node = record.node(name)
    assert node
    return node.container


def test_deploy_brings_every_node_up_in_one_call(
    scene: Scene, record: Record, containerlab: Containerlab, engine: Engine
) -> None:
    containerlab.deploy(scene.instance, record, scene.company)
    assert set(containerlab.states(scene.instance, record).values()) == {NodeState.RUNNING}
    (call,) = engine.calls("containerlab")
    assert f"-t {scene.instance.topology_file}" in call
    assert "--max-workers 6" in call
    assert "--name" not in call
    assert "--reconfigure" not in call
    assert yaml.safe_load(scene.instance.topology_file.read_text())["name"] == scene.instance.name


def test_what_a_killed_deployment_left_is_cleared_first(
    scene: Scene, record: Record, containerlab: Containerlab, engine: Engine
) -> None:
    engine.rule(breaks_at="pc-compta-1")
    with pytest.raises(ProviderError, match="failed deploy links"):
        containerlab.deploy(scene.instance, record, scene.company)
    left = set(engine.state["containers"])
    assert 0 < len(left) < len(record.nodes)
    engine.rule()
    engine.change(calls=[])
    containerlab.deploy(scene.instance, record, scene.company)
    assert [call.split()[1] for call in engine.calls("containerlab")] == ["destroy", "deploy"]
    assert set(containerlab.states(scene.instance, record).values()) == {NodeState.RUNNING}


def test_half_a_deployment_without_its_topology_file_is_cleared_by_label(
    scene: Scene, record: Record, deployed: Containerlab, engine: Engine
) -> None:
    scene.instance.topology_file.unlink()
    deployed.deploy(scene.instance, record, scene.company)
    assert [call.split()[1] for call in engine.calls("containerlab")] == ["deploy"]
    assert engine.calls("docker rm --force --volumes")


def test_a_network_that_vanished_is_made_again(
    scene: Scene, record: Record, containerlab: Containerlab, engine: Engine
) -> None:
    engine.change(networks={})
    containerlab.deploy(scene.instance, record, scene.company)
    assert engine.state["networks"] == {scene.instance.name: str(record.network)}


def test_a_node_that_stops_right_after_its_start_is_told(
    scene: Scene, record: Record, containerlab: Containerlab, engine: Engine
) -> None:
    engine.rule(stops="sw2")
    with pytest.raises(ProviderError, match=r"^sw2: stopped right after the start; see `docker logs`"):
        containerlab.deploy(scene.instance, record, scene.company)


STATES = {
    "running": NodeState.RUNNING,
    "exited": NodeState.STOPPED,
    "created": NodeState.STOPPED,
    "paused": NodeState.STOPPED,
    "restarting": NodeState.STOPPED,
    "dead": NodeState.STOPPED,
}


@pytest.mark.parametrize(("said", "state"), STATES.items())
def test_states_in_the_engines_words(
    scene: Scene, record: Record, deployed: Containerlab, engine: Engine, said: str, state: NodeState
) -> None:
    engine.stop(container(record, "sw1"), said)
    found = deployed.states(scene.instance, record)
    assert found["sw1"] is state
    assert {found[node.name] for node in record.nodes if node.name != "sw1"} == {NodeState.RUNNING}


def test_before_anything_every_node_is_absent(scene: Scene, record: Record, containerlab: Containerlab) -> None:
    assert set(containerlab.states(scene.instance, record).values()) == {NodeState.ABSENT}


def test_another_instances_containers_are_not_seen(
    scene: Scene, record: Record, containerlab: Containerlab, engine: Engine
) -> None:
    engine.change(containers={container(record, "sw1"): {"id": "1", "lab": "another", "state": "running"}})
    assert containerlab.states(scene.instance, record)["sw1"] is NodeState.ABSENT


def test_revive_touches_nothing_that_runs(scene: Scene, record: Record, deployed: Containerlab, engine: Engine) -> None:
    assert deployed.revive(scene.instance, record) == ()
    looked, forecast = engine.calls()
    assert looked.startswith("docker ps")
    assert "--dry-run" in forecast


def test_revive_plugs_in_the_cables_of_a_container_that_was_restarted(
    scene: Scene, record: Record, deployed: Containerlab, engine: Engine
) -> None:
    engine.rule(forecast={"added-links": ["sw1:eth24 -- sw2:eth24"]})
    assert deployed.revive(scene.instance, record) == ("cable sw1:eth24 -- sw2:eth24",)
    dry, real = engine.calls("containerlab")
    assert "--dry-run" in dry
    assert "--dry-run" not in real


def test_revive_starts_what_is_stopped_and_asks_before_it_mends_the_links(
    scene: Scene, record: Record, deployed: Containerlab, engine: Engine
) -> None:
    for name in ("sw2", "pc-compta-1"):
        engine.stop(container(record, name))
    engine.rule(forecast={"added-links": ["sw1:eth24 -- sw2:eth24"]})
    back = deployed.revive(scene.instance, record)
    assert set(back) == {"sw2", "pc-compta-1", "cable sw1:eth24 -- sw2:eth24"}
    start, dry, real = [call for call in engine.calls() if not call.startswith("docker ps")]
    assert start == f"docker start {container(record, 'sw2')} {container(record, 'pc-compta-1')}"
    assert "deploy" in dry
    assert "--dry-run -f json" in dry
    assert "--dry-run" not in real


@pytest.mark.parametrize("kind", ["recreated-nodes", "deleted-nodes", "deleted-endpoints"])
def test_revive_refuses_what_would_lose_work(
    scene: Scene, record: Record, deployed: Containerlab, engine: Engine, kind: str
) -> None:
    engine.stop(container(record, "sw2"))
    engine.rule(forecast={kind: ["sw1"]})
    with pytest.raises(RefusedError, match="sw1"):
        deployed.revive(scene.instance, record)
    assert all("--dry-run" in call for call in engine.calls("containerlab"))


def test_revive_refuses_when_a_node_was_removed_and_starts_none(
    scene: Scene, record: Record, deployed: Containerlab, engine: Engine
) -> None:
    engine.stop(container(record, "sw2"))
    engine.forget(container(record, "pc-atelier-2"))
    with pytest.raises(
        ProviderError, match=r"pc-atelier-2: removed from outside; `ccp3 down vlan-trunk --learner agnes`"
    ):
        deployed.revive(scene.instance, record)
    assert not engine.calls("docker start")
    assert not engine.calls("containerlab")


def test_destroy_leaves_no_container_and_no_network(scene: Scene, deployed: Containerlab, engine: Engine) -> None:
    deployed.destroy(scene.instance)
    assert engine.state["containers"] == engine.state["networks"] == {}
    assert engine.calls("docker rm") == [f"docker rm --force --volumes {scene.instance.name}-eyes"]


@pytest.mark.parametrize("rules", [{"destroys_nothing": 1}, {"destroys_nothing": 1, "destroy_fails": 1}])
def test_destroy_believes_the_label_and_not_the_exit_code(
    scene: Scene, deployed: Containerlab, engine: Engine, rules: dict[str, int]
) -> None:
    engine.rule(**rules)
    deployed.destroy(scene.instance)
    assert engine.state["containers"] == engine.state["networks"] == {}
    call, eyes = engine.calls("docker rm")
    assert call.count("id-clab-") == 6
    assert eyes.endswith(f" {scene.instance.name}-eyes")


def test_destroy_spares_the_others(scene: Scene, deployed: Containerlab, engine: Engine) -> None:
    others = {"clab-other-sw1": {"id": "other", "lab": "other", "state": "running"}}
    engine.change(
        containers=engine.state["containers"] | others, networks=engine.state["networks"] | {"other": "100.64.0.0/26"}
    )
    engine.rule(destroys_nothing=1)
    deployed.destroy(scene.instance)
    assert engine.state["containers"] == others
    assert engine.state["networks"] == {"other": "100.64.0.0/26"}


def test_destroy_twice_and_of_nothing(scene: Scene, containerlab: Containerlab, engine: Engine) -> None:
    containerlab.destroy(scene.instance)
    containerlab.destroy(scene.instance)
    assert not engine.calls("containerlab")


def test_destroy_cleans_the_host(
    scene: Scene, containerlab: Containerlab, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaned: list[str] = []
    monkeypatch.setattr(provider, "clean_host", cleaned.append)
    containerlab.destroy(scene.instance)
    assert cleaned == [scene.instance.name]


def test_no_network_is_begun_where_containerlab_is_missing(
    scene: Scene, containerlab: Containerlab, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ProviderError("there is no containerlab")

    monkeypatch.setattr(provider, "command", missing)
    with pytest.raises(ProviderError, match="no containerlab"):
        containerlab.network(scene.instance)
    assert engine.state["networks"] == {}


def test_the_network_is_the_instances(scene: Scene, containerlab: Containerlab, engine: Engine) -> None:
    assert str(containerlab.network(scene.instance)) == engine.state["networks"][scene.instance.name]
