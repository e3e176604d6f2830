"""The console: a terminal over a Unix socket, for `docker exec -it sw1 console`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from ccp3switch.front.talk import talk
from ccp3switch.front.terminal import Terminal
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch


async def listen(switch: Switch, path: Path) -> asyncio.Server:
    """Serve terminals on the socket; its folder's mode keeps others out."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def read() -> str:
            return (await reader.read(4096)).decode("utf-8", errors="ignore")

        terminal = Terminal(read, lambda text: writer.write(text.encode()))
        terminal.write("\nPress RETURN to get started.\n\n")
        await talk(Session(switch), terminal)
        writer.close()

    path.unlink(missing_ok=True)
    return await asyncio.start_unix_server(serve, path)
