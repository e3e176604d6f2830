"""External programs on a terminal: output as it comes, ^C, type-ahead, a terminal that goes away."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ccp3switch.front import jobs, talk
from ccp3switch.front.terminal import Terminal
from ccp3switch.shell.contract import Job, Question
from ccp3switch.shell.session import Session


@dataclass
class Loud:
    """A translator that shows everything, in capitals."""

    ended: list[tuple[int, bool]] = field(default_factory=list)

    def line(self, text: str) -> str:
        return f"{text.upper()}\n" if text else ""

    def end(self, status: int, interrupted: bool) -> str:
        self.ended.append((status, interrupted))
        return f"end {status} {interrupted}\n"


def shell(text: str) -> Job:
    """A job that runs a line of sh."""
    return Job(("sh", "-c", text), Loud())


@dataclass
class Wire:
    """A person: `sends` gives what they type once `after` was shown; then silence, or the end of the line."""

    after: str
    sends: str = ""
    hangs_up: bool = False
    got: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def write(self, text: str) -> None:
        self.got += text
        if self.after in self.got:
            self.changed.set()

    async def read(self) -> str:
        await self.changed.wait()
        text, self.sends = self.sends, ""
        if text or self.hangs_up:
            return text
        await asyncio.Event().wait()
        raise AssertionError

    async def run(self, job: Job) -> tuple[jobs.Ended, Terminal]:
        terminal = Terminal(self.read, self.write)
        return await asyncio.wait_for(jobs.run(job, terminal), 10), terminal


def test_output_comes_translated_and_the_status_with_it() -> None:
    wire = Wire("nothing")
    ended, _ = asyncio.run(wire.run(shell("echo un; echo; echo deux >&2; exit 3")))
    assert (wire.got, ended) == ("UN\r\nDEUX\r\n", jobs.Ended(3, interrupted=False))


@pytest.fixture
def heard() -> Iterator[None]:
    """Programs do not ignore SIGINT, as they would where these tests run in the background of a script."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("key", ["\x03", "\x1e", "abc\x03"])
def test_the_keys_that_stop(key: str) -> None:
    wire = Wire("PRÊT", key)
    ended, terminal = asyncio.run(wire.run(shell("echo prêt; exec sleep 60")))
    assert ended == jobs.Ended(-2, interrupted=True)
    assert terminal.keys.run("") == key[:-1]


def test_a_program_that_ignores_the_stop_is_killed() -> None:
    wire = Wire("PRÊT", "\x1e")
    start = time.monotonic()
    ended, _ = asyncio.run(wire.run(shell("trap '' INT; echo prêt; while :; do sleep 0.1; done")))
    assert ended.status == -9
    assert time.monotonic() - start < 15


def test_other_keys_are_typed_ahead() -> None:
    wire = Wire("PRÊT", "show clock\r")
    ended, terminal = asyncio.run(wire.run(shell("echo prêt; sleep 0.3")))
    assert not ended.interrupted
    assert terminal.keys.run("") == "show clock"


def test_a_terminal_that_goes_away_takes_the_program_with_it(tmp_path: Path) -> None:
    wire = Wire("PRÊT", hangs_up=True)
    with pytest.raises(EOFError):
        asyncio.run(wire.run(shell(f"echo $$ > {tmp_path}/pid; echo prêt; exec sleep 60")))
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def two_jobs(one: Job, other: Job) -> Generator[Question | Job, str, str]:
    """A handler that waits for two programs."""
    first = yield one
    return first + (yield other)


def finished(session: Session) -> str:
    wire = Wire("nothing")
    asyncio.run(asyncio.wait_for(talk.finish(session, Terminal(wire.read, wire.write)), 10))
    return wire.got


def test_a_handler_may_wait_for_several_programs(session: Session) -> None:
    session._waiting = two_jobs(shell("echo un"), shell("echo deux; exit 1"))
    session._continue(None)
    assert finished(session) == "UN\r\nDEUX\r\nend 0 False\r\nend 1 False\r\n"
    assert session.job is None
    assert session.prompt == "Switch#"


def test_a_program_that_is_not_there_costs_no_session(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    session._waiting = two_jobs(Job(("/nonexistent/ping",), Loud()), shell("true"))
    session._continue(None)
    assert finished(session) == "end -1 False\r\nend 0 False\r\n"
    assert "/nonexistent/ping" in caplog.text


def test_a_terminal_may_be_hung_up_from_this_side() -> None:
    async def silent() -> str:
        await asyncio.Event().wait()
        raise AssertionError

    async def hang_up() -> list[str]:
        terminal = Terminal(silent, lambda _text: None)
        reading = asyncio.create_task(terminal.take())
        await asyncio.sleep(0)
        terminal.hang_up()
        return [await asyncio.wait_for(reading, 5), await terminal.take()]

    assert asyncio.run(hang_up()) == ["", ""]


def test_whoever_is_hung_up_leaves_nothing(session: Session) -> None:
    async def silent() -> str:
        next(iter(session.switch.logins.values())).hang_up()
        await asyncio.Event().wait()
        raise AssertionError

    asyncio.run(asyncio.wait_for(talk.talk(session, Terminal(silent, lambda _text: None)), 5))
    assert session.switch.logins == {}
