"""`logging ...`. Pure."""

from __future__ import annotations

from ccp3switch.config.tree import Line, line_from, line_of
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def destination(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`logging console|monitor|buffered [size] [level]`: on from the start, so their `no` is what is kept."""
    if parsed.negated:
        root.put(line_of(parsed.command, f"no {parsed.key}", parsed.key))
    elif len(parsed.words) == 2:
        root.drop(parsed.key)
    else:
        root.put(line_from(parsed))
    return Edited()


def trap(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`logging trap [level]`: informational is the default."""
    if parsed.negated or parsed.words[-1] in ("trap", "informational"):
        root.drop(parsed.key)
    else:
        root.put(line_from(parsed))
    return Edited()


def host(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`logging A` is an old form of `logging host A`."""
    key = f"logging host {parsed.values['ip']}"
    if parsed.negated:
        root.drop(key)
    else:
        root.put(line_of(parsed.command, key, key))
    return Edited()
