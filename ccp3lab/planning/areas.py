"""The blocks of a plan: each with the subnets in it and what is left between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, collapse_addresses, summarize_address_range

from ccp3lab.plan import Plan
from ccp3lab.planning.subnets import Subnet, subnets

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))  # RFC 1918


@dataclass(frozen=True)
class Area:
    """A block and its subnets, by address. `name` is that of its site.

    Without a name the plan writes no block: it is the smallest one around subnets that belong to no site, and what is
    free in it is nobody's promise.
    """

    name: str
    title: str
    block: IPv4Network
    subnets: tuple[Subnet, ...]

    @cached_property
    def free(self) -> tuple[IPv4Network, ...]:
        """What no subnet takes, as the fewest networks, by address."""
        return tuple(gaps(self.block, [subnet.network for subnet in self.subnets]))

    @property
    def taken(self) -> int:
        """How many addresses the subnets take."""
        return sum(subnet.network.num_addresses for subnet in self.subnets)


def areas(plan: Plan) -> tuple[Area, ...]:
    """The blocks of all sites in the order of the file, then one around what belongs to no site, by address."""
    left, found = subnets(plan), []
    for site in plan.sites.values():
        inside = tuple(subnet for subnet in left if subnet.network.subnet_of(site.block))
        left = tuple(subnet for subnet in left if not subnet.network.subnet_of(site.block))
        found.append(Area(site.name, site.title, site.block, inside))
    return (*found, *_around(left))


def gaps(block: IPv4Network, taken: Iterable[IPv4Network]) -> Iterator[IPv4Network]:
    """What BLOCK has between the networks TAKEN (none overlaps another), as aligned networks."""
    at = int(block.network_address)
    for network in (*sorted(taken), None):
        end = int(block.broadcast_address) + 1 if network is None else int(network.network_address)
        if at < end:
            yield from summarize_address_range(IPv4Address(at), IPv4Address(end - 1))
        at = end if network is None else int(network.broadcast_address) + 1


def _around(left: Sequence[Subnet]) -> Iterator[Area]:
    """One block for those of a private range, one each for the others."""
    groups: dict[IPv4Network, list[Subnet]] = {}
    for subnet in left:
        home = next((block for block in _PRIVATE if subnet.network.subnet_of(block)), subnet.network)
        groups.setdefault(home, []).append(subnet)
    for inside in groups.values():
        yield Area("", "", _smallest([subnet.network for subnet in inside]), tuple(inside))


def _smallest(networks: Sequence[IPv4Network]) -> IPv4Network:
    """The smallest network that holds all NETWORKS."""
    around = networks[0]
    while not all(network.subnet_of(around) for network in collapse_addresses(networks)):
        around = around.supernet()
    return around
