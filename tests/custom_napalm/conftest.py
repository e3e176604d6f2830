"""A workstation to drive: one container with a management port and a data port, its keys made here."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.workstation import Workstation, device


@pytest.fixture(scope="module")
def workstation(image: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    """A running workstation `pc1`."""
    with device(image("workstation"), tmp_path_factory.mktemp("keys")) as made:
        yield made


@pytest.fixture(scope="module")
def server(image: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    """A running server, as the image has it."""
    with device(image("server"), tmp_path_factory.mktemp("keys")) as made:
        yield made


@pytest.fixture
def connect_to() -> Iterator[Callable[..., LinuxDriver]]:
    """connect_to(server, timeout=5, check_on_compare=True) is an open driver, closed when the test is over."""
    opened: list[LinuxDriver] = []

    def make(device: Workstation, user: str = "ccp3", timeout: int = 20, **options: Any) -> LinuxDriver:
        driver = device.driver(user, timeout, **options)
        driver.open()
        opened.append(driver)
        return driver

    yield make
    for driver in opened:
        driver.close()


@pytest.fixture
def connect(workstation: Workstation, connect_to: Callable[..., LinuxDriver]) -> Callable[..., LinuxDriver]:
    """connect(...) is `connect_to` for the workstation."""
    return partial(connect_to, workstation)


@pytest.fixture
def driver(connect: Callable[..., LinuxDriver]) -> LinuxDriver:
    """An open driver on a workstation that runs the base configuration."""
    from tests.custom_napalm.workstation import configuration

    found = connect()
    found.load_replace_candidate(config=configuration())
    found.commit_config()
    return found


@pytest.fixture(scope="session")
def here() -> Path:
    return Path(__file__).parent
