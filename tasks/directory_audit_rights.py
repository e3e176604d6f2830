"""Who was given a right by an entry of a security descriptor: files', shares' and directories' entries. Pure."""

import struct
from collections.abc import Callable, Iterator

from ccp3lab.directory.findings import Grant
from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import Ace, Descriptor, Entry, Inherit, Kind, Sid
from ccp3lab.ntsecurity.masks import strongest

ALLOWED_OBJECT = 5
"""ACCESS_ALLOWED_OBJECT_ACE (MS-DTYP): a right on one attribute, or kind of object, as delegation makes it."""
OBJECT, INHERITED_OBJECT = 0x1, 0x2
"""Flags of such an entry: which of its two GUIDs it has."""
ALL_OF_AN_OBJECT = 0xF01FF
"""Every right on an object (MS-ADTS, ACCESS_MASK)."""
DELEGATED = "a delegated right"
_GUID = 16


def given(place: str, found: Descriptor, called: Callable[[int], str]) -> Iterator[Grant]:
    """The rights that FOUND gives at PLACE, their masks as CALLED.

    But for what came from above: that is told where it was given.
    """
    for entry in found.dacl or ():
        if not entry.flags & Inherit.INHERITED and (sid := trustee(entry)) is not None:
            yield Grant(place, str(sid), called(entry.mask) if isinstance(entry, Ace) else DELEGATED)


def on_files(mask: int) -> str:
    """MASK as a trainer's table has it: `read`, `change`, `full`; other masks as they are."""
    named = strongest(mask)
    return named.name.lower() if named else f"right {mask:#x}"


def on_objects(mask: int) -> str:
    """MASK of an object of the directory."""
    return "full control" if mask & ALL_OF_AN_OBJECT == ALL_OF_AN_OBJECT else DELEGATED


def trustee(entry: Entry) -> Sid | None:
    """To whom ENTRY gives something, None when it gives nothing. DescriptorError for octets that are no such entry."""
    if isinstance(entry, Ace):
        return entry.sid if entry.kind is Kind.ALLOW else None
    if entry.kind != ALLOWED_OBJECT:
        return None
    if len(entry.body) < 8:
        raise DescriptorError(f"an entry of {len(entry.body)} octets, where a mask and flags stand; look at it")
    flags = struct.unpack_from("<I", entry.body, 4)[0]
    guids = bool(flags & OBJECT) + bool(flags & INHERITED_OBJECT)
    return Sid.decode(entry.body[8 + _GUID * guids :])
