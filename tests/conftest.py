"""What the markers `lab` and `ad` need, asked once a session; images, built when a test wants one."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from ccp3lab.house import House

REQUIRED = "CCP3_REQUIRE_LAB"
"""When 1, a machine that cannot run devices fails their tests: nobody takes a skip for a pass."""

settings.register_profile("ccp3", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ccp3")  # a busy machine holds an example up for longer than hypothesis allows: no failure

LACKS = pytest.StashKey[dict[str, str]]()


def _no_engine() -> str:
    from ccp3lab.setup import engine

    return "" if engine.server_version() else "no Docker engine answers"


def _no_lab() -> str:
    from ccp3lab.errors import ProviderError
    from ccp3lab.setup.containerlab import command

    try:
        command()
    except ProviderError as error:
        return str(error)
    return _no_engine()


PROBES = {"lab": _no_lab, "ad": _no_engine}
"""By marker: says what this machine lacks, or nothing."""


def _lack(session: pytest.Session, marker: str) -> str:
    known = session.stash.setdefault(LACKS, {})
    if marker not in known:
        known[marker] = PROBES[marker]()
    return known[marker]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a `long` test come first: of several workers, the last to end then ends sooner."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of a marked test: is there what it needs?"""
    for marker in PROBES:
        if item.get_closest_marker(marker) and (lack := _lack(item.session, marker)):
            if os.environ.get(REQUIRED) == "1":
                pytest.fail(f"marker {marker}, and {REQUIRED}=1: {lack}", pytrace=False)
            pytest.skip(f"marker {marker}: {lack}")


@pytest.fixture(scope="session")
def image() -> Callable[[str], str]:
    """image("switch"): the reference of that device image, built if it is missing; CCP3_SWITCH_IMAGE names another."""
    return _image


def _image(name: str) -> str:
    from ccp3lab import images

    given = os.environ.get(f"CCP3_{name.upper()}_IMAGE")
    if not given:
        images.build([name], partial(print, flush=True))
    return given or images.reference(name)


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(house: "House") -> Edit:
    """edit(FILE, OLD, NEW): replace the first OLD, which must be there, in a file of the test's own house."""

    def replace(name: str, old: str, new: str) -> None:
        path = house.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
