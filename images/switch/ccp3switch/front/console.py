"""The console: a terminal over a Unix socket, for `docker exec -it sw1 console`."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from ccp3switch import passwords
from ccp3switch.front.editor import Editor
from ccp3switch.front.talk import talk
from ccp3switch.front.terminal import Terminal
from ccp3switch.model import system
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
    """A session at once, or with `login local` for a configured user whose secret fits; None after three attempts."""
    section = switch.running.lines.get("line con 0")
    if section is None or not section.has("login local"):
        return Session(switch)
    terminal.write("User Access Verification\n\n")
    for _ in range(ATTEMPTS):
        name = (await Editor(terminal, "Username: ").read()).line.strip()
        word = (await Editor(terminal, "Password: ", echo=False).read()).line
        user = system.user(switch.running, name)
        if user is not None and passwords.verify(user.secret, word):
            return Session(switch, name, "exec" if user.privilege == 15 else "user")
        terminal.write("% Login invalid\n\n")
    return None
