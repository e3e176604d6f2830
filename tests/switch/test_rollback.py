"""Changes that go away unless they are confirmed: by `configure replace`, by `configure terminal`, over a kill."""

from __future__ import annotations

from pathlib import Path

import pytest
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from switchbench.offline import FakeClock, FakeEngine, FakeLive, make_switch, type_lines

NONE = "%No Rollback Confirmed Change pending\n"


@pytest.fixture
def admin(session: Session) -> Session:
    """A terminal of a switch with an archive."""
    type_lines(session, "conf t\nhostname ancien\nno ip domain-lookup\narchive\npath flash:avant\nend")
    session.switch.flash.write("flash:c", "hostname nouveau\narchive\n path flash:avant\n")
    return session


def wait(switch: Switch, seconds: float) -> None:
    assert isinstance(switch.clock, FakeClock)
    switch.clock.sleep(seconds)


def name(switch: Switch) -> str:
    return switch.running.value("hostname")


def said(switch: Switch) -> str:
    return "\n".join(text for _, text in switch.messages)


STARTS = [
    "configure replace flash:c force revert trigger error timer 2",
    "configure replace flash:c force revert timer 2",
    "configure replace flash:c force time 2",
    "configure replace flash:c revert timer 2 force",
    "configure terminal revert timer 2\nhostname nouveau\nend",
]


@pytest.mark.parametrize("start", STARTS)
def test_the_old_configuration_comes_back_by_itself(admin: Session, start: str) -> None:
    text = type_lines(admin, start)
    assert text.startswith("Rollback Confirmed Change: Backing up current running config to flash:avant-1\n\n")
    assert name(admin.switch) == "nouveau"
    wait(admin.switch, 119)
    assert name(admin.switch) == "nouveau"
    wait(admin.switch, 1)
    assert name(admin.switch) == "ancien"
    assert admin.feed("show archive config rollback timer") == NONE
    assert "Start rolling to: flash:avant-1" in said(admin.switch)


@pytest.mark.parametrize("start", STARTS)
def test_a_confirmed_change_stays(admin: Session, start: str) -> None:
    type_lines(admin, start)
    assert admin.feed("configure confirm") == ""
    wait(admin.switch, 1000)
    assert name(admin.switch) == "nouveau"
    assert admin.feed("configure confirm") == NONE


def test_who_waits_for_what_is_shown(admin: Session) -> None:
    type_lines(admin, STARTS[0])
    assert admin.feed("show archive config rollback timer") == (
        "Time configured(or reconfigured): 08:09:10 UTC Thu Nov 5 2026\n"
        "Timer type: absolute timer\nTimer value: 2 min\nUser: admin\n"
    )


def test_it_warns_one_minute_before(admin: Session) -> None:
    type_lines(admin, STARTS[0])
    wait(admin.switch, 59)
    assert "in one minute" not in said(admin.switch)
    wait(admin.switch, 1)
    assert "System will rollback to config flash:avant-1 in one minute." in said(admin.switch)


def test_revert_now(admin: Session) -> None:
    type_lines(admin, STARTS[0])
    assert admin.feed("configure revert now").endswith("Rollback Done\n\n")
    assert name(admin.switch) == "ancien"
    assert admin.feed("configure revert now") == NONE


def test_a_data_plane_that_refuses_the_old_configuration(admin: Session, engine: FakeEngine) -> None:
    type_lines(admin, STARTS[0])
    engine.refusals = 1
    assert admin.feed("configure revert now").startswith("% The change was refused and undone: ovs-vsctl")
    assert name(admin.switch) == "nouveau"
    assert "ROLLBACK_FAILED: ovs-vsctl: no such thing" in said(admin.switch)


def test_more_time(admin: Session) -> None:
    assert admin.feed("configure revert timer 5") == NONE
    type_lines(admin, STARTS[0])
    wait(admin.switch, 100)
    assert admin.feed("configure revert timer 5") == ""
    wait(admin.switch, 299)
    assert name(admin.switch) == "nouveau"
    wait(admin.switch, 1)
    assert name(admin.switch) == "ancien"


@pytest.mark.parametrize("start", STARTS)
def test_only_one_change_waits(admin: Session, start: str) -> None:
    type_lines(admin, STARTS[0])
    assert "%A Rollback Confirmed Change is already pending\n" in type_lines(admin, start.splitlines()[0])
    assert admin.mode == "exec"


@pytest.mark.parametrize("start", [start.splitlines()[0] for start in STARTS])
def test_it_needs_an_archive(admin: Session, start: str) -> None:
    type_lines(admin, "conf t\nno archive\nend")
    assert admin.feed(start) == "%Please turn config archive on to use this feature\n"
    assert (name(admin.switch), admin.mode) == ("ancien", "exec")


def test_a_refused_file_leaves_nothing_pending(admin: Session, engine: FakeEngine) -> None:
    admin.switch.flash.write("flash:c", "foo\n")
    assert "Aborting Rollback." in admin.feed(STARTS[0])
    assert admin.switch.rollback.pending is None
    admin.switch.flash.write("flash:c", "hostname nouveau\n")
    engine.refusals = 1
    assert admin.feed(STARTS[0]).startswith("% The change was refused and undone")
    assert admin.switch.rollback.pending is None
    assert name(admin.switch) == "ancien"


@pytest.mark.parametrize("minutes", ["0", "121", "x"])
def test_times_that_are_none(admin: Session, minutes: str) -> None:
    assert admin.feed(f"configure replace flash:c force revert timer {minutes}").endswith("marker.\n")


def test_a_reload_ends_it(admin: Session) -> None:
    admin.feed("write memory")
    type_lines(admin, f"{STARTS[0]}\nreload\nno\ny")
    wait(admin.switch, 1000)
    assert name(admin.switch) == "ancien"
    assert admin.switch.rollback.pending is None


@pytest.mark.parametrize(("confirmed", "after"), [(False, "ancien"), (True, "nouveau")])
def test_a_kill_with_a_change_pending_goes_back_to_the_old(
    admin: Session, tmp_path: Path, live: FakeLive, confirmed: bool, after: str
) -> None:
    type_lines(admin, STARTS[0])
    if confirmed:
        admin.feed("configure confirm")
    again = make_switch(tmp_path, FakeEngine(), live)
    assert name(again) == after
    assert again.rollback.pending is None
    assert ("restarted before the change was confirmed" in said(again)) is not confirmed
    assert name(make_switch(tmp_path, FakeEngine(), live)) == after
