"""Clock, time servers, names with two spellings, reloads to come, what is cleared."""

from __future__ import annotations

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.live.contract import Learned, Neighbour
from ccp3switch.shell.contract import Answer
from ccp3switch.shell.session import Session
from ccp3switch.switch import Login, Switch
from ntc_templates.parse import parse_output
from switchbench.offline import FakeClock, FakeLive, type_lines

CARET = "% Invalid input detected at '^' marker.\n"


def wait(switch: Switch, seconds: float) -> None:
    assert isinstance(switch.clock, FakeClock)
    switch.clock.sleep(seconds)


@pytest.mark.parametrize(
    ("config", "shown"),
    [
        ("", "*08:09:10.123 UTC Thu Nov 5 2026\n"),
        ("clock timezone CET 1", "*09:09:10.123 CET Thu Nov 5 2026\n"),
        ("clock timezone IST +5 30", "*13:39:10.123 IST Thu Nov 5 2026\n"),
        ("clock timezone EST -9", "*23:09:10.123 EST Wed Nov 4 2026\n"),
        ("clock timezone NST -3 30", "*04:39:10.123 NST Thu Nov 5 2026\n"),
        ("clock timezone CET 1\nno clock timezone", "*08:09:10.123 UTC Thu Nov 5 2026\n"),
    ],
)
def test_the_clock_has_a_zone(session: Session, switch: Switch, config: str, shown: str) -> None:
    switch.running = switch.complete(config).tree
    assert session.feed("show clock") == shown
    assert parse_output("cisco_ios", "show clock", shown)
    switch.log("%A-5-X: a")
    assert session.feed("show logging").splitlines()[-1].split()[2] == shown.split()[0][1:] + ":"


def test_nobody_sets_the_clock(session: Session) -> None:
    assert (
        session.feed("clock set 10:00:00 5 nov 2026") == "% The clock is that of the machine: it cannot be set here\n"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ip domain name a.lan", ["ip domain-name a.lan"]),
        ("ip domain-name a.lan\nip domain name b.lan", ["ip domain-name b.lan"]),
        ("ip domain-name a.lan\nno ip domain name", []),
        ("no ip domain lookup", ["no ip domain-lookup"]),
        ("no ip domain-lookup\nip domain lookup", []),
        ("snmp-server community public ro", ["snmp-server community public RO"]),
        ("snmp-server community lab RW", ["snmp-server community lab RW"]),
        ("snmp-server location Salle 3", ["snmp-server location Salle 3"]),
        ("ntp server 10.0.0.1 prefer\nntp server 10.0.0.2", ["ntp server 10.0.0.1 prefer", "ntp server 10.0.0.2"]),
        ("ip ssh authentication-retries 2", ["ip ssh authentication-retries 2"]),
        ("ip ssh time-out 60", ["ip ssh time-out 60"]),
        ("clock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00",
         ["clock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00"]),
    ],
)  # fmt: skip
def test_what_is_kept(typed: str, kept: list[str]) -> None:
    before = blank(GRAMMAR, 4)
    reading = read(GRAMMAR, typed, before)
    assert reading.refused == []
    assert sorted(line.text for key, line in reading.tree.lines.items() if key not in before.lines) == kept


@pytest.mark.parametrize(
    "line",
    ["clock timezone CET 24", "clock timezone C3T 1", "ip ssh time-out 0", "ip ssh authentication-retries 9",
     "ip ssh version 1", "snmp-server host 10.0.0.1 public", "ntp authenticate"],
)  # fmt: skip
def test_what_is_refused(session: Session, line: str) -> None:
    assert type_lines(session, f"conf t\n{line}").endswith(CARET)


def test_time_servers_are_never_reached(session: Session) -> None:
    assert session.feed("show ntp status") == session.feed("show ntp associations") == "%NTP is not enabled.\n"
    type_lines(session, "conf t\nntp server 10.0.0.1\nend")
    assert session.feed("show ntp status") == "Clock is unsynchronized, stratum 16, no reference clock\n"
    assert " ~10.0.0.1        .INIT.          16 " in session.feed("show ntp associations")


def test_names_and_ssh_are_shown(session: Session) -> None:
    type_lines(session, "conf t\nip host srv 10.0.0.9\nip ssh authentication-retries 2\nip ssh time-out 60\nend")
    row = "srv                       None  (perm, OK)  0   IP    10.0.0.9"
    assert session.feed("show hosts").splitlines()[-1] == row
    assert "Authentication timeout: 60 secs; Authentication retries: 2\n" in session.feed("show ip ssh")
    assert parse_output("cisco_ios", "show inventory", session.feed("show inventory"))[0]["sn"] == "CCP3A1B2C3"


RELOADS = [
    ("reload in 10", 600),
    ("reload in 0:10", 600),
    ("reload in 1:30 travaux", 5400),
    ("reload at 08:19", 590),
    ("reload at 8:00", 85850),
]


@pytest.mark.parametrize(("line", "seconds"), RELOADS)
def test_a_reload_comes_in_its_time(session: Session, switch: Switch, line: str, seconds: int) -> None:
    session.feed("write memory")
    type_lines(session, f"conf t\nhostname essai\nend\n{line}\nno")
    assert session.answer is Answer.KEY
    assert "Reload scheduled for " in session.prompt
    assert f"Reload reason: {'travaux' if 'travaux' in line else 'Reload Command'}\n" in session.prompt
    session.feed("")
    assert "by admin on console" in session.feed("show reload")
    wait(switch, seconds - 1)
    assert switch.running.has("hostname")
    wait(switch, 1)
    assert not switch.running.has("hostname")
    assert session.feed("show reload") == "No reload is scheduled.\n"


def test_a_reload_is_given_up(session: Session, switch: Switch) -> None:
    session.feed("write memory")
    type_lines(session, "reload in 10\nn")
    assert session.feed("show reload") == "No reload is scheduled.\n"
    type_lines(session, "reload in 10\ny")
    assert "(in 10 minutes)" in session.feed("show reload")
    assert "SHUTDOWN ABORTED" in session.feed("reload cancel")
    assert session.feed("reload cancel") == "%No reload is scheduled.\n"
    type_lines(session, "conf t\nhostname essai")
    wait(switch, 10000)
    assert switch.running.has("hostname")


def test_a_second_reload_replaces_the_first(session: Session, switch: Switch) -> None:
    session.feed("write memory")
    type_lines(session, "reload in 10\ny\nreload in 2:01\ny")
    assert "(in 2 hours and 1 minute)" in session.feed("show reload")
    type_lines(session, "conf t\nhostname essai")
    wait(switch, 7259)
    assert switch.running.has("hostname")
    wait(switch, 1)
    assert not switch.running.has("hostname")


@pytest.mark.parametrize("line", ["reload in 0", "reload in 1:60", "reload at 24:00", "reload at 9"])
def test_times_that_are_none(session: Session, line: str) -> None:
    assert session.feed(line).endswith(CARET)


@pytest.mark.parametrize(
    ("line", "forgotten"),
    [("clear counters", ["all"]), ("clear counters gi1/0/3", ["eth3"]), ("clear counters vlan 10", ["vlan10"])],
)
def test_counters_begin_again(session: Session, live: FakeLive, line: str, forgotten: list[str]) -> None:
    session.feed(line)
    assert session.prompt.startswith('Clear "show interface" counters on ')
    session.feed("n")
    assert live.forgotten == []
    type_lines(session, f"{line}\ny")
    assert live.forgotten == forgotten


def test_tables_are_emptied(session: Session, live: FakeLive) -> None:
    live.arp = (Neighbour("10.0.0.7", "02:42:aa:bb:cc:01", "vlan1"),)
    live.macs = (Learned(1, "02:42:aa:bb:cc:01", "eth2", 3),)
    assert type_lines(session, "clear arp-cache\nclear mac address-table dynamic") == ""
    assert (live.arp, live.macs) == ((), ())


@pytest.mark.parametrize(
    ("line", "out"),
    [("clear line vty 0", ["bob"]), ("clear line 1", ["bob"]), ("clear line 2", ["eve"]), ("clear line 0", ["con"]),
     ("clear line console 0", ["con"]), ("clear line vty 9", [])],
)  # fmt: skip
def test_a_line_is_cleared(session: Session, switch: Switch, line: str, out: list[str]) -> None:
    gone: list[str] = []
    for name, vty in (("bob", 0), ("eve", 1), ("con", None), ("ccp3", 16)):
        switch.logins[name] = Login(name, "", 0.0, vty, lambda name=name: gone.append(name))  # type: ignore[misc]
    session.feed(line)
    assert session.prompt == "[confirm]"
    assert session.feed("") == " [OK]\n"
    assert gone == out
