"""300 devices in 200 VLANs: each gets its configuration, within the second that the project promises."""

import time

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House
from ccp3lab.operations.scene import scene
from ccp3lab.plan import PlanFile, problems
from ccp3lab.source.document import parse
from tests.data import wide


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return wide.house(tmp_path_factory.mktemp("wide") / "house")


def _seconds(house: House) -> float:
    begun = time.process_time()
    made = scene(house, "large", "demo").candidates("solved")
    taken = time.process_time() - begun
    assert len(made) == wide.SWITCHES + wide.WORKSTATIONS == 300
    return taken


def test_every_configuration_is_there_within_a_second(house: House) -> None:
    assert min(_seconds(house) for _ in range(3)) <= 1.0


def test_each_device_has_its_own_address(house: House) -> None:
    plan = load_company(house, "large").plan
    made = scene(house, "large", "demo").candidates("solved")
    assert len(plan.vlans) == wide.VLANS == 200
    for name in ("sw0", "sw39", "pc0", "pc259"):
        assert str(plan.host(name).address) in made[name]


def _check(subnets: int) -> float:
    text = wide.plan_text(subnets)
    begun = time.process_time()
    assert problems(PlanFile.model_validate(parse(text).data)) == []
    return time.process_time() - begun


def test_1000_subnets_are_checked_within_a_second() -> None:
    assert min(_check(1000) for _ in range(2)) <= 1.0


def test_twice_the_subnets_cost_about_twice_the_time() -> None:
    """n log n from 500 to 2,000 is a factor of 4.9; n squared would be 16."""
    small, large = (min(_check(size) for _ in range(3)) for size in (500, 2000))
    assert large / small < 8
