"""NAPALM's getter suite on recorded answers: each getter's model, and the signature of every method."""

import pytest
from napalm.base.test.getters import BaseTestGetters


@pytest.mark.usefixtures("set_device_parameters")
class TestGetters(BaseTestGetters):  # type: ignore[misc]
    """Getters that a Linux device of a lab does not have are skipped by the suite itself (NotImplementedError)."""
