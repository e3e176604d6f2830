"""300 devices in 200 VLANs: each gets its configuration, in time (tools/plan_bench.py measures on a quiet machine)."""

import cProfile
import itertools
import math
import time

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House
from ccp3lab.operations.scene import scene
from ccp3lab.plan import PlanFile, problems
from ccp3lab.source.document import parse
from tests.data import wide

BUSY = 2.0
"""Seconds of a processor; the bench holds the same work to 1.0, where nothing else runs."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return wide.house(tmp_path_factory.mktemp("wide") / "house")


def _seconds(house: House) -> float:
    begun = time.process_time()
    made = scene(house, "large", "demo").candidates("solved")
    taken = time.process_time() - begun
    assert len(made) == wide.SWITCHES + wide.WORKSTATIONS == 300
    return taken


def test_every_configuration_is_there_in_time(house: House) -> None:
    assert min(_seconds(house) for _ in range(3)) <= BUSY


def test_each_device_has_its_own_address(house: House) -> None:
    plan = load_company(house, "large").plan
    made = scene(house, "large", "demo").candidates("solved")
    assert len(plan.vlans) == wide.VLANS == 200
    for name in ("sw0", "sw39", "pc0", "pc259"):
        assert str(plan.host(name).address) in made[name]


def _check(subnets: int) -> None:
    assert problems(PlanFile.model_validate(parse(wide.plan_text(subnets)).data)) == []


def test_1000_subnets_are_checked_in_time() -> None:
    begun = time.process_time()
    _check(1000)
    assert time.process_time() - begun <= BUSY


def _calls(subnets: int) -> int:
    """How many calls the check takes: the same on a busy machine."""
    profile = cProfile.Profile()
    profile.runcall(_check, subnets)
    return sum(entry.callcount for entry in profile.getstats())


def test_the_work_grows_no_faster_than_n_log_n() -> None:
    work = {size: _calls(size) for size in (250, 500, 1000, 2000)}
    for size, twice in itertools.pairwise(work):
        assert work[twice] / work[size] <= twice * math.log(twice) / (size * math.log(size)) * 1.05
