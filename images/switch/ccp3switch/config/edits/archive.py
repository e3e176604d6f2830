"""`archive` and what stands in it. Pure."""

from __future__ import annotations

from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_from
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed

MAXIMUM = "10"


def open_archive(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`archive`: made when it is missing, removed as a whole by `no`."""
    if parsed.negated:
        root.drop(parsed.key)
        return Edited()
    if not root.has(parsed.key):
        root.put(line_from(parsed))
    return Edited(opened=(parsed.key,))


def maximum(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`maximum N`; ten is the default."""
    if parsed.values.get("archives") == MAXIMUM:
        section.drop(parsed.key)
    else:
        plain(section, parsed)
    return Edited()
