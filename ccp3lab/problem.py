"""One thing wrong with a definition: where in the data, what, and what to do. Pure."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

Loc = tuple[str | int, ...]
"""A place inside a document: keys and list positions from its root, as pydantic writes them."""

_SHOWN = 8


@dataclass(frozen=True)
class Problem:
    """What is wrong at LOC of a document, and the remedy (an order to the author of the file).

    Of a section that names another file of the company's folder, `file` may be that one: `loc` is a place of it then.
    """

    loc: Loc
    message: str
    remedy: str = ""
    file: str = ""

    def __str__(self) -> str:
        """Message and remedy on one line."""
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


def near(word: str, known: Iterable[str]) -> str:
    """The remedy for a name that does not exist: the nearest known name, else what there is.

    >>> near("compat", ["compta", "atelier"])
    'did you mean `compta`?'
    >>> near("x", ["compta", "atelier"])
    'there is: atelier, compta'
    """
    names = sorted(set(known))
    if close := difflib.get_close_matches(word, names, n=1):
        return f"did you mean `{close[0]}`?"
    more = ", ..." if len(names) > _SHOWN else ""
    return f"there is: {', '.join(names[:_SHOWN])}{more}" if names else "there is none"
