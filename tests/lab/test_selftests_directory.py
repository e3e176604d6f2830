"""The selftests of the labs of the directory, on real devices."""

import pytest
from labbench import selftests
from labbench.desk import Desk

pytestmark = [pytest.mark.lab, pytest.mark.long, pytest.mark.timeout(400)]


@pytest.mark.parametrize("lab", selftests.OF_DIRECTORY)
def test_every_claim_holds_and_nothing_is_left(desk: Desk, lab: str) -> None:
    selftests.every_claim_holds(desk, lab)
