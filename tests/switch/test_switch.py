"""The switch as a whole: start, journal, files, users."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.render import render
from ccp3switch.daemon import first_configuration
from ccp3switch.errors import ApplyError, FlashError
from ccp3switch.flash import CAPACITY, Flash, write_quickly, write_whole
from ccp3switch.model import system
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from switchbench.offline import FakeClock, FakeEngine, FakeLive, make_switch, type_lines


def test_a_fresh_switch_has_all_ports_up_in_vlan_1(switch: Switch, engine: FakeEngine) -> None:
    state = engine.states[-1]
    ports = [port.columns for name, port in state.rows["br0"].ports.items() if name.startswith("eth")]
    assert len(ports) == len(state.links) == 24
    assert {(columns["vlan_mode"], columns["tag"]) for columns in ports} == {("access", "1")}
    assert set(state.links.values()) == {True}
    assert switch.running.has("ip scp server enable"), "the toolkit's first push comes by SCP"


def test_a_killed_program_comes_back_with_what_ran(tmp_path: Path, switch: Switch, live: FakeLive) -> None:
    session = Session(switch, mode="exec")
    type_lines(session, "conf t\nhostname saved\nend\nwr\nconf t\nhostname running")
    again = make_switch(tmp_path, FakeEngine(), live)
    assert render(again.running) == render(switch.running)


def test_a_container_that_restarts_comes_back_with_what_was_saved(
    tmp_path: Path, switch: Switch, live: FakeLive
) -> None:
    type_lines(Session(switch, mode="exec"), "conf t\nhostname saved\nend\nwr\nconf t\nhostname running")
    (tmp_path / "running-config").unlink()
    again = make_switch(tmp_path, FakeEngine(), live)
    assert again.running.value("hostname") == "saved"


def test_a_startup_file_with_a_wrong_line_still_starts(switch: Switch) -> None:
    switch.flash.write("startup-config", "hostname sw1\nfoo bar\nvlan 10\n")
    messages = switch.reload()
    assert messages == ["foo bar\n ^\n% Invalid input detected at '^' marker.\n"]
    assert switch.running.has("vlan 10")


def test_a_data_plane_that_is_late_leaves_the_configuration_standing(switch: Switch, engine: FakeEngine) -> None:
    switch.flash.write("startup-config", "hostname sw1\n")
    engine.refusals = 1
    assert switch.reload() == ["ovs-vsctl: no such thing"]
    assert switch.running.value("hostname") == "sw1"


def test_commit_goes_back_when_the_data_plane_refuses(switch: Switch, engine: FakeEngine, tmp_path: Path) -> None:
    before, journal = render(switch.running), (tmp_path / "running-config").read_text()
    engine.refusals = 1
    with pytest.raises(ApplyError):
        switch.commit(switch.complete("vlan 10\n").tree)
    assert render(switch.running) == before
    assert (tmp_path / "running-config").read_text() == journal
    assert engine.states[-1].rows["br0"].ports["eth1"].columns["tag"] == "1"


def test_reload_ends_every_connection(switch: Switch) -> None:
    closed: list[bool] = []
    switch.on_reload = lambda: closed.append(True)
    switch.reload()
    assert closed == [True]


def test_modified(switch: Switch) -> None:
    assert switch.modified()
    Session(switch, mode="exec").feed("write memory")
    assert not switch.modified()


@pytest.mark.parametrize(
    "name", ["flash:/../x", "flash:../../etc/passwd", "flash:/a/b", "flash:/", "nvram:x", "system:/x", "/etc/x", "a b",
             "flash:/.hidden", "x" * 70],
)  # fmt: skip
def test_names_that_lead_out_of_the_flash(switch: Switch, name: str) -> None:
    with pytest.raises(FlashError):
        switch.flash.read(name)
    with pytest.raises(FlashError):
        switch.flash.write(name, "x")


def test_flash_has_an_end(switch: Switch) -> None:
    with pytest.raises(FlashError, match="No space left"):
        switch.flash.write("flash:/big", "x" * (CAPACITY + 1))
    assert switch.flash.free() == CAPACITY


def test_bytes_that_are_no_text(switch: Switch) -> None:
    switch.flash.path("flash:/bin").write_bytes(b"hostname \xff\xfe\x00\r\nvlan 10\r\n")
    reading = switch.complete(switch.flash.read("flash:/bin"))
    assert len(reading.refused) == 1
    assert reading.tree.has("vlan 10")


def test_an_empty_flash_is_listed(switch: Switch) -> None:
    assert "No files in directory" in switch.flash.listing("flash:")
    assert f"({CAPACITY} bytes free)" in switch.flash.listing("flash:")


@pytest.mark.parametrize("write", [write_whole, write_quickly])
def test_a_file_is_replaced_in_one_step(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    target = tmp_path / "file"
    for data in (b"old", b"new"):
        write(target, data)
        assert target.read_bytes() == data
        assert list(tmp_path.iterdir()) == [target]


def test_write_whole_leaves_the_old_file_when_it_fails(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole(target, b"x")
    assert list(tmp_path.iterdir()) == [target]


def test_delete_of_a_missing_file(tmp_path: Path) -> None:
    flash = Flash(tmp_path)
    flash.prepare()
    with pytest.raises(FlashError, match="Error deleting"):
        flash.delete("flash:/x")


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        ("", False),
        ("line vty 0 15\nlogin local", True),
        ("line vty 0 4\nlogin local\ntransport input ssh", True),
        ("line vty 0 15\nlogin local\ntransport input none", False),
        ("line vty 0 15\ntransport input ssh", False),
        ("line con 0\nlogin local", False),
    ],
)
def test_who_may_use_ssh(switch: Switch, lines: str, allowed: bool) -> None:
    assert system.ssh_allowed(switch.complete(lines).tree) is allowed


@pytest.mark.parametrize(("line", "level"), [("username bob privilege 15", 15), ("username bob secret x", 1)])
def test_users(switch: Switch, line: str, level: int) -> None:
    user = system.user(switch.complete(line).tree, "bob")
    assert user is not None
    assert user.privilege == level


def test_an_unknown_user(switch: Switch) -> None:
    assert system.user(switch.running, "bob") is None


def test_a_whole_file_makes_no_vlan_that_it_does_not_name(switch: Switch) -> None:
    reading = switch.complete("interface gi1/0/1\nswitchport access vlan 30\n")
    assert (reading.said, reading.tree.has("vlan 30")) == ([], False)
    assert switch.merged("interface gi1/0/1\nswitchport access vlan 30\n").tree.has("vlan 30")


def test_a_switch_that_was_never_saved_starts_with_what_the_lab_gives(tmp_path: Path, live: FakeLive) -> None:
    (tmp_path / "startup-config").write_text("hostname sw7\nip scp server enable\nvlan 10\nend\n")
    flash = Flash(tmp_path / "files")
    flash.prepare()
    first = first_configuration(tmp_path)
    switch = Switch(GRAMMAR, flash, FakeEngine(), live, tmp_path / "running-config", FakeClock(), first=first)
    assert switch.start() == []
    assert switch.running.value("hostname") == "sw7"
    assert not switch.modified(), "it is saved as well"


def test_what_was_saved_comes_before_what_the_lab_gives(tmp_path: Path, switch: Switch, live: FakeLive) -> None:
    type_lines(Session(switch, mode="exec"), "conf t\nhostname mine\nend\nwr")
    (tmp_path / "running-config").unlink()
    again = Switch(
        GRAMMAR, switch.flash, FakeEngine(), live, tmp_path / "running-config", FakeClock(), first="hostname sw7\n"
    )
    again.start()
    assert again.running.value("hostname") == "mine"


def test_a_lab_may_give_nothing(tmp_path: Path) -> None:
    assert first_configuration(tmp_path) == ""


def test_an_err_disabled_port_stays_down_until_it_is_enabled(switch: Switch, engine: FakeEngine) -> None:
    port = "GigabitEthernet1/0/2"
    switch.disable(port, "bpduguard")
    assert engine.states[-1].links["eth2"] is False
    assert switch.messages[-1][1].startswith("%PM-4-ERR_DISABLE: bpduguard error detected on Gi1/0/2")
    switch.commit(switch.complete("vlan 10\n").tree)
    assert engine.states[-1].links["eth2"] is False, "a change of the configuration does not take it up"
    switch.enable(port)
    assert engine.states[-1].links["eth2"] is True
    known = len(engine.states)
    switch.enable(port)
    assert len(engine.states) == known


def test_the_fake_clock_does_what_is_due_in_order() -> None:
    clock, done = FakeClock(), list[str]()
    clock.later(5, lambda: done.append("late"))
    clock.later(1, lambda: done.append("early"))
    clock.later(2, lambda: done.append("never")).cancel()
    clock.sleep(4)
    assert done == ["early"]
    clock.sleep(1)
    assert done == ["early", "late"]
