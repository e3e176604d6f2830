"""What an SSH channel carries: a shell on a terminal, or one command (`ssh sw1 "show vlan brief"`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import asyncssh

from ccp3switch.front import talk
from ccp3switch.front.access import Access
from ccp3switch.front.terminal import Terminal, Typed
from ccp3switch.shell.session import Session
from ccp3switch.shell.users import AUTOMATION
from ccp3switch.switch import Switch

LINES = 16  # `line vty 0 15`
BUSY = "% All terminal lines of this switch are in use: try again later\n"
_REFUSED = re.compile(
    r"\s*\^?\s*%(?: (?:Invalid|Incomplete|Ambiguous|Unknown|Unrecognized|Internal|Line|The change)|Error)"
)

Process = asyncssh.SSHServerProcess[str]


@dataclass
class Wire:
    """The characters of a channel; what else a client may send (a new size of its window, a break) never ends it."""

    process: Process
    session: Session
    height: int = 0

    async def read(self) -> str:
        """What was typed, empty when the other side has gone. Whoever does not read what is written is waited for."""
        try:
            await self.process.stdout.drain()
            return await self.process.stdin.read(4096)
        except asyncssh.TerminalSizeChanged as size:
            self.resize(size.height)
            return "\0"
        except (asyncssh.BreakReceived, asyncssh.SignalReceived):
            return "\x03"
        except (asyncssh.Error, OSError):
            return ""

    def resize(self, height: int) -> None:
        """Follow the window, unless `terminal length` said otherwise."""
        if height and self.session.length == self.height:
            self.session.length = height
        self.height = height

    async def patient(self) -> str:
        """As `read`, but the end of what is typed ends nothing: the end of the channel does (`ssh -n`)."""
        text = await self.read()
        if not text:
            await self.process.channel.wait_closed()
        return text

    def write(self, text: str) -> None:
        """Write to the other side, if it is still there."""
        if not self.process.channel.is_closing():
            self.process.stdout.write(text)


async def serve(process: Process, access: Access) -> None:
    """Serve a channel to its end; its exit status is 1 for a command that was refused."""
    user = str(process.get_extra_info("username"))
    peer = process.get_extra_info("peername")
    mode = "exec" if access.privileged(user) else "user"
    session = Session(access.switch, user, mode, location=peer[0] if peer else "")
    wire = Wire(process, session, session.length)
    if process.command is not None:
        process.exit(await one(session, wire, process.command))
    else:
        process.exit(await shell(session, wire))


async def shell(session: Session, wire: Wire) -> int:
    """A terminal, while a line is free; exit status."""
    if session.user != AUTOMATION and taken(session.switch) >= LINES:
        wire.write(BUSY.replace("\n", "\r\n"))
        return 1
    wire.resize(wire.process.term_size[1])
    await talk.talk(session, Terminal(wire.read, wire.write))
    return 0


def taken(switch: Switch) -> int:
    """How many terminal lines are in use; the toolkit's own account takes none."""
    return sum(1 for login in switch.logins.values() if login.location and login.user != AUTOMATION)


async def one(session: Session, wire: Wire, command: str) -> int:
    """One command, the answers to its questions read line by line; exit status."""
    terminal = Terminal(wire.read, wire.write)
    text = talk.run(session, Typed(command))
    terminal.write(text)
    try:
        while session.question is not None:
            terminal.write(talk.run(session, await talk.read(session, terminal)))
        await talk.finish(session, Terminal(wire.patient, wire.write))
    except EOFError:  # nobody answers
        terminal.write("\n")
        return 1
    return int(bool(_REFUSED.match(text)))
