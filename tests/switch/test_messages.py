"""Messages: what is logged, kept by severity and size, shown on terminals, sent to servers."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from ccp3switch.front import syslog
from ccp3switch.front.talk import talk
from ccp3switch.front.terminal import Terminal
from ccp3switch.linklog import LinkLog
from ccp3switch.model import logging
from ccp3switch.severity import severity
from ccp3switch.shell.session import Session
from ccp3switch.show import messages
from ccp3switch.switch import Switch
from ntc_templates.parse import parse_output
from switchbench.offline import FakeLive, type_lines

STAMP = "*Nov  5 08:09:10.123: "


def said(switch: Switch) -> list[str]:
    return [text for _, text in switch.messages]


@pytest.mark.parametrize(
    ("user", "location", "vty", "text"),
    [
        ("console", "", None, "console by console"),
        ("bob", "", None, "console by bob on console"),
        ("admin", "10.0.0.1", 0, "console by admin on vty0 (10.0.0.1)"),
        ("admin", "10.0.0.1", None, "console by admin on vty (10.0.0.1)"),
    ],
)
@pytest.mark.parametrize("leaving", ["end", "exit", "interface gi1/0/1\nend"])
def test_who_configured(switch: Switch, user: str, location: str, vty: int | None, text: str, leaving: str) -> None:
    type_lines(Session(switch, user, "exec", location, vty=vty), f"configure terminal\n{leaving}")
    assert said(switch) == [f"%SYS-5-CONFIG_I: Configured from {text}"]


def test_what_configures_nothing_says_nothing(session: Session) -> None:
    type_lines(session, "conf t\ninterface gi1/0/1\nexit\ndo show clock")
    session.help("")
    assert said(session.switch) == []
    session.leave_configuration()
    session.leave_configuration()
    assert len(said(session.switch)) == 1


def test_the_page_and_its_template(session: Session) -> None:
    type_lines(session, "conf t\nlogging host 10.0.0.9\nlogging 10.0.0.8\nend")
    text = session.feed("show logging")
    assert text.splitlines()[-1] == STAMP + "%SYS-5-CONFIG_I: Configured from console by admin on console"
    assert "    Trap logging: level informational\n        Logging to 10.0.0.8  (udp port 514)\n" in text
    row = parse_output("cisco_ios", "show logging", text)[0]
    assert (row["facility"], row["severity"], row["mnemonic"]) == ("SYS", "5", "CONFIG_I")


@pytest.mark.parametrize(
    ("config", "kept"),
    [
        ("", ["%A-0-X: a", "%B-5-Y: b", "%C-7-Z: c"]),
        ("logging buffered", ["%A-0-X: a", "%B-5-Y: b", "%C-7-Z: c"]),
        ("logging buffered 5", ["%A-0-X: a", "%B-5-Y: b"]),
        ("logging buffered notif", ["%A-0-X: a", "%B-5-Y: b"]),
        ("logging buffered 8192 emergencies", ["%A-0-X: a"]),
        ("no logging buffered", []),
        ("no logging buffered\nlogging buffered", ["%A-0-X: a", "%B-5-Y: b", "%C-7-Z: c"]),
    ],
)
def test_the_buffer_keeps_by_severity(switch: Switch, config: str, kept: list[str]) -> None:
    switch.running = switch.complete(config).tree
    for text in ("%A-0-X: a", "%B-5-Y: b", "%C-7-Z: c"):
        switch.log(text)
    lines = messages.shown(switch.running, switch.messages).partition("bytes):\n\n")[2].splitlines()
    assert lines == [STAMP + text for text in kept]


def test_the_buffer_keeps_by_size(switch: Switch) -> None:
    for number in range(400):
        switch.log(f"%A-5-X: {number:03d}")
    lines = messages.shown(switch.running, switch.messages).partition("bytes):\n\n")[2]
    assert len(lines) <= logging.BUFFER
    assert lines.splitlines()[-1].endswith("399")
    switch.running = switch.complete("logging buffered 100000").tree
    assert "X: 000" in messages.shown(switch.running, switch.messages)


@pytest.mark.parametrize(
    ("config", "stamp"),
    [
        ("", "*Nov  5 08:09:10.123: x"),
        ("service timestamps log datetime msec", "*Nov  5 08:09:10.123: x"),
        ("service timestamps log datetime", "*Nov  5 08:09:10: x"),
    ],
)
def test_stamps(switch: Switch, config: str, stamp: str) -> None:
    tree = switch.complete(config).tree
    assert messages.line(tree, (datetime(2026, 11, 5, 8, 9, 10, 123456, UTC), "x")) == stamp


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("logging console", []),
        ("no logging console", ["no logging console"]),
        ("no logging console\nlogging console warnings", ["logging console warnings"]),
        ("logging monitor 7", ["logging monitor debugging"]),
        ("logging trap 3\nlogging trap informational", []),
        ("logging trap 3", ["logging trap errors"]),
        ("logging host 10.0.0.1\nlogging 10.0.0.2\nno logging 10.0.0.1", ["logging host 10.0.0.2"]),
        ("logging on", []),
    ],
)
def test_what_is_kept(switch: Switch, typed: str, kept: list[str]) -> None:
    tree = switch.complete(typed).tree
    assert [line.text for line in tree.under("logging ")] == kept


@pytest.mark.parametrize("line", ["logging buffered 100", "logging console loud", "logging trap 8", "no logging on"])
def test_what_is_refused(session: Session, line: str) -> None:
    assert type_lines(session, f"conf t\n{line}").endswith("% Invalid input detected at '^' marker.\n")


def test_the_buffer_is_cleared(session: Session) -> None:
    session.switch.log("%A-5-X: a")
    session.feed("clear logging")
    session.feed("n")
    assert said(session.switch)
    type_lines(session, "clear logging\ny")
    assert not said(session.switch)


def watched(switch: Switch, session: Session, *steps: str | Callable[[], None]) -> str:
    """What a terminal shows when this is typed and happens, in turn."""
    got: list[str] = []
    rest = list(steps)

    async def read() -> str:
        while rest:
            step = rest.pop(0)
            if isinstance(step, str):
                return step
            step()
        return ""

    asyncio.run(talk(session, Terminal(read, got.append)))
    assert session not in switch.listeners
    return "".join(got).replace("\r\n", "\n")


def test_the_console_shows_messages_over_the_line_that_is_typed(switch: Switch) -> None:
    text = watched(switch, Session(switch), "show cl", lambda: switch.log("%A-5-X: salut"), "ock\r")
    assert f"Switch>show cl\n{STAMP}%A-5-X: salut\nSwitch>show clock\n*08:09:10" in text


def test_a_message_of_ones_own_command_comes_before_the_next_prompt(switch: Switch) -> None:
    text = watched(switch, Session(switch, mode="exec"), "conf t\rend\r")
    assert f"Switch(config)#end\n{STAMP}%SYS-5-CONFIG_I: Configured from console by console\nSwitch#" in text


def test_no_secret_is_shown_again(switch: Switch) -> None:
    type_lines(Session(switch, mode="exec"), "conf t\nenable secret s3cret")
    text = watched(switch, Session(switch), "enable\r", "s3c", lambda: switch.log("%A-5-X: salut"), "ret\r")
    assert f"Password: \n{STAMP}%A-5-X: salut\nPassword: \nSwitch#" in text
    assert "s3c" not in text


@pytest.mark.parametrize(
    ("config", "user", "location", "typed", "shown"),
    [
        ("", "bob", "", "\r", True),
        ("no logging console", "bob", "", "\r", False),
        ("logging console errors", "bob", "", "\r", False),
        ("", "bob", "10.0.0.5", "\r", False),
        ("", "bob", "10.0.0.5", "terminal monitor\r", True),
        ("logging monitor errors", "bob", "10.0.0.5", "terminal monitor\r", False),
        ("", "bob", "10.0.0.5", "terminal monitor\rterminal no monitor\r", False),
        ("", "ccp3", "10.0.0.5", "terminal monitor\r", False),
    ],
)
def test_who_sees_messages(switch: Switch, config: str, user: str, location: str, typed: str, shown: bool) -> None:
    switch.running = switch.complete(config).tree
    session = Session(switch, user, "exec", location)
    assert ("salut" in watched(switch, session, typed, lambda: switch.log("%A-5-X: salut"), "\r")) is shown


@pytest.mark.parametrize(
    ("config", "level", "packets"),
    [
        ("", 5, []),
        ("logging host 127.0.0.1", 5, [b"<189>" + STAMP.encode() + b"%A-5-X: salut"]),
        ("logging host 127.0.0.1", 7, []),
        ("logging host 127.0.0.1\nlogging trap debugging", 7, [b"<191>" + STAMP.encode() + b"%A-7-X: salut"]),
        ("logging host 127.0.0.1\nlogging host 255.255.255.255", 3, [b"<187>" + STAMP.encode() + b"%A-3-X: salut"]),
    ],
)
def test_servers_get_packets(switch: Switch, config: str, level: int, packets: list[bytes]) -> None:
    switch.running = switch.complete(config).tree
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.setblocking(False)
        syslog.send(switch, (switch.live.now(), f"%A-{level}-X: salut"), server.getsockname()[1])
        got = []
        try:
            while True:
                got.append(server.recv(1000))
        except BlockingIOError:
            assert got == packets


def test_links_tell_of_themselves(switch: Switch, live: FakeLive) -> None:
    links = LinkLog(switch)
    live.up = {"eth1"}
    links.look()
    links.look()
    assert said(switch) == []
    live.up = {"eth2"}
    links.look()
    assert said(switch) == [
        "%LINK-3-UPDOWN: Interface GigabitEthernet1/0/1, changed state to down",
        "%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet1/0/1, changed state to down",
        "%LINK-3-UPDOWN: Interface GigabitEthernet1/0/2, changed state to up",
        "%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet1/0/2, changed state to up",
    ]
    switch.messages.clear()
    type_lines(Session(switch, mode="exec"), "conf t\ninterface gi1/0/2\nshutdown")
    links.look()
    assert "%LINK-5-CHANGED: Interface GigabitEthernet1/0/2, changed state to administratively down" in said(switch)


@pytest.mark.parametrize(
    ("text", "number"), [("%SYS-5-CONFIG_I: x", 5), ("%ARCHIVE_DIFF-5-A_B: x", 5), ("x", 6), ("", 6)]
)
def test_severities(text: str, number: int) -> None:
    assert severity(text) == number
