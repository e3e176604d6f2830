"""The pages that people read, and the programs that write some of them."""

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
    """tools/catalogue.py."""
    return tool("catalogue")


@pytest.fixture(scope="session")
def switch_page() -> ModuleType:
    """tools/switch_page.py."""
    return tool("switch_page")


def tool(name: str) -> ModuleType:
    """A script of tools/, loaded by its path."""
    spec = importlib.util.spec_from_file_location(name, here().root / "tools" / f"{name}.py")
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
