"""Printing: colours and spinners on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

from ccp3lab.errors import RefusedError, UsageError

PLAIN_WIDTH = 120


def console() -> Console:
    """The standard output; wide enough for a table when it is no terminal."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)


@contextmanager
def steps(title: str) -> Iterator[Callable[[str], None]]:
    """Show the steps of a long work: the present one with a spinner on a terminal, a timed line each elsewhere."""
    screen, start = Console(highlight=False, stderr=True), time.monotonic()
    with screen.status(escape(title)) as spinner:

        def say(step: str) -> None:
            spinner.update(escape(f"{title}: {step}"))
            screen.print(f"[dim]{time.monotonic() - start:5.1f} s[/dim]  {escape(step)}", soft_wrap=True)

        yield say


def agree(question: str, *, agreed: bool) -> None:
    """Return if the person says yes (or did beforehand); RefusedError if not, UsageError if nobody can be asked."""
    if agreed:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{question} Nobody can be asked here: say --yes to agree")
    if _answer(f"{question} [y/N] ").strip().lower() not in ("y", "yes", "o", "oui"):
        raise RefusedError("nothing was changed")


def _answer(question: str) -> str:
    """What is typed; nothing when the input ends (Ctrl-D)."""
    try:
        return input(question)
    except EOFError:
        return ""
