"""Security identifiers (MS-DTYP 2.4.2): who a right is given to. Windows localizes names, never these.

A French server calls S-1-1-0 "Tout le monde" and RID 512 "Admins du domaine".
"""

import re
import struct
from dataclasses import dataclass

from ccp3lab.errors import DescriptorError

MOST_PARTS = 15
"""Sub-authorities that one SID may have."""

_TEXT = re.compile(r"S-1-(\d{1,15}|0x[0-9a-fA-F]{1,12})((?:-\d{1,10}){0,15})", re.ASCII)
_AUTHORITIES, _PARTS = 1 << 48, 1 << 32


@dataclass(frozen=True, order=True)
class Sid:
    """One identifier, `S-1-AUTHORITY-PART-PART...`; AUTHORITY has 48 bits, each of at most 15 parts 32."""

    authority: int
    parts: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.authority < _AUTHORITIES or len(self.parts) > MOST_PARTS:
            raise DescriptorError(f"{self}: not a SID (authority beyond 48 bits, or more than {MOST_PARTS} parts)")
        if not all(0 <= part < _PARTS for part in self.parts):
            raise DescriptorError(f"{self}: not a SID (a part beyond 32 bits)")

    @classmethod
    def parse(cls, text: str) -> "Sid":
        """The SID written as TEXT.

        >>> Sid.parse("S-1-5-32-544")
        Sid(authority=5, parts=(32, 544))
        """
        if not (found := _TEXT.fullmatch(text)):
            raise DescriptorError(f"`{text[:80]}` is not a SID; write it as S-1-5-21-1-2-3-1104")
        authority = int(found[1], 16 if found[1].startswith("0x") else 10)
        return cls(authority, tuple(int(part) for part in found[2].split("-")[1:]))

    @classmethod
    def decode(cls, data: bytes | memoryview) -> "Sid":
        """The SID that DATA begins with; what follows it is not looked at. Raises DescriptorError."""
        if len(data) < 8 or data[0] != 1 or data[1] > MOST_PARTS or len(data) < 8 + 4 * data[1]:
            raise DescriptorError(f"no SID in `{data[:12].hex(' ')}`: cut short, or of another revision than 1")
        return cls(int.from_bytes(data[2:8], "big"), struct.unpack_from(f"<{data[1]}I", data, 8))

    def encode(self) -> bytes:
        """The binary form, as it stands in `objectSid` and in access control entries."""
        head = bytes((1, len(self.parts))) + self.authority.to_bytes(6, "big")
        return head + struct.pack(f"<{len(self.parts)}I", *self.parts)

    @property
    def rid(self) -> int | None:
        """The last part: the account's number in its domain."""
        return self.parts[-1] if self.parts else None

    @property
    def domain(self) -> "Sid | None":
        """The domain of an account (S-1-5-21-X-Y-Z), None for any other SID."""
        is_account = self.authority == 5 and len(self.parts) == 5 and self.parts[0] == 21
        return Sid(5, self.parts[:-1]) if is_account else None

    def member(self, rid: int) -> "Sid":
        """The account number RID of this domain."""
        return Sid(self.authority, (*self.parts, rid))

    def __str__(self) -> str:
        """MS-DTYP 2.4.2.1; an authority beyond 32 bits is written in hexadecimal."""
        authority = str(self.authority) if self.authority < _PARTS else f"0x{self.authority:012x}"
        return "-".join(("S-1", authority, *map(str, self.parts)))
