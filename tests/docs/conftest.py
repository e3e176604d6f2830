"""The pages that people read, and the program that writes two of them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ccp3lab.house import House, here


@pytest.fixture
def house() -> House:
    return here()


@pytest.fixture(scope="session")
def catalogue() -> ModuleType:
    """tools/catalogue.py: a script, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("catalogue", here().root / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written() -> list[Path]:
    """Every page of documentation: those at the root, and those of docs/."""
    root = here().root
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `page` runs on every page."""
    if "page" in metafunc.fixturenames:
        root = here().root
        metafunc.parametrize("page", written(), ids=lambda page: str(page.relative_to(root)))
