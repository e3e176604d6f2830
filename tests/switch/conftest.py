"""The switch's package and the tests' own helpers come from folders that are no installed packages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "images" / "switch")]

from ccp3switch.shell.session import Session  # noqa: E402
from ccp3switch.switch import Switch  # noqa: E402
from switchbench.container import Bench, Given  # noqa: E402
from switchbench.offline import FakeEngine, FakeLive, make_switch  # noqa: E402


@pytest.fixture(scope="session")
def switch_image(image: Callable[[str], str]) -> str:
    """Reference of the switch's image; CCP3_SWITCH_IMAGE names another."""
    return image("switch")


@pytest.fixture(scope="module")
def bench(switch_image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Switches and hosts of one module."""
    made = Bench(switch_image, Given.make(tmp_path_factory.mktemp("switch")))
    yield made
    made.close()


@pytest.fixture
def engine() -> FakeEngine:
    """A data plane that only remembers what it was asked for."""
    return FakeEngine()


@pytest.fixture
def live() -> FakeLive:
    """Live facts that a test sets."""
    return FakeLive()


@pytest.fixture
def switch(tmp_path: Path, engine: FakeEngine, live: FakeLive) -> Switch:
    """A fresh switch of 24 ports without any data plane."""
    return make_switch(tmp_path, engine, live)


@pytest.fixture
def session(switch: Switch) -> Session:
    """A privileged terminal on it."""
    return Session(switch, "admin", "exec")
