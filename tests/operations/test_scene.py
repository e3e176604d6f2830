"""What a device is sent in each state, and what an unknown name is told."""

import pytest
import yaml

from ccp3lab.errors import DefinitionError, InstanceError, UsageError
from ccp3lab.house import House, here
from ccp3lab.instance import Phase
from ccp3lab.lab import load_lab
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.scene import Scene, deployed
from ccp3lab.operations.scene import scene as scene_of
from tests.operations.conftest import LAB, LEARNER, NETWORK, REFERENCES

FAULTS = load_lab(here(), LAB).faults
SWITCHES, HOSTS = ("sw1", "sw2"), ("pc-compta-1", "pc-atelier-1", "pc-compta-2", "pc-atelier-2")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def test_the_scene_holds_the_labs_devices_and_their_images(scene: Scene) -> None:
    assert tuple(scene.company.devices) == scene.lab.devices == (*SWITCHES, *HOSTS)
    assert set(scene.images) == {"switch", "workstation"}


@pytest.mark.parametrize("state", ["start", "solved", *FAULTS])
def test_every_device_has_a_whole_configuration_in_every_state(scene: Scene, state: str) -> None:
    candidates = scene.candidates(state)
    assert tuple(candidates) == scene.lab.devices
    for name in SWITCHES:
        assert candidates[name].endswith("end\n")
        assert f"hostname {name}" in lines(candidates[name])
    for name in HOSTS:
        assert yaml.safe_load(candidates[name])["version"] == 1
    assert not any("{{" in text for text in candidates.values())


def test_start_has_nothing_of_what_the_learner_does(scene: Scene) -> None:
    start, solved = scene.candidates("start"), scene.candidates("solved")
    vlan = scene.company.plan.vlan("compta")
    for name in SWITCHES:
        assert f"vlan {vlan.id}" in lines(solved[name])
        assert f"vlan {vlan.id}" not in lines(start[name])
        assert not any(line.startswith("switchport") for line in lines(start[name]))
    for name in HOSTS:
        assert start[name] == solved[name]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_the_solution_but_for_its_lines_on_its_device(scene: Scene, fault) -> None:
    solved, faulty = scene.candidates("solved"), scene.candidates(fault.key)
    planted = scene.lab.change(fault.key).lines.get(fault.on, ())
    for name in scene.lab.devices:
        assert (faulty[name] == solved[name]) is (name != fault.on or not planted)
    if planted:
        told = [line for line in lines(faulty[fault.on]) if line != "!"]
        assert told[-len(planted) - 1 :] == [*planted, "end"]


def test_a_candidate_says_the_same_twice(scene: Scene, house: House) -> None:
    assert scene.candidates("solved") == scene_of(house, LAB, LEARNER).candidates("solved")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("solve", "`solved`"),
        ("strat", "`start`"),
        ("port-fermé", "`port-ferme`"),
        ("trunk-incomplete", "`trunk-incomplet`"),
    ],
)
def test_an_unknown_state_names_the_near_one(scene: Scene, state: str, told: str) -> None:
    with pytest.raises(UsageError, match=f"vlan-trunk: no state or fault `{state}`; did you mean {told}"):
        scene.candidates(state)


def test_a_state_like_no_other_is_told_what_there_is(scene: Scene) -> None:
    with pytest.raises(UsageError, match=r"there is: .*natif-different"):
        scene.candidates("xyz")


def test_an_unknown_lab_names_the_near_one(house: House) -> None:
    with pytest.raises(DefinitionError, match="no lab `vlan-trunc`; did you mean `vlan-trunk`"):
        scene_of(house, "vlan-trunc", LEARNER)


def test_nothing_deployed_is_told_with_the_command(house: House) -> None:
    with pytest.raises(
        InstanceError, match=r"nothing is deployed for learner agnes; .*`ccp3 up vlan-trunk --learner agnes`"
    ):
        deployed(house, LAB, LEARNER)


@pytest.mark.parametrize("phase", [Phase.PREPARED, Phase.DEPLOYED])
def test_what_was_not_handed_over_is_not_worked_with(scene: Scene, phase: Phase) -> None:
    prepare(scene, NETWORK, REFERENCES).at(phase).save(scene.instance.record_file)
    with pytest.raises(InstanceError, match="its start was interrupted"):
        deployed(scene.house, LAB, LEARNER)


def test_what_was_handed_over_is(scene: Scene) -> None:
    record = prepare(scene, NETWORK, REFERENCES).at(Phase.READY).save(scene.instance.record_file)
    assert deployed(scene.house, LAB, LEARNER)[1] == record
