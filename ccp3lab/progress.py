"""How long work tells what it is at."""

from collections.abc import Callable

Say = Callable[[str], None]
"""Takes one finished line of progress, plain text."""


def silent(line: str) -> None:
    """Whom nobody listens to."""
