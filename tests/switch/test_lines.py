"""Terminal lines: what is kept, who comes in at which level, banners, sizes and history."""

from __future__ import annotations

import asyncio

import pytest
from ccp3switch.config.render import lines_of
from ccp3switch.front import console
from ccp3switch.front.talk import greeting, idle_seconds, seat
from ccp3switch.front.terminal import Terminal
from ccp3switch.model import lines, system
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from switchbench.offline import type_lines

CARET = "% Invalid input detected at '^' marker.\n"


def configured(switch: Switch, text: str) -> str:
    """Type configuration lines; what they said."""
    return type_lines(Session(switch, mode="exec"), f"configure terminal\n{text}").partition("CNTL/Z.\n")[2]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("login local", [" login local"]),
        ("login local\nno login", []),
        ("login local\npassword toto\nlogin", [" password toto", " login"]),
        ("exec-timeout 5 30", [" exec-timeout 5 30"]),
        ("exec-timeout 10 0", []),
        ("no exec-timeout", [" exec-timeout 0 0"]),
        ("exec-timeout 0", [" exec-timeout 0 0"]),
        ("transport input ssh telnet", [" transport input telnet ssh"]),
        ("transport input ssh\nno transport input", []),
        ("privilege level 15\nlength 0\nwidth 132", [" privilege level 15", " length 0", " width 132"]),
        ("logging synchronous\ntransport preferred none\ntransport output none\nstopbits 1",
         [" logging synchronous", " transport preferred none", " transport output none", " stopbits 1"]),
    ],
)  # fmt: skip
def test_what_is_kept(switch: Switch, typed: str, kept: list[str]) -> None:
    assert configured(switch, f"line vty 5 15\n{typed}") == ""
    assert lines_of(switch.running.lines["line vty 5 15"])[1:] == kept


@pytest.mark.parametrize(
    ("typed", "sections"),
    [
        ("line vty 0 4", ["line vty 0 4"]),
        ("line vty 5 15", ["line vty 5 15"]),
        ("line vty 0 15", ["line vty 0 4", "line vty 5 15"]),
        ("line console 0", ["line con 0"]),
    ],
)
def test_ranges(switch: Switch, typed: str, sections: list[str]) -> None:
    assert configured(switch, f"{typed}\nexec-timeout 3") == ""
    assert [line.key for line in switch.running.under("line ") if line.has("exec-timeout")] == sections


@pytest.mark.parametrize("line", ["line vty 3", "line vty 0 3", "line vty 5 7", "line vty 4 0"])
def test_a_part_of_a_range_is_refused_clearly(switch: Switch, line: str) -> None:
    text = configured(switch, line)
    assert text == "% Lines 0 to 4 and lines 5 to 15 are each configured as a whole on this switch\n"


@pytest.mark.parametrize("line", ["transport input telnet", "transport input x", "login tacacs", "history size 300"])
def test_what_a_line_cannot(switch: Switch, line: str) -> None:
    assert configured(switch, f"line vty 0 4\n{line}").endswith(CARET)


@pytest.mark.parametrize(
    ("section", "first", "count"), [("line con 0", 0, 1), ("line vty 0 4", 1, 5), ("line vty 5 15", 6, 11)]
)
def test_a_login_without_password_warns(switch: Switch, section: str, first: int, count: int) -> None:
    said = configured(switch, f"{section}\nlogin").splitlines()
    assert said == [f"% Login disabled on line {first + n}, until 'password' is set" for n in range(count)]


@pytest.mark.parametrize(
    ("typed", "allowed"),
    [
        ("line vty 0 4\nlogin local", True),
        ("line vty 5 15\nlogin local\ntransport input ssh", True),
        ("line vty 0 15\nlogin local\ntransport input telnet ssh", True),
        ("line vty 0 15\npassword toto\nlogin", False),
        ("line vty 0 15\nlogin local\ntransport input none", False),
        ("line vty 0 15\nlogin local\nno login", False),
    ],
)
def test_ssh_is_allowed(switch: Switch, typed: str, allowed: bool) -> None:
    configured(switch, typed)
    assert system.ssh_allowed(switch.running) is allowed


@pytest.mark.parametrize(
    ("typed", "vty", "level"),
    [
        ("username bob privilege 15 secret x", 0, 15),
        ("username bob secret x", 0, 1),
        ("username bob secret x\nline vty 0 4\nprivilege level 15", 0, 15),
        ("username bob secret x\nline vty 0 4\nprivilege level 15", 7, 1),
        ("username bob privilege 5 secret x\nline vty 0 4\nprivilege level 15", 0, 5),
        ("username bob secret x\nline con 0\nprivilege level 15", None, 15),
    ],
)
def test_the_level_where_one_begins(switch: Switch, typed: str, vty: int | None, level: int) -> None:
    configured(switch, typed)
    assert system.login_level(switch.running, "bob", vty) == level


def attended(switch: Switch, typed: str) -> str:
    """What the console shows to somebody who types this, then goes away."""
    pieces, got = [typed], []

    async def read() -> str:
        return pieces.pop(0) if pieces else ""

    async def attend() -> None:
        try:
            await console.attend(switch, Terminal(read, got.append))
        except EOFError:
            got.append("<gone>")

    asyncio.run(attend())
    return "".join(got).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("config", "typed", "end"),
    [
        ("", "", "Switch>"),
        ("privilege level 15", "", "Switch#"),
        ("password toto\nlogin", "toto\r", "Password: \nSwitch>"),
        ("password toto\nlogin\nprivilege level 15", "titi\rtoto\r", "Password: \nPassword: \nSwitch#"),
        ("password toto\nlogin", "a\rb\rc\r", "Password: \n% Bad passwords\n"),
        ("login", "toto\r", "% Password required, but none set\n% Bad passwords\n"),
        ("login local", "bob\rsecret\r", "Username: bob\nPassword: \nSwitch>"),
        ("login local\nprivilege level 15", "bob\rsecret\r", "Username: bob\nPassword: \nSwitch#"),
        ("login local", "bob\rx\rbob\rsecret\r", "% Login invalid\n\nUsername: bob\nPassword: \nSwitch>"),
    ],
)
def test_the_console(switch: Switch, config: str, typed: str, end: str) -> None:
    configured(switch, f"username bob secret secret\nline con 0\n{config}")
    assert attended(switch, typed).endswith(end)


BANNERS = "banner login #Entree#\nbanner motd #Du jour#\nbanner exec #Dedans#"


def test_banners_in_their_order(switch: Switch) -> None:
    configured(switch, f"{BANNERS}\nline con 0\npassword x\nlogin")
    shown = attended(switch, "x\r")
    assert (
        shown.index("Entree\n") < shown.index("User Access") < shown.index("Du jour\nDedans\n") < shown.index("Switch>")
    )
    assert greeting(switch) == "Du jour\nDedans\n"
    keys = [line.key for line in switch.running.under("banner ")]
    assert keys == ["banner exec", "banner login", "banner motd"]
    configured(switch, "no banner exec\nno banner motd")
    assert greeting(switch) == ""


def test_a_seat_has_the_size_and_history_of_its_line(switch: Switch) -> None:
    configured(switch, "line vty 0 4\nlength 0\nwidth 132\nhistory size 3\nexec-timeout 1 30")
    session = Session(switch, "bob", "exec", location="10.0.0.5")
    seat(session)
    assert (session.vty, session.length, session.width, idle_seconds(switch, session)) == (0, 0, 132, 90)
    for number in range(5):
        session.feed(f"show vlan id {number + 1}")
    assert session.feed("show history").splitlines() == ["  show vlan id 4", "  show vlan id 5", "  show history"]
    session.feed("terminal history size 2")
    assert len(session.feed("show history").splitlines()) == 2
    session.feed("terminal history size 0")
    assert session.feed("show history") == ""


def test_seats_are_numbered_from_the_lowest_free(switch: Switch) -> None:
    people = [Session(switch, name, location="10.0.0.5") for name in ("a", "b", "c", "ccp3")]
    console_user = Session(switch)
    for one in (*people, console_user):
        seat(one)
    assert [one.vty for one in people] == [0, 1, 2, 16]
    assert console_user.vty is None
    switch.logins.pop(people[1])
    late = Session(switch, "d", location="10.0.0.6")
    seat(late)
    assert late.vty == 1
    shown = console_user.feed("show users").splitlines()
    assert [row[:16].rstrip() for row in shown[1:5]] == ["*  0 con 0", "   1 vty 0", "   2 vty 1", "   3 vty 2"]
    assert "ccp3" not in "".join(shown)


@pytest.mark.parametrize(
    ("vty", "location", "label"),
    [(None, "", "console"), (3, "10.0.0.1", "vty3 (10.0.0.1)"), (None, "10.0.0.1", "vty (10.0.0.1)")],
)
def test_where_somebody_sits(vty: int | None, location: str, label: str) -> None:
    assert lines.label(vty, location) == label
