"""Where the sized entries of one mapping (`vlans`, `transits`, `pools`) lie in the block of their site. Pure.

VLANs lie from the beginning of the block on. Transits lie from its end backwards, in its last eighth, which is theirs
alone; pools lie from there backwards. A place is chosen among what the entries above it in the same mapping left, and
looks at nothing else: so an entry added at the end of any mapping moves nothing that was there before.
"""

from collections.abc import Callable, Mapping
from ipaddress import IPv4Network

from ccp3lab.plan.placement import Space

_EIGHTH = 3
_TRANSIT_BITS = 2


class Room:
    """The free places of one block for one mapping; `mirrored` ones are counted from the end of the block."""

    def __init__(self, block: IPv4Network, space: Space) -> None:
        """SPACE begins at the first address of BLOCK; `Mirrored` says otherwise."""
        self.block = block
        self.space = space

    def take(self, network: IPv4Network) -> None:
        """NETWORK is given: it is free no more. Outside the room it takes nothing."""
        bits = network.max_prefixlen - network.prefixlen
        start = self._turned(int(network.network_address) - int(self.block.network_address), bits)
        if bits <= self.space.bits and 0 <= start < 1 << self.space.bits:
            self.space.take(start, bits)

    def place(self, bits: int) -> IPv4Network | None:
        """Take the next place of 2**BITS addresses; None when there is none."""
        start = self.space.lowest(bits)
        if start is None:
            return None
        return IPv4Network((int(self.block.network_address) + self._turned(start, bits), 32 - bits))

    def _turned(self, start: int, bits: int) -> int:  # noqa: ARG002 - the size matters where one counts backwards
        return start


class Mirrored(Room):
    """A room that is filled from the end of its block backwards."""

    def _turned(self, start: int, bits: int) -> int:
        return self.block.num_addresses - start - (1 << bits)


def _for_vlans(block: IPv4Network) -> Room:
    return Room(block, Space(_bits(block)))


def _for_transits(block: IPv4Network) -> Room:
    return Mirrored(block, Space(_share(block)))


def _for_pools(block: IPv4Network) -> Room:
    space = Space(_bits(block))
    space.take(0, _share(block))
    return Mirrored(block, space)


def _bits(block: IPv4Network) -> int:
    return block.max_prefixlen - block.prefixlen


def _share(block: IPv4Network) -> int:
    return max(_TRANSIT_BITS, _bits(block) - _EIGHTH)


ROOMS: Mapping[str, Callable[[IPv4Network], Room]] = {
    "vlans": _for_vlans,
    "transits": _for_transits,
    "pools": _for_pools,
}
"""The empty room of a block, by mapping of the plan."""
