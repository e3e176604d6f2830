"""Access lists as they stand in the configuration. Pure.

Every list is a section of the tree, named or numbered. Sequence numbers are the order of its lines and no part of their
text, as IOS 15 keeps them: what is saved holds the order alone, and reads back with the numbers 10, 20, 30...
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.acl.entry import Entry, read
from ccp3switch.config.tree import Line

PREFIX = "ip access-list "
REMARK = "remark "
KINDS = ("standard", "extended")


@dataclass(frozen=True)
class Item:
    """An entry and its sequence number."""

    sequence: int
    entry: Entry


@dataclass(frozen=True)
class AccessList:
    """A list: `standard` or `extended`, its name or number, its entries in order (remarks apart)."""

    kind: str
    name: str
    items: tuple[Item, ...]

    def counter(self, item: Item) -> str:
        """Name of an entry's counter: the same whatever its sequence number, another when its text is another."""
        return f"{self.identifier}_{_digest(item.entry.text)}"

    @property
    def identifier(self) -> str:
        """Its name in the letters that nft(8) takes."""
        plain = re.sub(r"[^A-Za-z0-9]", "_", self.name)
        return f"acl_{plain}" if plain == self.name else f"acl_{plain}_{_digest(self.name)}"


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]


def key(kind: str, name: str) -> str:
    """Identity of a list's section."""
    return f"{PREFIX}{kind} {name}"


def kind_of(number: str) -> str:
    """`standard` or `extended`, by the range of a list's number."""
    return "standard" if int(number) < 100 or 1300 <= int(number) < 2000 else "extended"


def section(tree: Line, name: str) -> Line | None:
    """The section of the list of this name, None when there is none."""
    return next((found for kind in KINDS if (found := tree.lines.get(key(kind, name)))), None)


def lists(tree: Line) -> Iterator[AccessList]:
    """All lists, in the order of their names; numbered ones in the order of their numbers."""
    found = (_list(line) for line in tree.under(PREFIX))
    return iter(sorted(found, key=lambda one: (one.kind != "standard", not one.name.isdigit(), _order(one.name))))


def _order(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdigit() else (0, name)


def _list(line: Line) -> AccessList:
    kind, name = line.key.removeprefix(PREFIX).split()
    entries = (child for child in line.ordered() if not child.key.startswith(REMARK))
    return AccessList(kind, name, tuple(Item(child.order[0], read(child.key.split())) for child in entries))
