"""The company of the exercise, its networks, and sheets of it as text."""

from collections.abc import Callable, Mapping

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import here
from ccp3lab.plan import Plan
from ccp3lab.sheet import Network, networks
from ccp3lab.sheet.column import Column
from ccp3lab.sheet.fill import Lines, grid, solved
from ccp3lab.sheet.place import Way, place
from ccp3lab.sheet.table import joined


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_company(here(), "cidrerie").plan


@pytest.fixture(scope="session")
def asked(plan: Plan) -> tuple[Network, ...]:
    return networks(plan)


@pytest.fixture
def right(asked: tuple[Network, ...]) -> Lines:
    return solved(asked, place(asked, Way()), Way())


@pytest.fixture
def text(right: Lines) -> Callable[..., str]:
    """text(cameras={Column.MASK: "..."}): the right sheet with these cells changed."""

    def changed(**cells: Mapping[Column, str]) -> str:
        lines = {key: {**line, **cells.get(key.replace("-", "_"), {})} for key, line in right.items()}
        return joined(grid(lines))

    return changed
