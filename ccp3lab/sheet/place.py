"""Right answers: the networks that are asked for, placed in their blocks in one way or another (VLSM)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal

from ccp3lab.errors import PlanError
from ccp3lab.sheet.network import Network


@dataclass(frozen=True)
class Way:
    """One way to place networks: which first, from which end of the block, and which end of each has the gateway."""

    order: Literal["largest", "smallest"] = "largest"
    end: Literal["bottom", "top"] = "bottom"
    gateway: Literal["first", "last"] = "first"


def place(asked: Iterable[Network], way: Way) -> Mapping[str, IPv4Network]:
    """A subnet of just the right size for each of ASKED, by its key; raises PlanError when one finds no room."""
    sign = -1 if way.order == "smallest" else 1
    placed: dict[str, IPv4Network] = {}
    for one in sorted(asked, key=lambda one: sign * one.length):
        placed[one.key] = _free(one, placed.values(), way)
    return placed


def _free(one: Network, taken: Iterable[IPv4Network], way: Way) -> IPv4Network:
    """The lowest (or highest) free place of the right size in the block of ONE."""
    size, used = 2 ** (32 - one.length), [(int(net[0]), int(net[-1])) for net in taken]
    starts = range(int(one.block[0]), int(one.block[-1]) + 2 - size, size)
    for start in starts if way.end == "bottom" else reversed(starts):
        if all(start + size <= first or last < start for first, last in used):
            return IPv4Network((start, one.length))
    raise PlanError(
        f"{one.block} has no room left for `{one.key}` ({one.hosts} machines); give the site a larger block"
    )


def covering(subnets: Iterable[IPv4Network]) -> IPv4Network:
    """The smallest network that holds all SUBNETS: their summary route (at least one subnet)."""
    every = list(subnets)
    found = every[0]
    while not all(subnet.subnet_of(found) for subnet in every):
        found = found.supernet()
    return found
