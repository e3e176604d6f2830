"""A security descriptor from bytes (self-relative form, MS-DTYP 2.4.6). The bytes are hostile: a learner owns servers.

Whatever they say of sizes, counts and offsets, reading stays inside them and takes time in proportion to them.
"""

import struct

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity.ace import Ace, Entry, Foreign, Inherit, Kind
from ccp3lab.ntsecurity.descriptor import Control, Descriptor
from ccp3lab.ntsecurity.encode import DACL_PRESENT, ENTRY, HEADER, LIST, SACL_PRESENT, SELF_RELATIVE
from ccp3lab.ntsecurity.sid import Sid

_REVISIONS = (2, 3, 4)
"""Of lists: 2 and 4 (MS-DTYP 2.4.5), and 3 of Windows NT 4 (compound entries), which smbcacls still writes."""

_KNOWN = int(Control.DACL_DEFAULTED | Control.INHERIT_REQUIRED | Control.INHERITED | Control.PROTECTED)


def decode(data: bytes) -> Descriptor:
    """The descriptor that DATA holds; raises DescriptorError, and nothing else, for whatever is none."""
    if len(data) < HEADER.size:
        raise DescriptorError(f"{len(data)} bytes are no security descriptor: its header alone has {HEADER.size}")
    revision, _, control, owner, group, sacl, dacl = HEADER.unpack_from(data)
    if revision != 1 or not control & SELF_RELATIVE:
        raise DescriptorError(
            f"no self-relative security descriptor of revision 1 (revision {revision}, {control:#06x})"
        )
    return Descriptor(
        dacl=_list(data, dacl, "DACL") if control & DACL_PRESENT and dacl else None,
        owner=_sid(data, owner, "owner") if owner else None,
        group=_sid(data, group, "group") if group else None,
        sacl=_list(data, sacl, "SACL") if control & SACL_PRESENT and sacl else None,
        control=Control(control & _KNOWN),
    )


def _from(data: bytes, offset: int, least: int, what: str) -> memoryview:
    if offset < HEADER.size or offset + least > len(data):
        raise DescriptorError(f"{what}: offset {offset} leads out of a descriptor of {len(data)} bytes")
    return memoryview(data)[offset:]


def _sid(data: bytes, offset: int, what: str) -> Sid:
    try:
        return Sid.decode(_from(data, offset, 8, what))
    except DescriptorError as error:
        raise DescriptorError(f"{what}: {error}") from None


def _list(data: bytes, offset: int, what: str) -> tuple[Entry, ...]:
    rest = _from(data, offset, LIST.size, what)
    revision, _, size, count, _ = LIST.unpack_from(rest)
    if revision not in _REVISIONS or not LIST.size <= size <= len(rest):
        raise DescriptorError(
            f"{what}: no list of {size} bytes (revision {revision}) in the {len(rest)} bytes from {offset}"
        )
    if count * ENTRY.size > size - LIST.size:
        raise DescriptorError(f"{what}: {count} entries cannot stand in {size} bytes")
    entries, at = [], LIST.size
    for number in range(1, count + 1):
        try:
            entry, length = _entry(rest[at:size])
        except DescriptorError as error:
            raise DescriptorError(f"{what}: entry {number} of {count}: {error}") from None
        entries.append(entry)
        at += length
    return tuple(entries)


def _entry(rest: memoryview) -> tuple[Entry, int]:
    """The entry that REST begins with, and its length in bytes."""
    if len(rest) < ENTRY.size:
        raise DescriptorError("the list ends before it")
    kind, flags, size = ENTRY.unpack_from(rest)
    if not ENTRY.size <= size <= len(rest) or size % 4:
        raise DescriptorError(f"it says {size} bytes and {len(rest)} are left")
    body = rest[ENTRY.size : size]
    if kind not in tuple(Kind):
        return Foreign(kind, Inherit(flags), bytes(body)), size
    if len(body) < 4:
        raise DescriptorError("it has no access mask")
    return Ace(Kind(kind), Sid.decode(body[4:]), struct.unpack_from("<I", body)[0], Inherit(flags)), size
