"""Whether two lists of entries mean the same, and if not, what differs. Lists are compared, never SDDL texts.

A server may mark a list as it likes (`D:P`, `D:PAI`), write generic rights out, and order neighbours of one kind anew.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ccp3lab.ntsecurity.ace import Ace, Entry, allow
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.known import ANONYMOUS, EVERYONE
from ccp3lab.ntsecurity.masks import Right, of_files
from ccp3lab.ntsecurity.sddl import entry_text


@dataclass(frozen=True)
class Difference:
    """What has to change so that a list found means the list wanted."""

    missing: tuple[Entry, ...] = ()
    extra: tuple[Entry, ...] = ()
    reordered: bool = False
    """The same entries, but a refusal stands on the other side of a permission."""
    protection: bool | None = None
    """Whether the list must take nothing from above; None when that is right."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return self != Difference()

    def lines(self) -> tuple[str, ...]:
        """One line a change, as in a diff."""
        minus = tuple(f"- {entry_text(entry)}" for entry in self.extra)
        plus = tuple(f"+ {entry_text(entry)}" for entry in self.missing)
        order = ("~ order of the entries",) if self.reordered else ()
        words = {None: (), True: ("~ inheritance off",), False: ("~ inheritance on",)}
        return (*words[self.protection], *minus, *plus, *order)


def difference(wanted: Descriptor, found: Descriptor) -> Difference:
    """What differs between the DACLs of WANTED and FOUND."""
    want, have = _meant(wanted), _meant(found)
    missing, extra = Counter(want) - Counter(have), Counter(have) - Counter(want)
    return Difference(
        missing=tuple(missing.elements()),
        extra=tuple(extra.elements()),
        reordered=not missing and not extra and _runs(want) != _runs(have),
        protection=None if wanted.protected == found.protected else wanted.protected,
    )


_NULL = (allow(EVERYONE, Right.FULL.value), allow(ANONYMOUS, Right.FULL.value))
"""What a NULL list means."""


def _meant(descriptor: Descriptor) -> list[Entry]:
    return [_plain(entry) for entry in (_NULL if descriptor.dacl is None else descriptor.dacl)]


def _plain(entry: Entry) -> Entry:
    return Ace(entry.kind, entry.sid, of_files(entry.mask), entry.flags) if isinstance(entry, Ace) else entry


def _runs(entries: Iterable[Entry]) -> list[tuple[int, Counter[Entry]]]:
    """Entries by runs of one kind: inside a run the order changes nothing."""
    return [(kind, Counter(run)) for kind, run in groupby(entries, key=lambda entry: int(entry.kind))]
