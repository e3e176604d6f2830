"""What a handler may ask of the session that runs it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ccp3switch.config.edit import Place
    from ccp3switch.switch import Switch


class Answer(Enum):
    """How a question is answered."""

    LINE = "line"
    SECRET = "without echo"  # noqa: S105
    KEY = "one key"  # [confirm]: Return or y goes on


@dataclass(frozen=True)
class Question:
    """A question of a handler to the person; the answer comes back by `send`."""

    prompt: str
    answer: Answer = Answer.LINE


class Translator(Protocol):
    """Turns what an external program prints into the text of the terminal, as it comes."""

    def line(self, text: str) -> str:
        """What to show for one line of output, without its line feed; may be empty."""
        ...

    def end(self, status: int, interrupted: bool) -> str:
        """What to show at the end; `status` as a process gives it, below 0 for a signal."""
        ...


@dataclass(frozen=True)
class Job:
    """An external program that a handler waits for; ^C ends it. What its translator says at the end comes back.

    `head` is shown before it starts.
    """

    argv: tuple[str, ...]
    translator: Translator
    head: str = ""


class Shell(Protocol):
    """A session as handlers see it."""

    switch: Switch
    user: str
    mode: str
    location: str
    place: Place
    length: int
    width: int
    closed: bool
    history: list[str]
    remembered: int
    vty: int | None
    monitors: bool

    def leave_configuration(self) -> str:
        """Back to privileged mode."""
        ...

    def do(self, line: str, column: int) -> str:
        """Run a line in privileged mode; `column` is where it stands in the line typed."""
        ...
