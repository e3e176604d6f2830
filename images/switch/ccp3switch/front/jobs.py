"""Runs a job's program: its output translated as it comes, ^C and ^^ end it, other keys are typed ahead."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from dataclasses import dataclass

from ccp3switch.front.terminal import Terminal
from ccp3switch.shell.contract import Job

_STOP = re.compile("[\x03\x1e]")
_PATIENCE = 1.0


@dataclass(frozen=True)
class Ended:
    """How a program ended: its status, below 0 for a signal, and whether the person stopped it."""

    status: int
    interrupted: bool


@dataclass
class _Watch:
    """The keys of the terminal while a program runs."""

    terminal: Terminal
    process: Process
    interrupted: bool = False
    gone: bool = False

    async def keys(self) -> None:
        """Until the task is cancelled, or the terminal goes away: the program goes with it."""
        while text := await self._read():
            typed, *after = _STOP.split(text)
            self.terminal.keys.add(typed + "".join(after))
            if after:
                self._interrupt()
        self.gone = True
        _end(self.process, signal.SIGKILL)

    async def _read(self) -> str:
        try:
            return await self.terminal.take()
        except (EOFError, OSError):
            return ""

    def _interrupt(self) -> None:
        self.interrupted = True
        _end(self.process, signal.SIGINT)
        asyncio.get_running_loop().call_later(_PATIENCE, _end, self.process, signal.SIGKILL)


def _end(process: Process, how: signal.Signals) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how)


async def run(job: Job, terminal: Terminal) -> Ended:
    """Run it to its end. Raises EOFError when the terminal goes away meanwhile."""
    process = await asyncio.create_subprocess_exec(*job.argv, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)
    watch = _Watch(terminal, process)
    keys = asyncio.create_task(watch.keys())
    try:
        await _show(job, process, terminal)
        status = await process.wait()
    finally:
        _end(process, signal.SIGKILL)
        keys.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keys
    if watch.gone:
        raise EOFError
    return Ended(status, watch.interrupted)


async def _show(job: Job, process: Process, terminal: Terminal) -> None:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    async for line in process.stdout:
        text = job.translator.line(line.decode(errors="replace").rstrip("\n"))
        if text:
            terminal.write(text)
