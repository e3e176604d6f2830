"""Which line of which template each line of a rendered text comes from.

A template is rendered a second time with a mark before each piece of its text. Where the marked text is not the true
one (a filter that measures or cuts text sees the marks, too) only the template's name is known.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_MARK = re.compile("\0([0-9]+):([0-9]+)\0")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
Place = tuple[str, int]
"""A template's name, and a line in it."""


class Marks(Extension):
    """Marks each line of a template's own text, and each expression, with its place."""

    def __init__(self, environment: Environment) -> None:
        """The templates are numbered as they come: a filter that changes letters leaves the marks alone."""
        super().__init__(environment)
        self.names: list[str] = []

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Put the marks into the text of a template that is being compiled."""
        self.names.append(stream.name or "")
        number = len(self.names) - 1
        for token in stream:
            if token.type == "data":
                lines = enumerate(_LINE.findall(token.value), start=token.lineno)
                text = "".join(f"\0{number}:{line}\0{text}" for line, text in lines)
                yield Token(token.lineno, "data", text)
            else:
                if token.type == "variable_begin":
                    yield Token(token.lineno, "data", f"\0{number}:{token.lineno}\0")
                yield token

    def places(self, marked: str, text: str) -> tuple[Place, ...]:
        """The place of each line of TEXT, which was rendered a second time as MARKED; none where that is not sure."""
        if "\0" in text or _MARK.sub("", marked) != text:
            return ()
        return tuple((self.names[number], line) for number, line in _places(marked))


def _places(marked: str) -> Iterator[tuple[int, int]]:
    """The mark that is in force where each line begins."""
    pieces = _MARK.split(marked)
    starts = True
    for number, line, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        for part in _LINE.findall(text):
            if starts:
                yield int(number), int(line)
            starts = part.endswith("\n")


def told(places: Iterable[Place]) -> str:
    """PLACES as the driver's candidate has them: `templates/dns/zone.j2:1-8,10,10 templates/dns/soa.j2:1`."""
    runs = (f"templates/{name}:{_ranges(line for _, line in run)}" for name, run in groupby(places, lambda p: p[0]))
    return " ".join(runs)


def _ranges(lines: Iterable[int]) -> str:
    """Consecutive LINES joined: `1-8,10,10`."""
    runs = (list(run) for _, run in groupby(enumerate(lines), lambda pair: pair[1] - pair[0]))
    return ",".join(str(run[0][1]) if len(run) == 1 else f"{run[0][1]}-{run[-1][1]}" for run in runs)
