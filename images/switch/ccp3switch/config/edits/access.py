"""Access lists: their sections, their entries, where they are applied. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ccp3switch.acl import lists
from ccp3switch.acl.entry import read
from ccp3switch.acl.lists import REMARK
from ccp3switch.config.tree import Line
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed

NAMED_RANK, NUMBERED_RANK = 706, 719
STEP = 10
MAX_SEQUENCE = 2147483647


def enter(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip access-list standard|extended NAME`: made when it is missing; one name is of one kind."""
    if parsed.negated:
        root.drop(parsed.key)
        return Edited()
    _open(root, parsed.words[2], parsed.words[3])
    return Edited(opened=(parsed.key,))


def numbered(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`access-list 10 permit ...`: one more entry; with `no` the whole list goes, whatever follows its number."""
    number = parsed.words[1]
    kind = lists.kind_of(number)
    if parsed.negated:
        root.drop(lists.key(kind, number))
        return Edited()
    _add(_open(root, kind, number), parsed.words[2:])
    return Edited()


def entry(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`permit ...`, `15 deny ...`, `remark ...`; `no 15`, `no permit ...`."""
    words = parsed.words
    sequence, rest = (int(words[0]), words[1:]) if words[0].isdigit() else (None, words)
    if parsed.negated:
        _remove(section, sequence, rest)
        return Edited()
    if sequence is not None and rest[0] == "remark":
        raise InvalidInputError(parsed.columns[1])
    _add(section, rest, sequence)
    return Edited()


def resequence(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip access-list resequence NAME start step`: new numbers, the same order."""
    found = lists.section(root, parsed.words[3])
    if found is None or parsed.negated:
        raise CliError(f"%Access-list {parsed.words[3]} does not exist." if found is None else "% Invalid command")
    start, step = int(parsed.words[4]), int(parsed.words[5])
    if start + step * len(found.lines) > MAX_SEQUENCE:
        raise CliError("% Exceeded maximum sequence number.")
    sequence, remarks = 0, 0
    for line in found.ordered():
        if line.key.startswith(REMARK):
            remarks += 1
        else:
            sequence, remarks = sequence + step if sequence else start, 0
        line.order = (sequence, remarks)
    return Edited()


def _open(root: Line, kind: str, name: str) -> Line:
    """The section of a list, made when it is missing."""
    known = lists.section(root, name)
    if known is None:
        key = lists.key(kind, name)
        place = (NUMBERED_RANK, int(name)) if name.isdigit() else (NAMED_RANK, int(kind == "extended"), *name.encode())
        return root.put(Line(key, key, place))
    if known.key != lists.key(kind, name):
        raise CliError("Access-list type conflicts with prior definition")
    return known


def _add(section: Line, words: Sequence[str], sequence: int | None = None) -> None:
    """An entry at its number, or at the end; one that stands already is left where it is."""
    key = " ".join(words) if words[0] == "remark" else read(words).text
    known = section.lines.get(key)
    if known is None:
        section.put(Line(_prefix(section) + key, key, _place(section, key, sequence)))
        _settle(section)
    elif sequence not in (None, known.order[0]):
        raise CliError(
            f"%Access rule can't be configured at sequence num {sequence} as it is already configured at "
            f"seq num {known.order[0]}"
        )


def _place(section: Line, key: str, sequence: int | None) -> tuple[int, int]:
    """(sequence number, 0), a remark: (number of what it follows, how many remarks came since)."""
    last = max((line.order for line in section.lines.values()), default=(0, 0))
    if key.startswith(REMARK):
        return (last[0], last[1] + 1)
    if sequence is None and last[0] + STEP > MAX_SEQUENCE:
        raise CliError("% Exceeded maximum sequence number.")
    place = (last[0] + STEP if sequence is None else sequence, 0)
    if any(line.order == place for line in section.lines.values()):
        raise CliError("% Duplicate sequence number")
    return place


def _remove(section: Line, sequence: int | None, words: Sequence[str]) -> None:
    if sequence is not None:
        gone = [line.key for line in section.lines.values() if line.order == (sequence, 0)]
    else:
        gone = [" ".join(words) if words[0] == "remark" else read(words).text]
    for key in gone:
        section.drop(key)
    _settle(section)


def _prefix(section: Line) -> str:
    """What stands before an entry of a numbered list."""
    name = section.key.split()[-1]
    return f"access-list {name} " if name.isdigit() else ""


def _settle(section: Line) -> None:
    """A numbered list is shown by its lines alone (a group: no text of its own), an empty one by its header."""
    section.text = "" if _prefix(section) and section.lines else section.key
