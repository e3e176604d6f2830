"""The selftests of the labs of switches, routers and network services, on real devices."""

import pytest
from labbench import selftests
from labbench.desk import Desk

pytestmark = [pytest.mark.lab, pytest.mark.long, pytest.mark.timeout(400)]


@pytest.mark.parametrize("lab", selftests.OF_NETWORKS)
def test_every_claim_holds_and_nothing_is_left(desk: Desk, lab: str) -> None:
    selftests.every_claim_holds(desk, lab)
