"""Sized subnets: how long a prefix a need asks for, and the lowest free aligned place for it, in n log n. Pure."""

from bisect import bisect_left, insort

_ADDRESS_BITS = 32
_BESIDES = 3  # gateway, network and broadcast


def bits_for(machines: int) -> int:
    """How many host bits a subnet of MACHINES needs: they, their gateway, the network and the broadcast address.

    >>> bits_for(61), bits_for(62)
    (6, 7)
    """
    return max(2, (machines + _BESIDES - 1).bit_length())


def length_for(machines: int) -> int:
    """The prefix length of the smallest subnet for MACHINES; below 0 when IPv4 has none."""
    return _ADDRESS_BITS - bits_for(machines)


class Space:
    """The free places of one block, as offsets from its first address.

    They are kept as buddies: aligned blocks of 2**size addresses, each size in its own sorted list. Every free aligned
    place lies in one of them, so the lowest one for a size begins the lowest buddy that is large enough.
    """

    def __init__(self, bits: int) -> None:
        """A free block of 2**BITS addresses."""
        self.bits = bits
        self._free: list[list[int]] = [[] for _ in range(bits + 1)]
        self._free[bits].append(0)

    def lowest(self, bits: int) -> int | None:
        """Take the lowest free aligned place of 2**BITS addresses; None when there is none."""
        sizes = [size for size in range(bits, self.bits + 1) if self._free[size]]
        if not sizes:
            return None
        size = min(sizes, key=lambda size: self._free[size][0])
        start = self._free[size].pop(0)
        self._keep_the_rest(start, size, start, bits)
        return start

    def take(self, start: int, bits: int) -> None:
        """Take the place at START; what is taken already stays so."""
        for size in range(bits, self.bits + 1):
            if self._remove(start >> size << size, size):
                return self._keep_the_rest(start >> size << size, size, start, bits)
        for size in range(bits):
            free = self._free[size]
            del free[bisect_left(free, start) : bisect_left(free, start + (1 << bits))]
        return None

    def left(self) -> int:
        """How many addresses are free."""
        return sum(len(starts) << size for size, starts in enumerate(self._free))

    def largest(self) -> int | None:
        """The size (host bits) of the largest free place; None when nothing is free."""
        return max((size for size, starts in enumerate(self._free) if starts), default=None)

    def _remove(self, start: int, size: int) -> bool:
        free = self._free[size]
        index = bisect_left(free, start)
        found = index < len(free) and free[index] == start
        if found:
            del free[index]
        return found

    def _keep_the_rest(self, home: int, size: int, start: int, bits: int) -> None:
        """Cut the buddy at HOME in halves until START is left; the other halves stay free."""
        while size > bits:
            size -= 1
            half = home + (1 << size)
            insort(self._free[size], home if start >= half else half)
            home = half if start >= half else home
