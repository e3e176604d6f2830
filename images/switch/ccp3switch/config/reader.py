"""Text of a file -> tree, by the parser of the keyboard. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ccp3switch.config.banner import joined
from ccp3switch.config.diff import equal
from ccp3switch.config.edit import Cursor, Grammar, edit, understand
from ccp3switch.config.tree import Line
from ccp3switch.errors import INVALID, CliError

LONGEST_LINE = 4096
LOST = "\N{REPLACEMENT CHARACTER}"
_SHOWN = 200


@dataclass(frozen=True)
class Refused:
    """A line that was refused: IOS prints the caret text for every one, whatever the reason."""

    line: str
    column: int

    @property
    def shown(self) -> str:
        """The line, the caret under it and the text that NAPALM looks for."""
        line = "".join(char if char.isprintable() else "?" for char in self.line[:_SHOWN])
        return f"{line}\n{' ' * self.column}^\n{INVALID}\n"


@dataclass
class Reading:
    """A tree after a file: what was refused, what the lines said (`% Access VLAN does not exist...`)."""

    tree: Line
    refused: list[Refused] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def statements(text: str) -> Iterator[str]:
    """The lines that mean something: no comments, no `end`, a banner of several lines as one."""
    for line in joined(text.splitlines()):
        bare = line.strip()
        if bare == "end":
            return
        if bare and not bare.startswith("!"):
            yield line


def read(grammar: Grammar, text: str, base: Line) -> Reading:
    """Every line of the text applied to a copy of `base`; refused lines change nothing."""
    cursor = Cursor(base.copy())
    reading = Reading(cursor.tree)
    for line in statements(text):
        try:
            legible(line)
            said = apply_line(grammar, cursor, line)
        except CliError as error:
            reading.refused.append(Refused(line.strip(), max(0, (error.column or 0) - _indent(line))))
            continue
        if said:
            reading.said.append(said)
    return reading


def legible(line: str) -> None:
    """Raises CliError for what no keyboard gives: bytes that were no UTF-8, control characters, a line without end."""
    wrong = (at for at, char in enumerate(line) if not (char.isprintable() or char in "\n\t\x03") or char == LOST)
    at = next(wrong, None)
    if at is not None:
        raise CliError(INVALID, at)
    if max(map(len, line.split("\n"))) > LONGEST_LINE:
        raise CliError(INVALID, 0)


def apply_line(grammar: Grammar, cursor: Cursor, line: str) -> str:
    """One line of a file: configuration only, `exit` apart, which closes the section. Raises CliError."""
    understood = understand(grammar, cursor.place.mode, line)
    command = understood.parsed.command
    if command.run is not None:
        if understood.parsed.text != "exit":
            raise CliError(INVALID, 0)
        cursor.place = type(cursor.place)()
        return ""
    return edit(cursor, understood)


def incremental(grammar: Grammar, text: str, base: Line) -> list[str]:
    """`show archive config incremental-diffs`: lines of the file that would change something, under their headers."""
    cursor = Cursor(base.copy())
    out: list[str] = []
    header = ""
    for line in statements(text):
        tree, place = cursor.tree.copy(), cursor.place
        try:
            apply_line(grammar, cursor, line)
        except CliError:
            out.append(line.strip())
            continue
        changed = not equal(tree, cursor.tree)
        opened = cursor.place is not place and bool(cursor.place.sections)
        if opened:
            header = line.strip()
        if changed:
            out += [header] if header and cursor.place.sections else []
            out += [] if opened else [(" " if cursor.place.sections else "") + line.strip()]
            header = ""
        elif not cursor.place.sections:
            header = ""
    return out


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
