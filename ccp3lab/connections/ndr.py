"""NDR, the form in which RPC carries values (C706 chapter 14): what SRVSVC needs of it, 32-bit and little-endian. Pure.

What is read comes from a hostile server: counts are believed only as far as bytes are there.
"""

import struct
from collections.abc import Callable

from ccp3lab.errors import ShareError


class Writer:
    """Values one after the other, aligned to 4; what a pointer leads to stands behind the structure that holds it."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._later: list[Callable[[], None]] = []
        self._referent = 0x20000

    def number(self, value: int) -> None:
        """An unsigned number of 32 bits."""
        self._data += b"\0" * (-len(self._data) % 4)
        self._data += struct.pack("<I", value)

    def text(self, value: str) -> None:
        """A conformant varying string of UTF-16 characters, with its end mark."""
        raw = f"{value}\0".encode("utf-16-le")
        for number in (len(raw) // 2, 0, len(raw) // 2):
            self.number(number)
        self._data += raw

    def octets(self, value: bytes) -> None:
        """A conformant array of bytes."""
        self.number(len(value))
        self._data += value

    def pointer(self, write: Callable[[], None] | None) -> None:
        """A unique pointer; WRITE writes later what it leads to, None is the null pointer."""
        self.number(0 if write is None else self._referent)
        if write is not None:
            self._referent += 4
            self._later.append(write)

    def flush(self) -> None:
        """Write what the pointers so far lead to; called where their structure ends."""
        later, self._later = self._later, []
        for write in later:
            write()

    def finish(self) -> bytes:
        """All of it."""
        self.flush()
        return bytes(self._data)


class Reader:
    """Values in their order; ShareError as soon as the bytes do not hold what they announce."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        """Bytes that were not read yet."""
        return len(self._data) - self._at

    def number(self) -> int:
        """An unsigned number of 32 bits."""
        self._at += -self._at % 4
        value: int = struct.unpack("<I", self._take(4))[0]
        return value

    def text(self) -> str:
        """A string up to its first end mark; what is no UTF-16 is marked."""
        longest, offset, length = self.number(), self.number(), self.number()
        if offset or length > longest:
            raise ShareError(f"the server's answer holds no string: {length} characters of {longest} from {offset}")
        return self._take(2 * length).decode("utf-16-le", "replace").partition("\0")[0]

    def octets(self) -> bytes:
        """An array of bytes."""
        return self._take(self.number())

    def _take(self, size: int) -> bytes:
        if size > self.left:
            raise ShareError(
                f"the server's answer ends before its time: {size} bytes announced, {max(0, self.left)} left"
            )
        self._at += size
        return self._data[self._at - size : self._at]
