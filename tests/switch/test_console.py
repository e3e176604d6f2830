"""The console: over its socket, with and without `login local`, and the program that joins a tty to it."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from pathlib import Path

import pexpect
import pytest
from ccp3switch import passwords
from ccp3switch.front import attach, console
from ccp3switch.front.terminal import Terminal
from ccp3switch.switch import Switch

# pexpect forks beside a thread; what it forks only executes another program.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

LOCAL = f"""
username admin privilege 15 secret 9 {passwords.hashed("motdepasse")}
username bob secret 9 {passwords.hashed("bob")}
username sans privilege 15
line con 0
 login local
"""


def typed(switch: Switch, keys: str) -> str:
    """What the console shows for these keys."""
    pieces, got = [keys], list[str]()

    async def read() -> str:
        return pieces.pop(0) if pieces else ""

    async def attend() -> None:
        try:
            await console.attend(switch, Terminal(read, got.append))
        except EOFError:
            return

    asyncio.run(attend())
    return "".join(got).replace("\r\n", "\n")


def test_a_fresh_console_asks_nothing(switch: Switch) -> None:
    text = typed(switch, "enable\rshow clock\rexit\r")
    assert text.startswith("\nPress RETURN to get started.\n\nSwitch>enable\nSwitch#show clock\n*08:09:10")


@pytest.mark.parametrize(
    ("keys", "end"),
    [
        ("admin\rmotdepasse\rexit\r", "Username: admin\nPassword: \nSwitch#exit\n"),
        ("bob\rbob\rexit\r", "Username: bob\nPassword: \nSwitch>exit\n"),
        ("bob\rfaux\radmin\rmotdepasse\rexit\r", "% Login invalid\n\nUsername: admin\nPassword: \nSwitch#exit\n"),
        ("a\ra\rb\rb\rc\rc\r", "% Login invalid\n\n% Bad passwords\n"),
        ("sans\r\rsans\r\rsans\r\r", "% Bad passwords\n"),
    ],
)
def test_login_local(switch: Switch, keys: str, end: str) -> None:
    switch.commit(switch.complete(LOCAL).tree)
    assert typed(switch, keys).endswith(end)


def test_over_the_socket(switch: Switch, tmp_path: Path) -> None:
    path = tmp_path / "console"

    async def talk() -> str:
        async with await console.listen(switch, path):
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(b"show privilege\rexit\r")
            text = (await asyncio.wait_for(reader.read(), 5)).decode()
            writer.close()
            return text

    assert "Current privilege level is 1\r\n" in asyncio.run(talk())


def test_a_switch_that_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert attach.attach(tmp_path / "none") == 1
    assert "it starts again by itself" in capsys.readouterr().err


def test_a_tty_is_joined_and_given_back(switch: Switch, tmp_path: Path) -> None:
    path = tmp_path / "console"
    ready, done = threading.Event(), threading.Event()

    async def serve() -> None:
        async with await console.listen(switch, path):
            ready.set()
            while not done.is_set():
                await asyncio.sleep(0.01)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(5)
    program = f"from ccp3switch.front.attach import attach; from pathlib import Path; exit(attach(Path({str(path)!r})))"
    environment = {**os.environ, "PYTHONPATH": str(Path(attach.__file__).parents[2])}
    child = pexpect.spawn(sys.executable, ["-c", program], env=environment, encoding="utf-8", timeout=10)
    child.expect_exact("Switch>")
    child.send("show privilege\r")
    child.expect_exact("Current privilege level is 1")
    child.send("exit\r")
    child.expect(pexpect.EOF)
    child.close()
    done.set()
    thread.join(5)
    assert child.exitstatus == 0
