"""What a machine without an engine makes of tests on real devices: a skip with a reason, an error where they count."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MARKED = """
import pytest

@pytest.mark.lab
def test_devices():
    raise AssertionError("it must not get here")

@pytest.mark.ad
def test_directory():
    raise AssertionError("it must not get here")

def test_paper():
    pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """The project's conftest and three tests, two of them marked."""
    shutil.copy(Path(__file__).parents[1] / "conftest.py", tmp_path)
    (tmp_path / "test_marked.py").write_text(MARKED)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  lab: devices\n  ad: a directory\n")
    return tmp_path


def run(suite: Path, **environment: str) -> str:
    given = {name: value for name, value in os.environ.items() if name != "CCP3_REQUIRE_LAB"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsA", "-p", "no:cacheprovider", str(suite)],
        cwd=suite,
        capture_output=True,
        text=True,
        timeout=60,
        env={**given, "DOCKER_HOST": "unix:///nonexistent/docker.sock", **environment},
    )
    return done.stdout


def test_they_are_skipped_with_the_reason(suite: Path) -> None:
    said = run(suite)
    assert "1 passed, 2 skipped" in said
    assert "marker lab: no Docker engine answers" in said or "marker lab: there is no containerlab" in said
    assert "marker ad: no Docker engine answers" in said


def test_they_fail_when_the_machine_must_have_devices(suite: Path) -> None:
    said = run(suite, CCP3_REQUIRE_LAB="1")
    assert "1 passed, 2 errors" in said
    assert "CCP3_REQUIRE_LAB=1: " in said
    assert "it must not get here" not in said.replace('AssertionError("it must not get here")', "")
