"""`make test`: two runs of pytest side by side, one last line and one exit code for both."""

from collections import Counter
from pathlib import Path

import pytest

from tests.docs.conftest import tool

suite = tool("suite")

LINES = {
    "====== 12 passed, 3 deselected in 4.56s ======": Counter(passed=12),
    "=== 1 failed, 9961 passed, 48 deselected in 862.02s (0:14:22) ===": Counter(failed=1, passed=9961),
    "= 2 failed, 3 passed, 1 skipped, 1 warning, 4 errors in 1.00s =": Counter(failed=2, passed=3, skipped=1, error=4),
    "5 passed in 0.10s": Counter(passed=5),  # as `-q` writes it
    "INTERNALERROR> worker died": Counter(),
    "no tests ran in 0.01s": Counter(),
}


@pytest.mark.parametrize(("line", "counted"), LINES.items(), ids=LINES)
def test_the_last_line_of_a_run_is_counted(line: str, counted: Counter[str]) -> None:
    assert suite.counts(f"FAILED a - 7 passed in no time\n{line}\n") == counted


def test_the_summary_adds_both_runs_up() -> None:
    line = suite.summary([Counter(passed=3, failed=1), Counter(passed=4, error=2)], 75.0)
    assert line.strip("= ") == "1 failed, 7 passed, 2 error in 75.00s (1 min 15 s)"
    assert "no test ended" in suite.summary([Counter(), Counter()], 1.0)


TESTS = """
import time

import pytest

@pytest.mark.lab
def test_device():
    time.sleep({wait})
    assert {device}

def test_other():
    assert {other}
"""
CONFIGURATION = '[tool.pytest.ini_options]\nmarkers = ["lab: x", "ad: y"]\n'


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """run(device=True, other=False): the exit code and the words of a suite of two tests."""
    monkeypatch.setattr(suite, "ROOT", tmp_path)

    def make(*, device: object = True, other: bool = True, wait: float = 0.0, workers: int = 0) -> tuple[int, str]:
        monkeypatch.setattr(suite, "DEVICE_WORKERS", workers)
        monkeypatch.setattr(suite, "OTHER_WORKERS", workers)
        (tmp_path / "pyproject.toml").write_text(CONFIGURATION)
        (tmp_path / "test_it.py").write_text(TESTS.format(device=device, other=other, wait=wait))
        code = suite.main(["test_it.py"])
        return code, capsys.readouterr().out

    return make


def test_both_pass(run) -> None:
    code, out = run()
    assert code == 0
    assert out.splitlines()[-1].strip("= ").startswith("2 passed in ")


@pytest.mark.parametrize(("device", "other"), [(False, True), (True, False)])
def test_one_fails(run, device: bool, other: bool) -> None:
    code, out = run(device=device, other=other)
    assert code == 1
    assert f"FAILED test_it.py::test_{'other' if device else 'device'}" in out
    assert out.splitlines()[-1].strip("= ").startswith("1 failed, 1 passed in ")


def test_a_worker_that_crashes_is_a_failure_of_its_test(run) -> None:
    code, out = run(device="__import__('os')._exit(3)", workers=1)
    assert code == 1
    assert "crashed while running 'test_it.py::test_device'" in out
    assert out.splitlines()[-1].strip("= ").startswith("1 failed, 1 passed in ")


def test_a_run_without_an_end_is_a_failure(run, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("import os, sys\nif 'not (lab or ad)' in sys.argv: os._exit(9)\n")
    code, out = run()
    assert code == 9
    assert out.splitlines()[-1].strip("= ").startswith("1 passed in ")
