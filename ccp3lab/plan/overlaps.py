"""Overlaps between any two blocks of addresses, in n log n."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

from ccp3lab.problem import Loc


@dataclass(frozen=True)
class Block:
    """A block of addresses: what it is called, and its place in the file (None: reserved, not in the file)."""

    network: IPv4Network
    title: str
    loc: Loc | None = None

    @property
    def first(self) -> int:
        """The first address, as a number."""
        return int(self.network.network_address)

    @property
    def last(self) -> int:
        """The last address, as a number."""
        return int(self.network.broadcast_address)


RESERVED = tuple(
    Block(IPv4Network(network), title)
    for network, title in {
        "0.0.0.0/8": "this network (RFC 1122)",
        "100.64.0.0/10": "the labs' own management network",
        "127.0.0.0/8": "the loopback addresses (RFC 1122)",
        "169.254.0.0/16": "the link-local addresses (RFC 3927)",
        "172.17.0.0/16": "Docker's own network",
        "224.0.0.0/3": "the multicast and reserved addresses (RFC 1112)",
    }.items()
)
"""Blocks that no subnet of a plan may touch."""


def overlaps(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block]]:
    """Each block that overlaps an earlier one, with that earlier one (the one that reaches furthest).

    A sweep over sorted blocks: a block that overlaps any earlier one overlaps the one that reaches furthest.
    """
    widest: Block | None = None
    for block in sorted(blocks, key=lambda b: (b.first, -b.last, b.loc is not None)):
        if widest and block.first <= widest.last:
            yield block, widest
        if widest is None or block.last > widest.last:
            widest = block
