"""The command line: what is printed, and the exit codes that scripts rely on."""

import os
import re
from argparse import Namespace

import pytest
from ccp3units.__main__ import parser
from ccp3units.errors import UnitError
from ccp3units.show import _ago, properties, status
from ccp3units.state import State
from ccp3units.verbs import Verbs

NAMED = ("[Unit]", "Description=BIND", "Documentation=man:named(8)", "[Service]", "ExecStart=/bin/sleep 60")
INSTALL = ("[Install]", "WantedBy=multi-user.target")


@pytest.fixture
def systemctl(device, capsys, monkeypatch):
    """systemctl(WORDS..) -> exit code and what was printed; run as root unless a test says otherwise."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    def run(*words: str) -> tuple[int, str]:
        options: Namespace = parser().parse_intermixed_args(words)
        options.state = options.state or []
        verbs = Verbs(device.library, device.states, device.journal, device.jobs, options)
        code = verbs.run(options.verb, options.unit)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_life_of_a_unit(device, systemctl) -> None:
    device.write("named.service", *NAMED, *INSTALL)
    assert systemctl("is-active", "named") == (3, "inactive\n")
    assert systemctl("start", "named") == (0, "")
    assert systemctl("is-active", "named") == (0, "active\n")
    assert systemctl("is-active", "-q", "named") == (0, "")
    assert systemctl("is-failed", "named") == (1, "active\n")
    assert systemctl("try-restart", "named") == (0, "")
    assert systemctl("stop", "named") == (0, "")
    assert systemctl("try-restart", "named") == (0, "")
    assert systemctl("is-active", "named") == (3, "inactive\n")


def test_enable_now_and_disable_now(device, systemctl) -> None:
    device.write("named.service", *NAMED, *INSTALL)
    assert systemctl("is-enabled", "named") == (1, "disabled\n")
    assert "Created symlink" in systemctl("enable", "--now", "named")[1]
    assert systemctl("is-enabled", "named") == (0, "enabled\n")
    assert systemctl("is-active", "named")[0] == 0
    assert "Removed" in systemctl("disable", "named", "--now")[1]
    assert systemctl("is-active", "named")[0] == 3


def test_a_unit_that_is_not_there(systemctl) -> None:
    assert systemctl("is-active", "nothing") == (3, "inactive\n")
    assert systemctl("is-enabled", "nothing") == (1, "not-found\n")
    assert systemctl("status", "nothing") == (4, "Unit nothing.service could not be found.\n")
    with pytest.raises(UnitError, match=r"Unit nothing\.service not found"):
        systemctl("start", "nothing")


@pytest.mark.parametrize(("words", "said"), [(["frobnicate", "x"], "Unknown command verb"), (["start"], "Too few")])
def test_words_that_make_no_sense(words, said, systemctl) -> None:
    with pytest.raises(UnitError, match=said):
        systemctl(*words)


@pytest.mark.parametrize("verb", ["start", "stop", "restart", "reload", "enable", "disable", "mask", "reset-failed"])
def test_changes_need_the_rights_of_root(verb, device, systemctl, monkeypatch) -> None:
    device.write("named.service", *NAMED)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(UnitError, match="sudo") as refused:
        systemctl(verb, "named")
    assert refused.value.code == 4
    assert systemctl("is-active", "named") == (3, "inactive\n")


def test_lists(device, systemctl) -> None:
    device.write("named.service", *NAMED, *INSTALL)
    device.write("bad.service", "ExecStart=/bin/false")
    systemctl("start", "named")
    with pytest.raises(UnitError):
        systemctl("start", "bad")
    rows = [line.split() for line in systemctl("list-units", "--no-legend")[1].splitlines()]
    assert rows == [
        ["●", "bad.service", "loaded", "failed", "failed", "bad.service"],
        ["named.service", "loaded", "active", "running", "BIND"],
    ]
    assert "1 loaded units listed" in systemctl("--failed")[1]
    assert "named" not in systemctl("--failed")[1]
    systemctl("reset-failed")
    assert "0 loaded units listed" in systemctl("list-units", "--state=failed")[1]
    assert "bad.service" in systemctl("list-units", "--all")[1]
    assert systemctl("list-units", "--all", "--no-legend", "-t", "timer") == (0, "\n")
    files = systemctl("list-unit-files", "--no-legend", "n*")[1]
    assert files.split() == ["named.service", "disabled"]


def test_status_shows_state_process_and_log(device, systemctl) -> None:
    device.write("named.service", *NAMED)
    device.write("named.service.d/lab.conf", "Environment=A=1", place="etc/systemd/system")
    systemctl("start", "named")
    code, text = systemctl("status", "named")
    assert code == 0
    assert text.startswith("● named.service - BIND\n")
    for line in (
        r"Loaded: loaded \(.*named\.service; static\)",
        r"Drop-In: .*lab\.conf",
        r"Active: active \(running\) since",
    ):
        assert re.search(line, text)
    assert re.search(r"Docs: man:named\(8\)\n +Main PID: \d+ \(sleep\)\n\n", text)
    assert "Started named.service" in text
    assert "Started" not in systemctl("status", "-n0", "named")[1]
    systemctl("stop", "named")
    code, text = systemctl("status", "named", "named")
    assert (code, text.count("○ named.service - BIND")) == (3, 2)


def test_a_failed_unit_says_so_at_once(device) -> None:
    unit = device.write("named.service", *NAMED)
    lines = status(unit, State("failed", "failed", result="exit-code"), "enabled", [])
    assert lines[0].startswith("× named")  # noqa: RUF001
    assert lines[2] == "     Active: failed (Result: exit-code)"


def test_show_and_cat(device, systemctl) -> None:
    unit = device.write("named.service", *NAMED)
    assert systemctl("show", "-p", "ActiveState", "--value", "named") == (0, "inactive\n")
    assert systemctl("show", "-p", "Id,MainPID", "named") == (0, "Id=named.service\nMainPID=0\n")
    assert properties(unit, State("failed", "failed", result="timeout"), "static")["Result"] == "timeout"
    assert f"# {unit.path}\n[Unit]\nDescription=BIND" in systemctl("cat", "named")[1]


def test_reload_or_restart_takes_what_there_is(device, systemctl) -> None:
    unit = device.write("named.service", *NAMED)
    systemctl("reload-or-restart", "named")
    first = device.state(unit).pid
    systemctl("reload-or-restart", "named")
    assert device.state(unit).pid != first
    unit = device.write("named.service.d/reload.conf", "ExecReload=/bin/true", place="etc/systemd/system")
    second = device.state(unit).pid
    systemctl("reload-or-restart", "named")
    assert device.state(unit).pid == second


AGO = {0: "0s", 59: "59s", 61: "1min 1s", 3600: "1h", 3661: "1h 1min", 90061: "1day 1h", -3: "0s"}


@pytest.mark.parametrize(("seconds", "text"), AGO.items())
def test_how_long_ago(seconds, text) -> None:
    assert _ago(seconds) == text
