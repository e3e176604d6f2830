"""The archive on the flash: names, numbers, how many stay."""

from __future__ import annotations

import pytest
from ccp3switch.config.render import lines_of, render
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from ntc_templates.parse import parse_output
from switchbench.offline import type_lines

FULL = ["archive", " path flash:b", " maximum 5", " write-memory"]
ON = "conf t\nfile prompt quiet\nhostname sw1\narchive\npath flash:avant\nend"


def files(switch: Switch) -> list[str]:
    return sorted(file.name for file in switch.flash.folder.iterdir())


def test_without_a_path_there_is_no_archive(session: Session) -> None:
    assert session.feed("show archive") == " Archive feature not enabled\n"
    type_lines(session, "conf t\narchive\nmaximum 3\nend")
    assert session.feed("archive config") == "%Archive feature not enabled\n"


def test_copies_are_numbered_and_shown(session: Session, switch: Switch) -> None:
    type_lines(session, ON)
    assert type_lines(session, "archive config\narchive config") == ""
    assert switch.flash.read("flash:avant-1") == switch.flash.read("flash:avant-2") == render(switch.running)
    text = session.feed("show archive")
    assert text.splitlines()[:8] == [
        "The maximum archive configurations allowed is 10.",
        "There are currently 2 archive configurations saved.",
        "The next archive file will be named flash:avant-3",
        " Archive #  Name",
        "   1        flash:avant-1",
        "   2        flash:avant-2 <- Most Recent",
        "   3",
        "   4",
    ]
    row = parse_output("cisco_ios", "show archive", text)[0]
    assert (row["next_filename"], row["filenames"]) == ("flash:avant-3", ["flash:avant-1", "flash:avant-2"])


def test_the_oldest_goes_when_there_are_too_many(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\narchive\npath flash:a\nmaximum 2\nend")
    switch.flash.write("flash:a-b", "pas à elle")
    type_lines(session, "archive config\n" * 4)
    assert files(switch) == ["a-3", "a-4", "a-b"]
    assert "There are currently 2 archive configurations saved." in session.feed("show archive")


def test_the_name_may_hold_the_host_name(session: Session, switch: Switch) -> None:
    type_lines(session, "conf t\nhostname sw1\narchive\npath flash:$h-conf\nend\narchive config")
    assert files(switch) == ["sw1-conf-1"]


@pytest.mark.parametrize("save", ["write memory", "copy running-config startup-config"])
def test_saving_may_copy_too(session: Session, switch: Switch, save: str) -> None:
    type_lines(session, ON)
    assert type_lines(session, save).endswith("[OK]\n")
    assert files(switch) == []
    type_lines(session, "conf t\narchive\nwrite-memory\nend")
    type_lines(session, save)
    assert files(switch) == ["avant-1"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("archive\npath flash:a", ["archive", " path flash:a"]),
        ("archive\npath flash:a\npath flash:b\nmaximum 5\nwrite-memory", FULL),
        ("archive\nmaximum 5\nmaximum 10", ["archive"]),
        ("archive\nmaximum 5\nno maximum", ["archive"]),
        ("archive\npath flash:a\nexit\nno archive", []),
    ],
)  # fmt: skip
def test_what_is_kept(session: Session, switch: Switch, typed: str, kept: list[str]) -> None:
    type_lines(session, f"conf t\n{typed}\nend")
    line = switch.running.lines.get("archive")
    assert (lines_of(line) if line else []) == kept


@pytest.mark.parametrize("line", ["path tftp:x", "path flash:$t", "maximum 15", "log config", "time-period 5"])
def test_what_an_archive_cannot(session: Session, line: str) -> None:
    type_lines(session, "conf t\narchive")
    assert session.feed(line).endswith("% Invalid input detected at '^' marker.\n")
