"""NAPALM's own suites want a driver class that answers from recordings, and one that talks to a device."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from napalm.base.base import NetworkDriver
from napalm.base.test import conftest as suite
from napalm.base.test.double import BaseTestDouble

from custom_napalm.linux import LinuxDriver
from custom_napalm.linux.answers import Reply


class Recorded(BaseTestDouble):  # type: ignore[misc]
    """A connection that answers each request from `mocked_data/<test>/<case>/`."""

    def ask(self, request: dict[str, Any], timeout: float | None = None) -> Reply:
        if request["op"] == "config":
            return Reply(ok=self.read_json_file(self.find_file("config.json")))
        texts = [self.read_txt_file(self.find_file(f"{self.sanitize_text(c)}.txt")) for c in request["commands"]]
        return Reply(ok={"outcomes": [{"code": 0, "text": text} for text in texts]})

    def alive(self) -> bool:
        return True

    def active(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing was opened."""


class RecordedDriver(LinuxDriver):
    """The driver on recorded answers."""

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(hostname, username, password, timeout, optional_args)
        self.patched_attrs = ["device"]

    def open(self) -> None:
        self.device = Recorded()


@pytest.fixture(scope="class")
def set_device_parameters(request: pytest.FixtureRequest) -> Iterator[None]:
    request.cls.driver, request.cls.patched_driver, request.cls.vendor = LinuxDriver, RecordedDriver, "linux"
    suite.set_device_parameters(request)
    yield
    request.cls.device.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the suites would skip: the getters of NAPALM that a PC does not have."""
    foreign = [item for item in items if Path(__file__).parent in item.path.parents and _foreign(item.name)]
    config.hook.pytest_deselected(items=foreign)
    items[:] = [item for item in items if item not in foreign]


def _foreign(test: str) -> bool:
    name = test.partition("[")[0].removeprefix("test_")
    if name == "get_arp_table_with_vrf":
        return True
    methods = [method for method in dir(NetworkDriver) if name == method or name.startswith(f"{method}_")]
    return bool(methods) and max(methods, key=len) not in vars(LinuxDriver)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if any("case" in name for name in metafunc.fixturenames):
        suite.pytest_generate_tests(metafunc, __file__)
