"""Access control entries (MS-DTYP 2.4.4): one line of the "Sécurité" tab."""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

from ccp3lab.ntsecurity.sid import Sid


class Kind(IntEnum):
    """What an entry does. All other types of MS-DTYP 2.4.4.1 are kept as Foreign."""

    ALLOW = 0
    DENY = 1


class Inherit(IntFlag):
    """Who inherits an entry, and whether it was inherited itself (MS-DTYP 2.4.4.1, AceFlags)."""

    FILES = 0x01
    """OI: new files take it over."""
    FOLDERS = 0x02
    """CI: new folders take it over."""
    ONCE = 0x04
    """NP: those who take it over do not pass it on."""
    ONLY = 0x08
    """IO: it counts for those who inherit it, not for the folder that carries it."""
    INHERITED = 0x10
    """ID: it came from the folder above."""
    SUCCESS = 0x40
    """SA: of audit entries."""
    FAILURE = 0x80
    """FA: of audit entries."""


HERE = Inherit(0)
"""This folder alone."""
BELOW = Inherit.FILES | Inherit.FOLDERS
"""This folder, its folders and its files."""


@dataclass(frozen=True)
class Ace:
    """SID may, or may not, do what MASK says."""

    kind: Kind
    sid: Sid
    mask: int
    flags: Inherit = HERE

    @property
    def counts_here(self) -> bool:
        """Whether it decides about the object that carries it (MS-DTYP 2.5.3.2 skips the others)."""
        return not self.flags & Inherit.ONLY


@dataclass(frozen=True)
class Foreign:
    """An entry of another type: for objects of a directory, conditional, audit... BODY is what follows its header."""

    kind: int
    flags: Inherit
    body: bytes


Entry = Ace | Foreign
"""What a list may hold."""

_DECIDE = range(0x04, 0x0D)
_AUDIT = (0x07, 0x08)


def decides(entry: Foreign) -> bool:
    """Whether ENTRY allows or denies something: compound, object or conditional, but not audit or label."""
    return entry.kind in _DECIDE and entry.kind not in _AUDIT


def allow(sid: Sid, mask: int, flags: Inherit = HERE) -> Ace:
    """An entry that gives MASK to SID."""
    return Ace(Kind.ALLOW, sid, mask, flags)


def deny(sid: Sid, mask: int, flags: Inherit = HERE) -> Ace:
    """An entry that refuses MASK to SID."""
    return Ace(Kind.DENY, sid, mask, flags)
