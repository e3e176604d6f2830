"""Read one file. The only module of the definitions that touches the disk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from ccp3lab.errors import DefinitionError
from ccp3lab.problem import Loc, Problem
from ccp3lab.source.document import BrokenError, parse


@dataclass(frozen=True)
class Source:
    """A file as read: its data, and the line of each place in it. `name` is how messages call the file."""

    path: Path
    name: str
    data: object = field(repr=False)
    lines: Mapping[Loc, int] = field(repr=False)

    def line(self, loc: Loc) -> int:
        """The line (from 1) of LOC, else of the nearest place around it."""
        return next((self.lines[loc[:size]] for size in range(len(loc), -1, -1) if loc[:size] in self.lines), 1)

    def at(self, loc: Loc) -> str:
        """LOC as an editor opens it: `inventories/atelier-velo/plan.yml:12`."""
        return f"{self.name}:{self.line(loc)}"

    def below(self, *loc: str | int) -> "Source":
        """What stands at LOC, as a source of its own: places are told from there on, lines are still the file's."""
        size, data = len(loc), self.data
        for step in loc:
            data = data[step] if isinstance(data, dict | list) else None  # type: ignore[index]
        lines = {place[size:]: line for place, line in self.lines.items() if place[:size] == loc}
        return Source(self.path, self.name, data, {(): self.line(loc), **lines})


def read(path: Path, root: Path | None = None) -> Source:
    """Read PATH; messages call it relative to ROOT.

    Raises DefinitionError (file:line) when it is missing, not UTF-8, broken YAML, or holds a key twice.
    """
    name = _named(path, root)
    try:
        document = parse(read_text(path, name))
    except BrokenError as error:
        _raise(f"{name}:{mistake.line}: {mistake.problem}" for mistake in error.mistakes)
    return Source(path, name, document.data, document.lines)


def read_lines(path: Path, root: Path | None = None) -> Source:
    """PATH with its bytes as data, whatever they hold; a place of it is `(number of the line,)`. Errors as `read`."""
    name = _named(path, root)
    content = _bytes(path, name)
    count = content.count(b"\n") + content.count(b"\r") + 1
    return Source(path, name, content, {(line,): line for line in range(1, count + 1)})


def refuse(problems: Iterable[tuple[Source, Problem]]) -> None:
    """Raise ONE DefinitionError of all PROBLEMS, in the order of files and lines; none: return."""
    rows = sorted({(source.name, source.line(problem.loc), str(problem)) for source, problem in problems})
    if rows:
        _raise(f"{name}:{line}: {text}" for name, line, text in rows)


def read_text(path: Path, name: str) -> str:
    """The text of PATH, called NAME in messages; raises DefinitionError when it is missing or not UTF-8."""
    try:
        return _bytes(path, name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        _raise([f"{name}:{line}: not UTF-8 text; save the file as UTF-8"])


def _named(path: Path, root: Path | None) -> str:
    return str(path.relative_to(root)) if root and path.is_relative_to(root) else str(path)


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        _raise([f"{name}: there is no such file; create it or check the name of its folder"])
    except OSError as error:
        _raise([f"{name}: cannot be read ({error.strerror}); check what it is and its rights"])


def _raise(lines: Iterable[str]) -> NoReturn:
    raise DefinitionError("\n".join(lines)) from None
