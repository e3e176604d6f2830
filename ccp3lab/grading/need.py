"""What a check wants collected, and what came back. Equal needs are collected once per device."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol


@dataclass(frozen=True, order=True)
class Show:
    """One command on the command line of a network device."""

    command: str

    def __str__(self) -> str:
        return self.command


@dataclass(frozen=True, order=True)
class Run:
    """One program on a Linux device, without a shell; `timeout` in seconds.

    All programs of a device run at the same time, inside one batch. `called` is what evidence calls it: a program whose
    text is an argument would fill pages.
    """

    argv: tuple[str, ...]
    timeout: float = 3.0
    called: str = ""

    def __str__(self) -> str:
        return self.called or " ".join(self.argv)


@dataclass(frozen=True, order=True)
class Probe(Run):
    """A program like those of Run, in the network of a Linux device but not on it: the toolkit's own copy runs.

    Whoever is root on the device has no hand in the program, and still in its network: addresses, routes, filters.
    Where the toolkit cannot get there otherwise (gear that is not its own), it is run on the device, as Run is.
    """


@dataclass(frozen=True, order=True)
class Sheet:
    """The spreadsheet that a learner fills in: its cells apart by tabs, one line each. No device is asked."""

    def __str__(self) -> str:
        return "feuille de calcul"


@dataclass(frozen=True, order=True)
class Question:
    """What the server on the check's device is asked over the Nornir connection of this name, which answers in JSON.

    A subclass is a frozen, ordered dataclass of what is asked, in one line for the evidence (`__str__`); no secret is
    in it, only the label of one. The Nornir connection (its object, not its plugin) keeps `Answering`.
    """

    connection: ClassVar[str]


Need = Show | Run | Sheet | Question


@dataclass(frozen=True)
class Observation:
    """What came back: cleaned text and, for a program, its exit code.

    `error` is not empty when nobody could look, `look` says what to do then.
    """

    text: str
    code: int | None = None
    error: str = ""
    look: str = ""


def unseen(error: str, look: str = "") -> Observation:
    """The observation of a device that could not be looked at, why, and what to do (French fragments)."""
    return Observation("", None, error, look)


class Answering(Protocol):
    """What a connection that questions are asked of can do."""

    def answers(self, questions: Sequence[Question]) -> dict[Question, Observation]:
        """The answer to each of QUESTIONS, in JSON, or why there is none; what it raises is told for all of them."""
