"""The line editor: what a program and a person see, to the character."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from ccp3switch.front.editor import Editor
from ccp3switch.front.talk import idle_seconds, talk
from ccp3switch.front.terminal import MORE, Terminal
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch


class Wire:
    """What the other side sends, piece by piece, and what it got."""

    def __init__(self, *pieces: str) -> None:
        self.pieces = list(pieces)
        self.got = ""

    async def read(self) -> str:
        return self.pieces.pop(0) if self.pieces else ""

    def write(self, text: str) -> None:
        self.got += text

    @property
    def terminal(self) -> Terminal:
        return Terminal(self.read, self.write)

    @property
    def screen(self) -> str:
        """The last line as a screen shows it."""
        shown: list[str] = []
        at = 0
        for char in self.got.rpartition("\n")[2]:
            if char == "\b":
                at -= 1
            elif char == "\r":
                at = 0
            else:
                shown[at : at + 1] = char
                at += 1
        return "".join(shown).rstrip()


def edited(*pieces: str, history: tuple[str, ...] = (), complete: Callable[[str], str] | None = None) -> str:
    wire = Wire(*pieces)
    editor = Editor(wire.terminal, "#", history, lambda line: f"help of {line!r}\n", complete or (lambda line: line))
    return asyncio.run(editor.read()).line


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("show\r", "show"),
        ("show\n", "show"),
        ("shox\x7fw\r", "show"),
        ("sow\x1b[D\x1b[Dh\r", "show"),
        ("how\x01s\r", "show"),
        ("how\x01s\x05!\r", "show!"),
        ("xshow\x01\x04\r", "show"),
        ("xshow\x1b[H\x1b[3~\r", "show"),
        ("show foo\x17bar\r", "show bar"),
        ("bad\x15show\r", "show"),
        ("showbad\x1b[D\x1b[D\x1b[D\x0b\r", "show"),
        ("\x00sh\x00ow\x1b[99~\r", "show"),
        ("\x7f\x7fshow\r", "show"),
        ("\x1b[200~show\x1b[201~\r", "show"),
        ("abc\x1b[D\x1b[D\x1b[D\x1b[D\x7fx\r", "xabc"),
    ],
)
def test_keys(keys: str, line: str) -> None:
    assert edited(keys).replace("[99~", "") == line
    assert edited(*keys).replace("[99~", "") == line or "\x1b" in keys or "\r" in keys


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("\x1b[A\r", "two"),
        ("\x10\x10\r", "one"),
        ("\x10\x10\x10\x0e\r", "two"),
        ("\x10\x0e\r", ""),
        ("\x1bOA!\r", "two!"),
    ],
)
def test_history(keys: str, line: str) -> None:
    assert edited(keys, history=("one", "two")) == line


def test_the_echo_is_verbatim() -> None:
    wire = Wire("show running-config\r")
    asyncio.run(Editor(wire.terminal, "sw1#", complete=lambda line: line).read())
    assert wire.got == "sw1#show running-config\r\n"


@pytest.mark.parametrize("keys", ["ab\x1b[Dx", "abc\x7f\x7f", "one two\x17", "abc\x01\x04", "abc\x15xy", "hé\x7f"])
def test_the_screen_shows_the_line(keys: str) -> None:
    wire = Wire(keys, "\x05", "\r")
    line = asyncio.run(Editor(wire.terminal, "#", complete=lambda line: line).read()).line
    wire.got = wire.got.removesuffix("\r\n")
    assert wire.screen == f"#{line}".rstrip()


def test_no_escape_sequence_is_ever_sent() -> None:
    wire = Wire("abc\x1b[D\x1b[Dx\x17\x10\x0c\t?\r")
    asyncio.run(Editor(wire.terminal, "#", ("show",), lambda _line: "help\n", lambda line: line).read())
    assert "\x1b" not in wire.got
    assert "\x07" not in wire.got


def test_question_mark_shows_help_and_the_line_again() -> None:
    wire = Wire("show ?", "vlan\r")
    typed = asyncio.run(Editor(wire.terminal, "#", (), lambda line: f"<{line}>\n", lambda line: line).read())
    assert typed.line == "show vlan"
    assert wire.got == "#show ?\r\n<show >\r\n#show vlan\r\n"


def test_a_long_help_stops_at_each_screen() -> None:
    wire = Wire("show ?", " ", "q", "\r")
    editor = Editor(wire.terminal, "#", (), lambda _line: "word\n" * 9, lambda line: line, height=4)
    assert asyncio.run(editor.read()).line == "show "
    assert wire.got.count("word\r\n") == 6
    assert wire.got.count(MORE) == 2
    assert wire.got.endswith("#show \r\n")


def test_a_terminal_gives_its_help_its_own_height(switch: Switch) -> None:
    text = conversation(Session(switch, "ccp3", "exec", length=5), "?", "q", "exit\r")
    assert text.count(MORE) == 1


def test_tab_writes_the_line_again() -> None:
    wire = Wire("sh\t", "\r")
    typed = asyncio.run(Editor(wire.terminal, "#", (), complete=lambda line: line + "ow ").read())
    assert typed.line == "show "
    assert wire.got == "#sh\r\n#show \r\n"


def test_a_secret_is_not_echoed() -> None:
    wire = Wire("s3c?x\x7fret\r")
    typed = asyncio.run(Editor(wire.terminal, "Password: ", echo=False).read())
    assert typed.line == "s3c?ret"
    assert wire.got == "Password: \r\n"


@pytest.mark.parametrize(("keys", "by"), [("abc\x1a", "leave"), ("abc\x03", "interrupt"), ("abc\r", "return")])
def test_how_a_line_ends(keys: str, by: str) -> None:
    wire = Wire(keys)
    assert asyncio.run(Editor(wire.terminal, "#").read()).by == by


def test_a_line_has_an_end() -> None:
    assert len(edited("x" * 100_000 + "\r")) == 65536


def page(height: int, count: int, keys: str) -> str:
    wire = Wire(keys)
    asyncio.run(wire.terminal.page("".join(f"{n}\n" for n in range(count)), height))
    return wire.got.replace("\b" * len(MORE) + " " * len(MORE) + "\b" * len(MORE), "<")


@pytest.mark.parametrize(
    ("height", "count", "keys", "shown"),
    [
        (0, 50, "", 50),
        (4, 3, "", 3),
        (4, 4, "q", 3),
        (4, 9, " q", 6),
        (4, 9, "\r\rq", 5),
        (4, 9, "  ", 9),
        (4, 9, "\r ", 7),
    ],
)
def test_more(height: int, count: int, keys: str, shown: int) -> None:
    got = page(height, count, keys + "q" * 5)
    assert got.count("\r\n") == shown


def conversation(session: Session, *pieces: str) -> str:
    wire = Wire(*pieces)
    asyncio.run(talk(session, wire.terminal))
    return wire.got.replace("\r\n", "\n")


def test_typing_ahead_gives_the_text_of_typing_slowly(switch: Switch) -> None:
    keys = "conf t\rvlan 10\rname A\rend\rshow vlan id 10\rexit\r"
    fast = conversation(Session(switch, "ccp3", "exec", "10.0.0.1", length=0), keys)
    slow = conversation(Session(switch, "ccp3", "exec", "10.0.0.1", length=0), *keys)
    assert fast == slow
    assert "Switch(config-vlan)#name A\nSwitch(config-vlan)#end\nSwitch#show vlan id 10\n" in fast


def test_control_z_runs_the_line_and_leaves(switch: Switch) -> None:
    text = conversation(Session(switch, "ccp3", "exec", length=0), "conf t\rvlan 10\x1aexit\r")
    assert text.endswith("Switch(config)#vlan 10^Z\nSwitch#exit\n")
    assert switch.running.has("vlan 10")


def test_control_c_leaves_configuration(switch: Switch) -> None:
    text = conversation(Session(switch, "ccp3", "exec", length=0), "conf t\rvlan 10\x03exit\r")
    assert text.endswith("Switch#exit\n")
    assert not switch.running.has("vlan 10")


def test_a_banner_typed_with_byte_three(switch: Switch) -> None:
    conversation(Session(switch, "ccp3", "exec", length=0), "conf t\rbanner motd \x03bonjour\x03end\rexit\r")
    assert "bonjour" in switch.running.value("banner motd")


def test_the_banner_greets(switch: Switch) -> None:
    conversation(Session(switch, "ccp3", "exec", length=0), "conf t\rbanner motd #Accès réservé#\rend\rexit\r")
    assert conversation(Session(switch, "bob"), "exit\r").startswith("Accès réservé\nSwitch>")


def test_questions_read_one_key(switch: Switch) -> None:
    text = conversation(Session(switch, "ccp3", "exec", length=0), "write erase\r", "n", "exit\r")
    assert text.replace("\n\n", "\n").endswith("Continue? [confirm]n\nSwitch#exit\n")


def test_who_is_there(switch: Switch) -> None:
    text = conversation(Session(switch, "bob", "exec", "10.0.0.5", length=0), "show users\rexit\r")
    assert "*  1 vty 0      bob" in text
    hidden = conversation(Session(switch, "ccp3", "exec", "10.0.0.6", length=0), "show users\rexit\r")
    assert "ccp3" not in hidden
    assert switch.logins == {}


@pytest.mark.parametrize(
    ("user", "location", "lines", "seconds"),
    [
        ("bob", "10.0.0.5", "", 600),
        ("bob", "10.0.0.5", "line vty 0 15\nexec-timeout 0 0", 0),
        ("bob", "10.0.0.5", "line vty 0 15\nexec-timeout 1 30", 90),
        ("bob", "", "line con 0\nexec-timeout 0 5", 5),
        ("ccp3", "10.0.0.5", "line vty 0 15\nexec-timeout 0 5", 0),
    ],
)
def test_idle_time(switch: Switch, user: str, location: str, lines: str, seconds: int) -> None:
    switch.running = switch.complete(lines).tree
    assert idle_seconds(switch, Session(switch, user, location=location, vty=0 if location else None)) == seconds


def test_an_idle_terminal_is_closed(switch: Switch) -> None:
    async def silent() -> str:
        await asyncio.sleep(30)
        return ""

    switch.running = switch.complete("line con 0\nexec-timeout 0 1").tree
    session = Session(switch)
    asyncio.run(asyncio.wait_for(talk(session, Terminal(silent, lambda _text: None)), 5))


def test_a_fault_of_the_program_costs_one_line(switch: Switch, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(switch, "ccp3", "exec", length=0)
    wrong = iter([ValueError("fault")])

    def feed(line: str) -> str:
        for error in wrong:
            raise error
        session.closed = line == "exit"
        return ""

    monkeypatch.setattr(session, "feed", feed)
    assert "% Internal error" in conversation(session, "x\rexit\r")
