"""A block as rows of equal size, read like a text: each network in it is a rectangle whose area is its share.

Networks are aligned (RFC 4632), so that each lies within one row or fills whole rows, and its rectangle is exact. What
is too small to be seen is drawn once more, enlarged, on a map of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from ipaddress import IPv4Network

from ccp3lab.planning.areas import gaps
from ccp3lab.planning.subnets import Subnet

CELL_BITS = 8
"""The smallest rectangle of a map is 1/2^8 of its block: 16 rows of 16, still wide enough for a name."""

ROW_BITS = 4


@dataclass(frozen=True)
class Box:
    """A rectangle; its place and size are shares (0 to 1) of the map's width and height.

    It holds one subnet, or several too small for this map, or none: free.
    """

    network: IPv4Network
    subnets: tuple[Subnet, ...]
    left: Fraction
    top: Fraction
    width: Fraction
    height: Fraction

    @property
    def crowded(self) -> bool:
        """Whether it is drawn once more, enlarged: it is larger than the subnets in it."""
        return any(subnet.network != self.network for subnet in self.subnets)


@dataclass(frozen=True)
class Map:
    """A block in so many rows."""

    block: IPv4Network
    rows: int
    boxes: tuple[Box, ...]

    @property
    def starts(self) -> tuple[IPv4Network, ...]:
        """The networks that the rows are."""
        return tuple(self.block.subnets(prefixlen_diff=self.rows.bit_length() - 1))


def maps(block: IPv4Network, subnets: Sequence[Subnet]) -> Iterator[Map]:
    """The map of BLOCK, then those that enlarge the crowded parts of it, by address."""
    finest = max((subnet.network.prefixlen for subnet in subnets), default=block.prefixlen)
    bits = min(CELL_BITS, finest - block.prefixlen)
    row_bits = max(0, bits - ROW_BITS)
    boxes = tuple(_boxes(block, subnets, bits, row_bits))
    yield Map(block, 1 << row_bits, boxes)
    for box in boxes:
        if box.crowded:
            yield from maps(box.network, box.subnets)


def _boxes(block: IPv4Network, subnets: Sequence[Subnet], bits: int, row_bits: int) -> Iterator[Box]:
    held: dict[IPv4Network, list[Subnet]] = {}
    for subnet in subnets:
        held.setdefault(_seen(subnet.network, block.prefixlen + bits), []).append(subnet)
    free: dict[IPv4Network, list[Subnet]] = {network: [] for network in gaps(block, held)}
    for network, inside in sorted((held | free).items()):
        yield _box(block, network, tuple(inside), row_bits)


def _seen(network: IPv4Network, smallest: int) -> IPv4Network:
    """What is drawn of NETWORK where nothing smaller than a /SMALLEST can be."""
    return network if network.prefixlen <= smallest else network.supernet(new_prefix=smallest)


def _box(block: IPv4Network, network: IPv4Network, inside: tuple[Subnet, ...], row_bits: int) -> Box:
    rows = 1 << row_bits
    share = Fraction(network.num_addresses, block.num_addresses)
    place = Fraction(int(network[0]) - int(block[0]), block.num_addresses) * rows
    row = place.numerator // place.denominator
    height = max(Fraction(1, rows), share)
    return Box(network, inside, place - row, Fraction(row, rows), share / height, height)
