"""Access masks of files and folders (MS-DTYP 2.4.3, MS-SMB2 2.2.13.1), and the three rights of a trainer's table."""

from enum import Enum

READ_DATA, WRITE_DATA, APPEND_DATA = 0x1, 0x2, 0x4
"""Of a folder: list it, create a file, create a folder."""
READ_EA, WRITE_EA, EXECUTE, DELETE_CHILD = 0x8, 0x10, 0x20, 0x40
"""EXECUTE of a folder is to pass through it; DELETE_CHILD removes what is in it, whatever its own entries say."""
READ_ATTRIBUTES, WRITE_ATTRIBUTES = 0x80, 0x100
"""Dates, read-only, hidden."""
DELETE, READ_CONTROL, WRITE_DAC, WRITE_OWNER, SYNCHRONIZE = 0x10000, 0x20000, 0x40000, 0x80000, 0x100000
"""The standard rights: READ_CONTROL reads the descriptor, WRITE_DAC changes its entries."""
GENERIC_READ, GENERIC_WRITE, GENERIC_EXECUTE, GENERIC_ALL = 0x80000000, 0x40000000, 0x20000000, 0x10000000
"""Rights of any kind of object; a server translates them when it stores an entry, or not."""

ALL_BITS = 0xFFFFFFFF
"""A mask has 32 bits."""

_FILE = {GENERIC_READ: 0x120089, GENERIC_WRITE: 0x120116, GENERIC_EXECUTE: 0x1200A0, GENERIC_ALL: 0x1F01FF}


class Right(Enum):
    """What a rights table gives; its value is the mask that Windows writes for it."""

    READ = 0x1200A9
    """Read and execute ("Lecture")."""
    CHANGE = 0x1301BF
    """The same, and write and delete ("Modification"; "Modifier" on a share)."""
    FULL = 0x1F01FF
    """The same, and change the rights ("Contrôle total")."""


def of_files(mask: int) -> int:
    """MASK with its generic rights written as those of files.

    >>> hex(of_files(GENERIC_ALL))
    '0x1f01ff'
    """
    plain = mask & ~sum(_FILE)
    for generic, meaning in _FILE.items():
        if mask & generic:
            plain |= meaning
    return plain


def strongest(mask: int) -> Right | None:
    """The strongest of the three rights that MASK holds whole, None when it lacks even reading.

    >>> strongest(0x1F01BF)
    <Right.CHANGE: 1245631>
    """
    held = of_files(mask)
    return next((right for right in reversed(Right) if held & right.value == right.value), None)
