"""One configuration line applied to a tree. Pure: the tree given is changed, nothing else.

A line is understood in the mode where it was typed, else in the parent's, as IOS does; the error reported is the one
of the mode that understood more of the line, and a refused line changes neither tree nor mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3switch.config.tree import Line, line_from
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Kept
from ccp3switch.grammar.node import Node
from ccp3switch.grammar.parse import Parsed, parse
from ccp3switch.modes import MODES, SECTIONS_MODE

Grammar = Mapping[str, Node]
_SWITCHING = ("switchport ", "spanning-tree ", "channel-group ", "storm-control ")


@dataclass(frozen=True)
class Place:
    """Where a terminal stands: its mode, and the identities of the open sections (several in a range)."""

    mode: str = SECTIONS_MODE
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """A line, and the mode whose grammar understood it."""

    mode: str
    parsed: Parsed


@dataclass
class Cursor:
    """A tree under change and the place in it."""

    tree: Line
    place: Place = field(default_factory=Place)

    def open_sections(self) -> list[Line]:
        """The sections that the next line goes to, the root when none is open. Raises CliError if one has gone."""
        return [self._section(key) for key in self.place.sections] or [self.tree]

    def _section(self, key: str) -> Line:
        if key == "vlan 1":  # it needs no line of its own: nothing in it can be changed
            return Line(key, key)
        if key not in self.tree.lines:
            raise CliError(f"% {key} has been removed meanwhile", 0)
        return self.tree.lines[key]


def understand(grammar: Grammar, mode: str, line: str) -> Understood:
    """Parse in `mode`, then in its parent. Raises CliError."""
    try:
        return Understood(mode, parse(grammar[mode], line))
    except CliError as here:
        parent = MODES[mode].parent
        if not parent:
            raise
        try:
            return Understood(parent, parse(grammar[parent], line))
        except CliError as above:
            raise _further(here, above) from None


def _further(here: CliError, above: CliError) -> CliError:
    reach = [float("inf") if error.column is None else error.column for error in (here, above)]
    return here if reach[0] >= reach[1] else above


def edit(cursor: Cursor, understood: Understood) -> str:
    """Apply an understood configuration line; the text to print. Raises CliError before anything is changed."""
    parsed, command = understood.parsed, understood.parsed.command
    sections = [cursor.tree] if understood.mode == SECTIONS_MODE else cursor.open_sections()
    if len(sections) > 1:  # a line that one of several sections refuses must change none of them
        trial = cursor.tree.copy()
        _each(trial, [trial.lines.get(section.key, section) for section in sections], parsed)
    done = command.edit(cursor.tree, sections[0], parsed) if command.edit and command.opens else None
    if done is not None:
        text, opened = done.text, done.opened
    else:
        text, opened = _each(cursor.tree, sections, parsed), ()
    if command.opens and opened and not parsed.negated:
        cursor.place = Place(command.opens, opened)
    elif understood.mode == SECTIONS_MODE:
        cursor.place = Place()
    return text


def _each(tree: Line, sections: list[Line], parsed: Parsed) -> str:
    said: dict[str, None] = {}
    for section in sections:
        _of_a_switch_port(section, parsed)
        if parsed.command.edit is not None:
            said[parsed.command.edit(tree, section, parsed).text] = None
        else:
            plain(section, parsed)
    return "".join(said)


def _of_a_switch_port(section: Line, parsed: Parsed) -> None:
    """What speaks of VLANs is for switch ports. Raises CliError on a port with `no switchport`."""
    if section.has("switchport") and not parsed.negated and parsed.text.startswith(_SWITCHING):
        raise CliError(f"Command rejected: {section.key.removeprefix('interface ')} not a switching port.")


def plain(section: Line, parsed: Parsed) -> None:
    """A line without any rule of its own: put it, or with `no` drop it."""
    kept = parsed.command.kept
    if kept is Kept.IGNORED:
        return
    if kept in (Kept.TRUE_ANYWAY, Kept.NEVER):
        if parsed.negated is (kept is Kept.TRUE_ANYWAY):
            raise InvalidInputError(0 if parsed.negated else parsed.last_column)
        return
    if parsed.negated is (kept is Kept.NEGATED):
        section.put(line_from(parsed))
    else:
        section.drop(parsed.key)
