"""A security descriptor as bytes, in self-relative form (MS-DTYP 2.4.6)."""

import struct
from collections.abc import Sequence

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity.ace import Ace, Entry
from ccp3lab.ntsecurity.descriptor import Descriptor

HEADER = struct.Struct("<BBHIIII")
"""Revision, Sbz1, control, offsets of owner, group, SACL and DACL."""
LIST = struct.Struct("<BBHHH")
"""Revision, Sbz1, size in bytes, number of entries, Sbz2."""
ENTRY = struct.Struct("<BBH")
"""Type, flags, size in bytes."""

SELF_RELATIVE, DACL_PRESENT, SACL_PRESENT = 0x8000, 0x0004, 0x0010
"""Bits of the control word that Descriptor tells by its form and its fields."""

_WITH_OBJECTS = {0x05, 0x06, 0x07, 0x08, 0x0B, 0x0C, 0x0F, 0x10}
_LARGEST = 0xFFFF


def encode(descriptor: Descriptor) -> bytes:
    """The bytes of DESCRIPTOR; raises DescriptorError for a list beyond 64 KiB."""
    control = SELF_RELATIVE | DACL_PRESENT | int(descriptor.control)
    control |= SACL_PRESENT if descriptor.sacl is not None else 0
    parts = (
        descriptor.owner.encode() if descriptor.owner else b"",
        descriptor.group.encode() if descriptor.group else b"",
        _list(descriptor.sacl) if descriptor.sacl is not None else b"",
        _list(descriptor.dacl) if descriptor.dacl is not None else b"",
    )
    offsets, end = [], HEADER.size
    for part in parts:
        offsets.append(end if part else 0)
        end += len(part)
    return HEADER.pack(1, 0, control, *offsets) + b"".join(parts)


def _list(entries: Sequence[Entry]) -> bytes:
    body = b"".join(map(_entry, entries))
    size = LIST.size + len(body)
    if size > _LARGEST:
        raise DescriptorError(
            f"{len(entries)} entries make {size} bytes, a list holds {_LARGEST}; give rights to groups"
        )
    revision = 4 if any(entry.kind in _WITH_OBJECTS for entry in entries) else 2
    return LIST.pack(revision, 0, size, len(entries), 0) + body


def _entry(entry: Entry) -> bytes:
    body = struct.pack("<I", entry.mask) + entry.sid.encode() if isinstance(entry, Ace) else entry.body
    size = ENTRY.size + len(body)
    if size > _LARGEST or size % 4:
        raise DescriptorError(f"an entry of type {entry.kind} has {size} bytes: too long, or no multiple of 4")
    return ENTRY.pack(entry.kind, int(entry.flags), size) + body
