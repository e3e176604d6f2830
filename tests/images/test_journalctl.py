"""journalctl over plain log files: the habits of fingers, and honest words where files cannot answer."""

import importlib.machinery
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "images/linux/files/bin/journalctl"


@pytest.fixture(scope="module")
def journalctl() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("journalctl", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.machinery.ModuleSpec("journalctl", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    (tmp_path / "named.service.log").write_text("starting\nerror: zone\nrunning\n")
    (tmp_path / "networking.service.log").write_text("eth1 up\n")
    (tmp_path / "notes.txt").write_text("not a log\n")
    return tmp_path


CASES = {
    "all units": ([], ["named: starting", "named: error: zone", "named: running", "networking: eth1 up"]),
    "one unit": (["-u", "networking"], ["networking: eth1 up"]),
    "the unit's full name": (["-u", "networking.service"], ["networking: eth1 up"]),
    "typed in one breath": (["-xeu", "networking"], ["networking: eth1 up"]),
    "the last line": (["-u", "named", "-n", "1"], ["named: running"]),
    "no line": (["-u", "named", "-n", "0"], ["-- No entries --"]),
    "all lines": (["-u", "named", "-n", "all"], ["named: starting", "named: error: zone", "named: running"]),
    "newest first": (["-u", "named", "-r", "-n2"], ["named: running", "named: error: zone"]),
    "a text": (["-g", "error"], ["named: error: zone"]),
    "habits": (["--no-pager", "-b", "-q", "-u", "networking"], ["networking: eth1 up"]),
    "an unknown unit": (["-u", "kea"], ["-- No entries --"]),
    "a way out of the folder": (["-u", "../../etc/passwd"], ["-- No entries --"]),
}


@pytest.mark.parametrize(("arguments", "lines"), CASES.values(), ids=CASES)
def test_what_is_shown(
    arguments: list[str], lines: list[str], journalctl: ModuleType, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journalctl.main(arguments, logs) == 0
    assert capsys.readouterr().out.splitlines() == lines


@pytest.mark.parametrize("option", [["--since", "today"], ["-p", "err"], ["-U", "now"]])
def test_what_files_cannot_answer_is_said(
    option: list[str], journalctl: ModuleType, logs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journalctl.main(option, logs)
    assert "no dates" in capsys.readouterr().err


def test_follow_hands_over_to_tail(journalctl: ModuleType, logs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(journalctl.os, "execvp", lambda _, words: called.append(words))
    journalctl.main(["-fu", "named"], logs)
    assert called == [["tail", "-q", "-F", "-n", "10", str(logs / "named.service.log")]]


def test_bytes_that_are_no_text(journalctl: ModuleType, logs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (logs / "named.service.log").write_bytes(b"\xff\n")
    journalctl.main(["-u", "named"], logs)
    assert capsys.readouterr().out == "named: \ufffd\n"


@pytest.mark.parametrize(("unit", "name"), [("bind9", "named"), ("bind9.service", "named"), ("ssh", "ssh")])
def test_an_alias_is_the_unit_that_it_leads_to(unit: str, name: str, journalctl: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "bind9.service").symlink_to("/usr/lib/systemd/system/named.service")
    assert journalctl.called(unit, tmp_path) == name
