"""What a check wants collected, and what came back. Equal needs are collected once per device."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Show:
    """One command on the command line of a network device."""

    command: str

    def __str__(self) -> str:
        return self.command


@dataclass(frozen=True, order=True)
class Run:
    """One program on a Linux device, without a shell; `timeout` in seconds.

    All programs of a device run at the same time, inside one batch.
    """

    argv: tuple[str, ...]
    timeout: float = 3.0

    def __str__(self) -> str:
        return " ".join(self.argv)


Need = Show | Run


@dataclass(frozen=True)
class Observation:
    """What came back: cleaned text and, for a program, its exit code. `error` is not empty when nobody could look."""

    text: str
    code: int | None = None
    error: str = ""


def unseen(error: str) -> Observation:
    """The observation of a device that could not be looked at, and why (one line, French)."""
    return Observation("", None, error)
