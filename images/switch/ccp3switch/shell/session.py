"""One terminal: its mode, the line typed, the text to show. No network here: `feed(line)` is all there is."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field

from ccp3switch import modes
from ccp3switch.commands.words import explain
from ccp3switch.config import banner
from ccp3switch.config.edit import Cursor, Place, Understood, edit, understand
from ccp3switch.config.reader import LONGEST_LINE
from ccp3switch.errors import ApplyError, CliError, FlashError, InvalidInputError
from ccp3switch.grammar.complete import Choices, choices, completed, shown
from ccp3switch.grammar.parse import Parsed, parse, split
from ccp3switch.model import system
from ccp3switch.model.lines import HISTORY, label
from ccp3switch.shell.contract import Answer, Job, Question
from ccp3switch.shell.pipes import filtered, piped
from ccp3switch.show.view import View
from ccp3switch.switch import Switch


@dataclass(eq=False)
class Session:
    """A person or a program on the switch.

    `question` is set while a command waits for an answer, `job` while it waits for a program to end.
    """

    switch: Switch
    user: str = "console"
    mode: str = "user"
    location: str = ""
    place: Place = field(default_factory=Place)
    length: int = 24
    width: int = 80
    closed: bool = False
    history: list[str] = field(default_factory=list)
    remembered: int = HISTORY
    vty: int | None = None
    monitors: bool = False
    question: Question | None = None
    job: Job | None = None
    started: float = field(default_factory=time.monotonic)
    _waiting: Generator[Question | Job, str, str] | None = None
    _banner: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """What stands before the next line."""
        if self.question is not None:
            return self.question.prompt
        return "" if self._banner else modes.prompt(system.hostname(self.switch.running), self.mode)

    @property
    def in_banner(self) -> bool:
        """Whether the lines typed are a banner's text."""
        return bool(self._banner)

    @property
    def answer(self) -> Answer:
        """How the next line is read."""
        return self.question.answer if self.question else Answer.LINE

    def feed(self, line: str) -> str:
        """Run one line; the text to show. Nothing that a line does ends the session but `exit` and its like."""
        if self._waiting is not None:
            return self._continue(line)
        if self._banner:
            return self._more_banner(line)
        if len(line) > LONGEST_LINE:
            return "% Line too long\n"
        self._remember(line)
        bare = line.rstrip()
        if not bare.strip() or bare.lstrip().startswith("!"):
            return ""
        return self._guarded(bare)

    def _guarded(self, line: str) -> str:
        try:
            return self._run(line)
        except FlashError as error:
            return error.shown()
        except CliError as error:
            return error.shown(len(self.prompt))
        except ApplyError as error:
            return f"% The change was refused and undone: {error}\n"

    def _run(self, line: str) -> str:
        if self.mode in modes.ANY_EXEC:
            command, pipe, column = piped(line)
            text = self._exec(command)
            if pipe and self._waiting is not None:
                self.interrupt()
                raise InvalidInputError(column - 2)
            return filtered(text, pipe, column) if pipe else text
        return self._configure(line)

    def _exec(self, line: str) -> str:
        try:
            parsed = parse(self.switch.grammar[self.mode], line)
        except CliError as error:
            raise _unknown_word(self.switch, line, error) from None
        return self._handle(parsed)

    def do(self, line: str, column: int) -> str:
        """Run a line in privileged mode; `column` is where it stands in the line typed, and the terminal stays."""
        mode, self.mode, place = self.mode, "exec", self.place
        try:
            return self._run(line)
        except CliError as error:
            shift = None if error.column is None else error.column + column
            raise CliError(error.text, shift) from None
        finally:
            self.mode, self.place = mode, place

    def _handle(self, parsed: Parsed) -> str:
        command = parsed.command
        if command.show is not None:
            return _ended(command.show(View(self.switch.effective, self.switch.live, parsed)))
        assert command.run is not None  # noqa: S101 - the table's own test holds this
        reply = command.run(self, parsed)
        if isinstance(reply, str):
            return _ended(reply)
        self._waiting = reply
        return self._continue(None)

    def _continue(self, answer: str | None) -> str:
        """Give the handler its answer; it asks again, has a program run, or ends with its text."""
        waiting, self.question, self.job = self._waiting, None, None
        assert waiting is not None  # noqa: S101 - callers look first
        try:
            wanted = next(waiting) if answer is None else waiting.send(answer)
        except StopIteration as stop:
            self._waiting = None
            return _ended(stop.value)
        except CliError as error:
            self._waiting = None
            return error.shown()
        except ApplyError as error:
            self._waiting = None
            return f"% The change was refused and undone: {error}\n"
        self.question = wanted if isinstance(wanted, Question) else None
        self.job = wanted if isinstance(wanted, Job) else None
        return self.job.head if self.job else ""

    def job_ended(self, status: int, interrupted: bool) -> str:
        """The program of `job` came to its end: the text to show, as from `feed`."""
        job = self.job
        assert job is not None  # noqa: S101 - callers look first
        return self._continue(job.translator.end(status, interrupted))

    def _configure(self, line: str) -> str:
        if (start := banner.unfinished(line)) is not None:
            understand(self.switch.grammar, self.mode, line)
            self._banner = [line]
            return f"Enter TEXT message.  End with the character '{start.delimiter}'.\n"
        understood = understand(self.switch.grammar, self.mode, line)
        if understood.parsed.command.run is not None:
            return self._handle(understood.parsed)
        parsed = understood.parsed
        if parsed.negated and parsed.command.asks and self.switch.running.has(parsed.key):
            self._waiting = self._asked(understood)
            return self._continue(None)
        return self._edited(understood)

    def _asked(self, understood: Understood) -> Generator[Question | Job, str, str]:
        answer = yield Question(understood.parsed.command.asks, Answer.KEY)
        return self._edited(understood) if answer.lower() in ("", "y") else ""

    def _edited(self, understood: Understood) -> str:
        cursor = Cursor(self.switch.running.copy(), self.place)
        text = edit(cursor, understood)
        self.switch.commit(cursor.tree)
        self._enter(cursor.place, understood.mode)
        return text

    def _enter(self, place: Place, mode: str) -> None:
        self.place = place
        self.mode = place.mode if mode == modes.SECTIONS_MODE else self.mode

    def _more_banner(self, line: str) -> str:
        start = banner.unfinished(self._banner[0])
        self._banner.append(line)
        if start is not None and start.delimiter not in line:
            return ""
        text, self._banner = "\n".join(self._banner), []
        return self._guarded(text)

    def interrupt(self) -> str:
        """^C: drops a question or a banner, and in configuration goes back to privileged mode."""
        self._waiting, self.question, self.job, self._banner = None, None, None, []
        return self.leave_configuration()

    def leave_configuration(self) -> str:
        """^Z and `end`: privileged mode, and a message for the log."""
        if self.mode not in modes.ANY_EXEC:
            self.mode, self.place = "exec", Place()
            who = "" if self.user == "console" else f"{self.user} on "
            self.switch.log(f"%SYS-5-CONFIG_I: Configured from console by {who}{label(self.vty, self.location)}")
        return ""

    def _remember(self, line: str) -> None:
        if line.strip():
            self.history = [*self.history, line][-self.remembered :] if self.remembered else []

    def help(self, line: str) -> str:
        """What `?` prints at the end of this line."""
        try:
            return shown(self._choices(line))
        except CliError as error:
            return f"{error.text}\n"

    def complete(self, line: str) -> str:
        """The line after Tab."""
        try:
            return completed(line, self._choices(line))
        except CliError:
            return line

    def _choices(self, line: str) -> Choices:
        words = split(line)
        if self.mode not in modes.ANY_EXEC and words and words[0].text.lower() == "do" and len(line) > 2:
            start = words[1].column if len(words) > 1 else len(line)
            return choices(self.switch.grammar["exec"], line[start:], explain)
        return choices(self.switch.grammar[self.mode], line, explain)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _unknown_word(switch: Switch, line: str, error: CliError) -> CliError:
    """A first word alone that is no command may be a host's name: IOS looks for one, unless told not to."""
    words = split(line)
    if error.column is None or len(words) != 1:
        return error
    unknown = "% Unknown command or computer name, or unable to find computer address"
    if switch.running.has("ip domain-lookup"):
        return CliError(unknown)
    return CliError(f'Translating "{words[0].text}"...domain server (255.255.255.255)\n{unknown}')
