"""Protection from accidental deletion: Everyone is denied to delete an object and what is below it. Pure.

Who may delete the children of the place around it could delete it all the same: that is denied too, as administration
tools do. Other objects there can still be deleted by whoever has the right on the object itself.
"""

from dataclasses import replace

from ccp3lab.ntsecurity.ace import Ace, Kind, deny
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.known import EVERYONE

DELETE, DELETE_TREE, DELETE_CHILD = 0x00010000, 0x00000040, 0x00000002
"""Rights (MS-DTYP, section 2.4.3, and MS-ADTS, ACCESS_MASK): SD, DT and DC."""


def _denies(entry: object, right: int) -> bool:
    """Whether ENTRY denies Everyone RIGHT on the object that carries it."""
    return (
        isinstance(entry, Ace)
        and entry.kind is Kind.DENY
        and entry.sid == EVERYONE
        and entry.counts_here
        and bool(entry.mask & right)
    )


def _with(found: Descriptor, right: int, mask: int) -> Descriptor:
    """FOUND, where Everyone is denied RIGHT, by an entry of MASK if by none yet: denials come first."""
    if any(_denies(entry, right) for entry in found.dacl or ()):
        return found
    return replace(found, dacl=(deny(EVERYONE, mask), *(found.dacl or ())))


def guarded(found: Descriptor) -> bool:
    """Whether the object of FOUND is protected."""
    return any(_denies(entry, DELETE) for entry in found.dacl or ())


def with_guard(found: Descriptor) -> Descriptor:
    """FOUND and the protection."""
    return _with(found, DELETE, DELETE | DELETE_TREE)


def around_guard(found: Descriptor) -> Descriptor:
    """The descriptor FOUND of the place around a protected object."""
    return _with(found, DELETE_CHILD, DELETE_CHILD)


def without_guard(found: Descriptor) -> Descriptor:
    """FOUND without the protection; other denials of the same entries go with it, as with the tools."""
    kept = tuple(entry for entry in found.dacl or () if not _denies(entry, DELETE))
    return replace(found, dacl=kept)
