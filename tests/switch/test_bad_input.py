"""What no learner should send, and somebody does: it is refused clearly, and the switch goes on."""

from __future__ import annotations

import asyncio
import errno
import gc
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from ccp3switch import flash, passwords
from ccp3switch import switch as switch_room
from ccp3switch.config.render import render
from ccp3switch.errors import INVALID
from ccp3switch.flash import CAPACITY, Flash
from ccp3switch.front.channel import BUSY, LINES
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from switchbench.container import until
from switchbench.offline import type_lines
from switchbench.server import ADDRESS, Served, served

MEGABYTE = "x" * 1_000_000
BASE = f"""hostname sw1
username admin privilege 15 secret 9 {passwords.hashed("motdepasse")}
ip scp server enable
vlan 10
line vty 0 15
 login local
"""


@pytest.fixture
def server(switch: Switch, tmp_path: Path) -> Iterator[Served]:
    switch.commit(switch.complete(BASE).tree)
    with served(switch, tmp_path) as found:
        yield found


def connect(server: Served, user: str = "ccp3") -> Any:
    key = server.given.toolkit_key if user == "ccp3" else server.given.learner_key
    known = str(server.known_hosts)
    return asyncssh.connect(ADDRESS, server.port, username=user, known_hosts=known, config=[], client_keys=[str(key)])


def conversation(server: Served, typed: bytes) -> str:
    """What a terminal shows for these bytes and an `exit`."""

    async def talk() -> bytes:
        async with connect(server) as connection:
            process = await connection.create_process(term_type="vt100", encoding=None)
            process.stdin.write(typed + b"\rexit\r")
            return bytes(await asyncio.wait_for(process.stdout.read(), 20))

    return asyncio.run(talk()).decode()


def one(server: Served, command: str, **how: Any) -> asyncssh.SSHCompletedProcess:
    """A command over the exec channel."""

    async def ask() -> asyncssh.SSHCompletedProcess:
        async with connect(server) as connection:
            return await asyncio.wait_for(connection.run(command, **how), 20)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (MEGABYTE.encode(), "% Line too long"),
        (b"show clock\x01" + MEGABYTE.encode(), "% Line too long"),
        (b"conf t\rvlan 20\rname " + MEGABYTE.encode() + b"\rend", "% Line too long"),
        (bytes(range(256)) * 200 + b"\r\x03\x1aend", "sw1#"),
        (b"\xff\xfe\xfd\xc3", "sw1#"),
        (b"conf t\rhostname \xe9\xe8\rend", "% Incomplete command."),
    ],
)
def test_odd_keys(server: Served, typed: bytes, said: str) -> None:
    text = conversation(server, typed + b"\rshow clock")
    assert said in text
    assert "UTC Thu Nov 5 2026" in text
    assert server.switch.running.value("hostname") == "sw1"
    assert not any(len(line.value("name")) > 100 for line in server.switch.running.under("vlan "))


FILES = [
    pytest.param(b"vlan 20\n name " + MEGABYTE.encode() + b"\n", id="1 MB"),
    pytest.param(b"vlan 20\n name COMPTA\xe9\n", id="a broken name"),
    pytest.param(b"interface gi1/0/1\n description \x1b[2J\n", id="what clears a screen"),
    pytest.param(b"hostname \x00\x07\n", id="control characters"),
    pytest.param(bytes(range(256)) * 1000, id="no text at all"),
]


@pytest.mark.parametrize("data", FILES)
def test_odd_files(server: Served, data: bytes) -> None:
    before = render(server.switch.running)
    server.switch.flash.path("flash:/odd").write_bytes(data)
    text = str(one(server, "configure replace flash:/odd force revert trigger error").stdout)
    assert "The original configuration has been successfully restored." in text
    assert render(server.switch.running) == before
    text = str(one(server, "copy flash:/odd running-config", input="running-config\n").stdout)
    assert INVALID in text
    assert "\x1b" not in text
    assert len(text) < 100_000


async def terminals(server: Served, user: str, count: int, then: Callable[[], Awaitable[None]]) -> list[str]:
    """The first words of so many terminals that are open at once."""
    connections = await asyncio.gather(*(connect(server, user) for _ in range(count)))
    opened = [await connection.create_process(term_type="vt100") for connection in connections]
    said = [await asyncio.wait_for(process.stdout.read(4096), 10) for process in opened]
    await then()
    for connection in connections:
        connection.close()
        await connection.wait_closed()
    return said


def test_there_are_sixteen_lines_and_one_that_is_always_free(server: Served) -> None:
    async def talk() -> None:
        async def toolkit() -> None:
            said = await terminals(server, "ccp3", 30, nothing)
            assert said == ["sw1#"] * 30

        said = await terminals(server, "admin", LINES + 4, toolkit)
        assert said == ["sw1#"] * LINES + [BUSY.replace("\n", "\r\n")] * 4
        assert await terminals(server, "admin", 1, nothing) == ["sw1#"]

    asyncio.run(talk())
    until(lambda: not server.switch.logins, "end of all logins", 5)


async def nothing() -> None:
    """Go on at once."""


def test_one_line_too_many_is_told_by_its_exit_status(server: Served) -> None:
    for index in range(LINES):
        session = Session(server.switch)
        server.switch.logins[session] = switch_room.Login("bob", f"10.0.0.{index}", 0.0)

    async def ask() -> int | None:
        async with connect(server, "admin") as connection:
            process = await connection.create_process(term_type="vt100")
            return (await process.wait()).exit_status

    assert asyncio.run(ask()) == 1
    assert one(server, "show clock").exit_status == 0


@pytest.mark.parametrize("user", ["\udcff\udcfe", "é" * 50, "x" * 10_000, "a b", "-"])
def test_a_name_that_nobody_has_stays_outside(server: Served, user: str) -> None:
    """Bytes that are no UTF-8 too."""
    words = ["ssh", "-p", str(server.port), "-i", str(server.given.learner_key), "-o", "BatchMode=yes", "-l", user]
    known = ["-o", f"UserKnownHostsFile={server.known_hosts}", ADDRESS, "show clock"]
    assert subprocess.run([*words, *known], capture_output=True, timeout=20).returncode == 255
    assert one(server, "show clock").exit_status == 0


def test_who_hangs_up_leaves_no_login_and_no_fault(server: Served, caplog: pytest.LogCaptureFixture) -> None:
    async def hang_up() -> None:
        connection = await connect(server)
        process = await connection.create_process(term_type="vt100")
        await process.stdout.read(100)
        process.stdin.write("show running-config\r" * 50)
        connection.abort()

    asyncio.run(hang_up())
    until(lambda: not server.switch.logins, "end of the login", 5)
    assert one(server, "show clock").exit_status == 0
    gc.collect()
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("command", "status", "text"),
    [
        ("show privilege", 0, "Current privilege level is 15\r\n"),
        ("show vlan brief | include ^10", 0, "10   VLAN0010"),
        ("shw clock", 1, "% Invalid input detected at '^' marker."),
        ("show", 1, "% Incomplete command."),
        ("show i", 1, '% Ambiguous command:  "show i"'),
        ("more flash:/none", 1, "%Error opening flash:/none (No such file or directory)"),
        (MEGABYTE[:100_000], 1, "% Line too long"),
        ("", 0, ""),
    ],
)
def test_one_command_and_its_exit_status(server: Served, command: str, status: int, text: str) -> None:
    done = one(server, command) if command else one(server, " ")
    assert done.exit_status == status
    assert text in str(done.stdout)


def test_a_command_larger_than_a_packet_of_ssh_costs_its_connection_alone(server: Served) -> None:
    with pytest.raises(asyncssh.ProtocolError):
        one(server, MEGABYTE)
    assert one(server, "show clock").exit_status == 0


@pytest.mark.parametrize(("answer", "status", "saved"), [("y\n", 0, False), ("n\n", 0, True), ("", 1, True)])
def test_questions_of_one_command_are_answered_by_its_input(
    server: Served, answer: str, status: int, saved: bool
) -> None:
    server.switch.save()
    given = {"input": answer} if answer else {"stdin": asyncssh.DEVNULL}
    done = one(server, "write erase", **given)
    assert (done.exit_status, bool(server.switch.startup())) == (status, saved)
    assert "Continue? [confirm]" in str(done.stdout)


def test_a_window_that_changes_ends_nothing(server: Served) -> None:
    async def talk() -> str:
        async with connect(server) as connection:
            process = await connection.create_process(term_type="vt100", term_size=(80, 24))
            process.change_terminal_size(80, 12)
            process.send_break(100)
            process.send_signal("WINCH")
            process.stdin.write("show running-config\r")
            text = await asyncio.wait_for(process.stdout.readuntil("--More-- "), 10)
            process.stdin.write("qterminal length 0\r")
            process.change_terminal_size(80, 5)
            process.stdin.write("show running-config\rexit\r")
            rest = await asyncio.wait_for(process.stdout.read(), 10)
            assert "--More--" not in rest
            return str(text)

    shown = asyncio.run(talk()).split("show running-config\r\n")[1]
    assert shown.count("\r\n") == 11


def copy(server: Served, file: Path, target: str, protocol: str) -> None:
    async def send() -> None:
        async with connect(server) as connection:
            if protocol == "scp":
                await asyncssh.scp(str(file), (connection, target))
                return
            async with connection.start_sftp_client() as sftp:
                await sftp.put(str(file), target.removeprefix("flash:"))

    asyncio.run(send())


def fill(folder: Flash, left: int) -> None:
    """A file without blocks that leaves so many bytes."""
    with folder.path("flash:/image.bin").open("wb") as file:
        file.truncate(CAPACITY - left)


@pytest.mark.parametrize("protocol", ["scp", "sftp"])
def test_a_file_larger_than_the_flash_leaves_nothing(server: Served, tmp_path: Path, protocol: str) -> None:
    fill(server.switch.flash, 100_000)
    file = tmp_path / "large"
    file.write_bytes(bytes(300_000))
    with pytest.raises(asyncssh.Error, match="No space left on device"):
        copy(server, file, "flash:/large", protocol)
    until(lambda: server.switch.flash.free() == 100_000, "no part of the file", 5)
    file.write_bytes(bytes(90_000))
    copy(server, file, "flash:/large", protocol)
    assert server.switch.flash.free() == 10_000
    copy(server, file, "flash:/large", protocol)
    assert server.switch.flash.free() == 10_000


def test_a_full_flash_still_saves_the_configuration(switch: Switch, session: Session) -> None:
    fill(switch.flash, 10)
    assert "[OK]" in session.feed("write memory")
    type_lines(session, "copy running-config flash:/copie")
    assert session.feed("") == "%Error writing flash:/copie (No space left on device)\n"
    assert [file.name for file in switch.flash.folder.iterdir()] == ["image.bin"]
    type_lines(session, "conf t\nvlan 30\nend")
    assert switch.running.has("vlan 30")


def test_a_file_may_be_replaced_on_a_full_flash(switch: Switch) -> None:
    switch.flash.write("flash:/a", "x" * 100)
    fill(switch.flash, 100)
    switch.flash.write("flash:/a", "y" * 100)
    assert switch.flash.read("flash:/a") == "y" * 100


@pytest.fixture
def full_disk(switch: Switch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one byte more can be written."""

    def fails(_from: Path, _to: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(flash.Path, "replace", fails)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_refuses_a_line_and_keeps_what_was(switch: Switch, session: Session, tmp_path: Path) -> None:
    before = render(switch.running)
    text = type_lines(session, "conf t\nvlan 30\nend\nwrite memory")
    assert "% The change was refused and undone: running-config: No space left on device" in text
    assert "%Error writing startup-config (No space left on device)" in text
    assert render(switch.running) == before == (tmp_path / "running-config").read_text()
    assert [file for file in tmp_path.rglob(".new-*") if file.is_file()] == []


def test_what_was_half_written_goes_at_the_next_start(switch: Switch) -> None:
    left = switch.flash.folder / f"{flash.UNFINISHED}a"
    left.write_bytes(b"half")
    switch.flash.prepare()
    assert not left.exists()
