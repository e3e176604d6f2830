"""`show ... | include x`: IOS's filters. Pure."""

import re
from collections.abc import Callable

from ccp3switch.errors import CliError, InvalidInputError

VERBS = ("append", "begin", "count", "exclude", "include", "redirect", "section", "tee")
FILTERS = ("begin", "exclude", "include", "section")


def piped(line: str) -> tuple[str, str, int]:
    """(command, filter, column of the filter); an empty filter when there is none."""
    head, bar, tail = line.partition(" | ")
    return (head, tail, len(head) + len(bar)) if bar else (line, "", 0)


def filtered(text: str, pipe: str, column: int) -> str:
    """The lines that the filter leaves. Raises CliError on a filter that is none."""
    verb, _, pattern = pipe.strip().partition(" ")
    found = [name for name in FILTERS if verb and name.startswith(verb.lower())]
    if not found:
        raise InvalidInputError(column)
    if not pattern.strip():
        raise CliError("% Incomplete command.")
    keep = _KEEP[found[0]]
    return "".join(keep(text.splitlines(keepends=True), _matcher(pattern.strip())))


def _matcher(pattern: str) -> Callable[[str], bool]:
    """IOS's expressions are close to Python's. What does not compile is taken literally."""
    try:
        expression = re.compile(pattern)
    except re.error:
        return lambda line: pattern in line
    return lambda line: expression.search(line) is not None


def _include(lines: list[str], matches: Callable[[str], bool]) -> list[str]:
    return [line for line in lines if matches(line.rstrip("\n"))]


def _exclude(lines: list[str], matches: Callable[[str], bool]) -> list[str]:
    return [line for line in lines if not matches(line.rstrip("\n"))]


def _begin(lines: list[str], matches: Callable[[str], bool]) -> list[str]:
    start = next((index for index, line in enumerate(lines) if matches(line.rstrip("\n"))), len(lines))
    return lines[start:]


def _section(lines: list[str], matches: Callable[[str], bool]) -> list[str]:
    kept: list[str] = []
    inside = False
    for line in lines:
        inside = matches(line.rstrip("\n")) or (inside and line.startswith(" "))
        kept += [line] if inside else []
    return kept


_KEEP = {"include": _include, "exclude": _exclude, "begin": _begin, "section": _section}
