"""Each learner's own values, from `up` on: the same each time, those of the record once there is one."""

import json
from collections.abc import Callable

import pytest

from ccp3lab.demo import DEMO
from ccp3lab.errors import InstanceError
from ccp3lab.house import House
from ccp3lab.instance import Phase, as_written
from ccp3lab.instance.credentials import passwords
from ccp3lab.instance.master import key_file
from ccp3lab.lab import statement
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.scene import Scene, deployed
from ccp3lab.operations.scene import scene as scene_of
from tests.operations.conftest import LAB, LEARNER, NETWORK, REFERENCES

Look = Callable[[], Scene]


def test_a_class_of_forty_has_forty_plans_and_statements(house: House) -> None:
    scenes = [scene_of(house, LAB, f"learner-{number}") for number in range(40)]
    drawn = {(s.company.plan.site, *((v.id, v.name) for v in s.company.plan.vlans.values())) for s in scenes}
    assert len(drawn) == len({statement(s.lab, s.company) for s in scenes}) == 40
    assert len({s.variant.id for s in scenes}) == 40


def test_a_learner_has_the_same_plan_each_time(scene: Scene, look: Look) -> None:
    assert look().company == scene.company
    assert look().candidates("solved") == scene.candidates("solved")


def test_what_devices_are_sent_and_what_is_checked_are_of_one_plan(scene: Scene) -> None:
    plan, solved = scene.company.plan, scene.candidates("solved")
    vlan = plan.vlan("compta")
    assert f"vlan {vlan.id}\n name {vlan.name}\n" in solved["sw1"]
    assert str(plan.host("pc-compta-1").interface) in solved["pc-compta-1"]
    assert f"VLAN {vlan.id} existe sur sw1 et porte le nom « {vlan.name} »" in scene.lab.checks[0].title
    assert scene.lab.faults["vlan-atelier-supprime"].change.lines == {"sw2": (f"no vlan {plan.vlan('atelier').id}",)}


@pytest.mark.parametrize("learner", [DEMO, "selftest-7"])
def test_a_demonstration_and_a_selftest_have_the_plan_as_written(house: House, learner: str) -> None:
    found = scene_of(house, LAB, learner, None if learner == DEMO else as_written())
    assert {key: (vlan.id, vlan.name) for key, vlan in found.company.plan.vlans.items()}["compta"] == (10, "compta")
    assert (found.company.plan.site, found.variant.id) == (1, "written")
    assert not house.home.exists()


@pytest.mark.parametrize("learner", [DEMO, LEARNER])
def test_a_deployed_instance_keeps_its_values_when_the_master_key_changes(house: House, learner: str) -> None:
    before = scene_of(house, LAB, learner)
    prepare(before, NETWORK, REFERENCES).at(Phase.READY).save(before.instance.record_file)
    key_file(house.home).write_text("ab" * 32)
    after, record = deployed(house, LAB, learner)
    assert (after.company, after.variant.id) == (before.company, before.variant.id)
    assert after.candidates("solved") == before.candidates("solved")
    assert record.variant.seed == before.variant.seed


def test_another_master_key_gives_other_values_to_who_starts_later(house: House, scene: Scene, look: Look) -> None:
    key_file(house.home).write_text("ab" * 32)
    assert look().variant.id != scene.variant.id
    assert look().company.plan.vlans != scene.company.plan.vlans


def test_the_password_is_the_same_after_down_and_up(scene: Scene, look: Look) -> None:
    prepare(scene, NETWORK, REFERENCES)
    before = passwords(scene.instance, None).clear
    scene.instance.forget()
    prepare(look(), NETWORK, REFERENCES)
    assert passwords(scene.instance, None).clear == before


def test_an_instance_of_an_older_toolkit_keeps_its_site_and_the_plan_as_written(scene: Scene, look: Look) -> None:
    path = scene.instance.record_file
    old = json.loads(prepare(scene, NETWORK, REFERENCES).model_dump_json(exclude={"plan", "seed"}))
    path.write_text(json.dumps(old | {"version": 1, "site": 7}))
    vlan = look().company.plan.vlan("compta")
    assert (vlan.id, vlan.name, str(vlan.subnet)) == (10, "compta", "10.7.10.0/24")
    assert look().variant.id == "written"


def test_asking_for_what_is_not_deployed_makes_no_key(house: House) -> None:
    with pytest.raises(InstanceError, match="nothing is deployed"):
        deployed(house, LAB, LEARNER)
    assert not house.home.exists()


def test_no_file_but_the_record_holds_the_seed(scene: Scene) -> None:
    prepare(scene, NETWORK, REFERENCES)
    assert scene.variant.seed
    holding = [
        p.name for p in scene.instance.home.rglob("*") if p.is_file() and scene.variant.seed.hex() in p.read_text()
    ]
    assert holding == ["instance.json"]
