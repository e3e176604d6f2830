"""`ccp3 selftest` of every other lab on devices, on real ones: what its lab.yml claims is seen, nothing is left."""

import pytest
from labbench.desk import LAB, Desk, ended
from labbench.traces import traces

from ccp3lab.house import here
from ccp3lab.instance import instance
from ccp3lab.lab import labs, load_lab

pytestmark = [pytest.mark.lab, pytest.mark.long, pytest.mark.timeout(400)]

OTHERS = [key for key in labs(here()) if key != LAB and load_lab(here(), key).devices]


@pytest.mark.parametrize("lab", OTHERS)
def test_every_claim_holds_and_nothing_is_left(desk: Desk, lab: str) -> None:
    process = desk.start("selftest", lab)
    said = ended(process, limit=380)
    assert said.code == 0, said.text
    assert "expected:" not in said.out
    assert traces(instance(desk.house, lab, f"selftest-{process.pid}")) == []
