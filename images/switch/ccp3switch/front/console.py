"""The console: a terminal over a Unix socket, for `docker exec -it sw1 console`."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from ccp3switch import passwords
from ccp3switch.config import banner
from ccp3switch.front.editor import Editor
from ccp3switch.front.talk import talk
from ccp3switch.front.terminal import Terminal
from ccp3switch.model import lines, system
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch

ATTEMPTS = 3


async def listen(switch: Switch, path: Path) -> asyncio.Server:
    """Serve terminals on the socket; its folder's mode keeps others out."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def read() -> str:
            return (await reader.read(4096)).decode("utf-8", errors="ignore")

        terminal = Terminal(read, lambda text: writer.write(text.encode()))
        with contextlib.suppress(EOFError, ConnectionError):
            await attend(switch, terminal)
        writer.close()

    path.unlink(missing_ok=True)
    return await asyncio.start_unix_server(serve, path)


async def attend(switch: Switch, terminal: Terminal) -> None:
    """Greet, let in as `line con 0` says, talk."""
    terminal.write("\nPress RETURN to get started.\n\n")
    session = await admitted(switch, terminal)
    if session is None:
        terminal.write("% Bad passwords\n")
        return
    await talk(session, terminal)


async def admitted(switch: Switch, terminal: Terminal) -> Session | None:
    """A session, at once or after the login that `line con 0` asks for; None after three attempts."""
    line = lines.settings(switch.running, None)
    if not line.login:
        return _begun(switch, "console", line.level == 15)
    kept = switch.running.value("banner login")
    terminal.write(banner.shown(kept).strip("\n") + "\n" if kept else "")
    terminal.write("User Access Verification\n\n")
    if line.login == "local":
        return await _by_user(switch, terminal)
    return await _by_password(switch, terminal, line)


def _begun(switch: Switch, user: str, privileged: bool) -> Session:
    return Session(switch, user, "exec" if privileged else "user")


async def _by_user(switch: Switch, terminal: Terminal) -> Session | None:
    for _ in range(ATTEMPTS):
        name = (await Editor(terminal, "Username: ").read()).line.strip()
        word = (await Editor(terminal, "Password: ", echo=False).read()).line
        user = system.user(switch.running, name)
        if user is not None and passwords.verify(user.secret, word):
            return _begun(switch, name, system.login_level(switch.running, name, None) == 15)
        terminal.write("% Login invalid\n\n")
    return None


async def _by_password(switch: Switch, terminal: Terminal, line: lines.TerminalLine) -> Session | None:
    if not line.password:
        terminal.write("% Password required, but none set\n")
    for _ in range(ATTEMPTS if line.password else 0):
        if passwords.verify(line.password, (await Editor(terminal, "Password: ", echo=False).read()).line):
            return _begun(switch, "console", line.level == 15)
    return None
