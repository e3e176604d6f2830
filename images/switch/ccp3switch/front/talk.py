"""A session on a terminal: reads lines, shows what they give, until the end."""

from __future__ import annotations

import logging
import time

from ccp3switch.config import banner
from ccp3switch.front import jobs
from ccp3switch.front.editor import Editor
from ccp3switch.front.monitor import Monitor
from ccp3switch.front.terminal import Terminal, Typed
from ccp3switch.model import lines
from ccp3switch.shell.contract import Answer
from ccp3switch.shell.session import Session
from ccp3switch.shell.users import AUTOMATION, free_vty
from ccp3switch.switch import Login, Switch


def idle_seconds(switch: Switch, session: Session) -> float:
    """`exec-timeout` of the line, 10 minutes unless configured; 0 for never, and for the toolkit's own account."""
    return 0 if session.user == AUTOMATION else lines.settings(switch.running, session.vty).idle


def greeting(switch: Switch) -> str:
    """The banners that a person sees once inside."""
    kept = (switch.running.value(key) for key in ("banner motd", "banner exec"))
    return "".join(banner.shown(text).strip("\n") + "\n" for text in kept if text)


def seat(session: Session) -> Login:
    """Give the session its line, and the line's size and history."""
    switch = session.switch
    session.vty = free_vty(switch, session.user) if session.location else None
    line = lines.settings(switch.running, session.vty)
    session.length = session.length if line.length is None else line.length
    session.width = session.width if line.width is None else line.width
    session.remembered = line.history
    login = Login(session.user, session.location, time.monotonic(), session.vty)
    switch.logins[session] = login
    return login


async def talk(session: Session, terminal: Terminal) -> None:
    """Until `exit`, the end of the line, or idleness."""
    switch = session.switch
    terminal.write(greeting(switch))
    login = seat(session)
    login.hang_up = terminal.hang_up
    monitor = Monitor(session, terminal)
    switch.listeners[session] = monitor.tell
    try:
        while not session.closed:
            terminal.idle = idle_seconds(switch, session)
            terminal.write(monitor.waiting())
            typed = await read(session, terminal, monitor)
            login.active = time.monotonic()
            await terminal.page(run(session, typed), session.length)
            await finish(session, terminal)
    except (EOFError, TimeoutError, ConnectionError):
        return
    finally:
        switch.logins.pop(session, None)
        switch.listeners.pop(session, None)


async def finish(session: Session, terminal: Terminal) -> None:
    """Run the programs that the last line started, to the text of their ends. Raises EOFError."""
    while session.job is not None:
        try:
            ended = await jobs.run(session.job, terminal)
        except OSError as error:  # no such program, no more processes
            ended = jobs.Ended(-1, interrupted=False)
            logging.getLogger(__name__).error("%s: %s", session.job.argv[0], error)
        terminal.write(session.job_ended(ended.status, ended.interrupted))


async def read(session: Session, terminal: Terminal, monitor: Monitor | None = None) -> Typed:
    """The next line, or the answer to the question that waits. Raises EOFError, TimeoutError."""
    if session.answer is Answer.KEY:
        key = await terminal.confirm(session.prompt)
        return Typed("", "interrupt") if key == "interrupt" else Typed(key)
    editor = _editor(session, terminal)
    if monitor is None:
        return await editor.read()
    monitor.editor = editor
    try:
        return await editor.read()
    finally:
        monitor.editor = None


def _editor(session: Session, terminal: Terminal) -> Editor:
    if session.question is not None:
        return Editor(terminal, session.prompt, echo=session.answer is Answer.LINE)
    return Editor(terminal, session.prompt, session.history, session.help, session.complete, height=session.length)


def run(session: Session, typed: Typed) -> str:
    """The text for a line. A fault of the program itself is logged and costs this line, not the session."""
    try:
        return _answer(session, typed)
    except Exception:
        logging.getLogger(__name__).exception("the line %r failed", typed.line[:200])
        return "% Internal error: the line was not carried out (see the log of the switch)\n"


def _answer(session: Session, typed: Typed) -> str:
    if typed.by == "interrupt":
        if session.in_banner or typed.line.lstrip().startswith("banner "):
            return session.feed(f"{typed.line}{banner.STORED}")
        return session.interrupt()
    if typed.by == "leave":
        text = session.feed(typed.line) if typed.line.strip() else ""
        return text + session.leave_configuration()
    return session.feed(typed.line)
