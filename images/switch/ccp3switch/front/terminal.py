"""A line editor that programs can talk to: keys are read only while a line is being read.

The prompt is written, keys are consumed and echoed, on Return the command runs, then comes the next prompt: prompt,
echo and output never interleave, however fast the other side types. No ANSI sequence is ever written: netmiko does not
strip them from cisco_ios.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ccp3switch.front.keys import Keys

Read = Callable[[], Awaitable[str]]
Write = Callable[[str], None]
MORE = " --More-- "
LONGEST = 65536


@dataclass(frozen=True)
class Typed:
    """A line, and how it ended: `return`, `leave` (^Z) or `interrupt` (^C)."""

    line: str
    by: str = "return"


@dataclass
class Terminal:
    """One terminal. `read` gives characters as they come, empty at the end; `idle` seconds end it (0: never)."""

    read: Read
    write_raw: Write
    idle: float = 0
    keys: Keys = field(default_factory=Keys)
    _reading: asyncio.Future[str] | None = field(default=None, init=False)
    _gone: bool = field(default=False, init=False)

    def write(self, text: str) -> None:
        """Write text, line feeds as the terminal needs them."""
        self.write_raw(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    def hang_up(self) -> None:
        """End it from this side."""
        self._gone = True
        if self._reading is not None:
            self._reading.cancel()

    async def take(self) -> str:
        """Characters as they come, empty when the other side has gone or this one hung up."""
        if self._gone:
            return ""
        self._reading = asyncio.ensure_future(self.read())
        try:
            return await self._reading
        except asyncio.CancelledError:
            if self._gone:
                return ""
            raise

    async def more_keys(self) -> None:
        """Wait for characters. Raises EOFError when the other side has gone, TimeoutError when it is idle too long."""
        text = await asyncio.wait_for(self.take(), self.idle or None)
        if not text:
            raise EOFError
        self.keys.add(text)

    async def key(self) -> str:
        """The next key that means something."""
        while True:
            if not self.keys:
                await self.more_keys()
            if found := self.keys.next():
                return found

    async def confirm(self, prompt: str) -> str:
        """One key for an answer: `` for Return, else the character."""
        self.write(prompt)
        found = await self.key()
        self.write("\n" if found in ("return", "interrupt") else f"{found}\n")
        return "" if found == "return" else found

    async def page(self, text: str, height: int) -> None:
        """Write text, `--More--` after each screen of `height` lines (0: all at once)."""
        lines = text.splitlines(keepends=True)
        if not height:
            self.write(text)
            return
        at, end = 0, max(1, height - 1)
        while at < len(lines):
            self.write("".join(lines[at:end]))
            at = end
            if at < len(lines):
                end += await self._asked_for(height - 1)
                if end == at:
                    return

    async def _asked_for(self, screen: int) -> int:
        """Lines to show next: a screen for space, one for Return, none for any other key."""
        self.write(MORE)
        found = await self.key()
        self.write("\b" * len(MORE) + " " * len(MORE) + "\b" * len(MORE))
        return {" ": max(1, screen), "return": 1}.get(found, 0)
