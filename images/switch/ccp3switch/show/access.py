"""`show access-lists`, and the lists that an interface asks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ccp3switch.acl.lists import AccessList, lists
from ccp3switch.config.tree import Line
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.filters import applied
from ccp3switch.show.view import View


def access_lists(view: View) -> str:
    """`show [ip] access-lists [X]`: nothing for a list that does not exist."""
    counts = view.live.matches()
    return "".join(_shown(one, counts) for one in asked(view.tree, view.asked))


def asked(tree: Line, question: Parsed) -> Iterator[AccessList]:
    """The lists that a line asks for: the one that it names, else all."""
    return (one for one in lists(tree) if question.values.get("list", one.name) == one.name)


def _shown(one: AccessList, counts: Mapping[str, int]) -> str:
    rows = (f"    {item.sequence} {item.entry.shown}{_matches(counts.get(one.counter(item), 0))}" for item in one.items)
    return "\n".join([f"{one.kind.capitalize()} IP access list {one.name}", *rows]) + "\n"


def _matches(count: int) -> str:
    return f" ({count} match{'' if count == 1 else 'es'})" if count else ""


def group_lines(section: Line) -> list[str]:
    """What `show ip interface` says of the lists in an interface's section."""
    inbound, outbound = applied(section)
    return [
        f"  Outgoing access list is {outbound or 'not set'}",
        f"  Inbound  access list is {inbound or 'not set'}",
    ]
