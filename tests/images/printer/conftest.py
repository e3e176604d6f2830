"""A tray below a folder of the test."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "images" / "printer"))

from ccp3paper.tray import Tray


@pytest.fixture
def tray(tmp_path: Path) -> Tray:
    return Tray(tmp_path)
