"""A workstation to drive: one container with a management port and a data port, its keys made here."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.workstation import Workstation, key


@pytest.fixture(scope="session")
def image() -> str:
    """The image under test: CCP3_WORKSTATION_IMAGE, else the one of this checkout."""
    named = os.environ.get("CCP3_WORKSTATION_IMAGE")
    if named:
        return named
    from ccp3lab.images import build, reference

    build(["workstation"], print)
    return reference("workstation")


@pytest.fixture(scope="module")
def workstation(image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    """A running workstation `pc1`, its eth1 on a network of its own."""
    if shutil.which("docker") is None or subprocess.run(["docker", "info"], capture_output=True).returncode:
        pytest.fail("needs a Docker engine that answers (`ccp3 doctor`)")
    folder, name = tmp_path_factory.mktemp("keys"), f"ccp3-test-linux-{secrets.token_hex(4)}"
    given = folder / "given"
    given.mkdir()
    for path in (folder / "id", given / "ssh_host_ed25519_key"):
        key(path)
    shutil.copy(folder / "id.pub", given / "authorized_keys")
    device = Workstation(name, folder, image)
    try:
        device.create()
        yield device
    finally:
        device.remove()


@pytest.fixture
def connect(workstation: Workstation) -> Iterator[Callable[..., LinuxDriver]]:
    """connect(timeout=5, check_on_compare=True) is an open driver, closed when the test is over."""
    opened: list[LinuxDriver] = []

    def make(user: str = "ccp3", timeout: int = 20, **options: Any) -> LinuxDriver:
        driver = workstation.driver(user, timeout, **options)
        driver.open()
        opened.append(driver)
        return driver

    yield make
    for driver in opened:
        driver.close()


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
