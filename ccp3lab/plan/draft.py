"""A plan under examination: what could be read and placed of it, and what was wrong with the rest. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from ipaddress import IPv4Network, IPv6Network
from typing import TypeVar

from ccp3lab.plan.file import PlanFile, PoolEntry, TransitEntry, VlanEntry
from ccp3lab.plan.placement import bits_for
from ccp3lab.plan.room import ROOMS, Room
from ccp3lab.plan.subnets import network6_of, network_of
from ccp3lab.plan.values import Values
from ccp3lab.problem import Loc, Problem

Key = tuple[str, str]
"""An entry of the plan: its mapping and its name there, as in ("vlans", "compta")."""

Housed = VlanEntry | TransitEntry | PoolEntry
"""An entry that may lie in the block of a site."""

T = TypeVar("T")
_POINT_TO_POINT = 2  # addresses of a /31 (RFC 3021)


@dataclass
class Draft:
    """RAW with VALUES: the networks of its entries, given or `placed`, their sites, what kept others from theirs."""

    raw: PlanFile
    values: Values
    blocks: Mapping[str, IPv4Network] = field(default_factory=dict)
    blocks6: Mapping[str, IPv6Network] = field(default_factory=dict)
    networks: dict[Key, IPv4Network] = field(default_factory=dict)
    homes: dict[Key, str] = field(default_factory=dict)
    placed: set[Key] = field(default_factory=set)
    mistakes: list[Problem] = field(default_factory=list)

    def vlans(self) -> Iterator[tuple[str, VlanEntry, IPv4Network]]:
        """The VLANs with a subnet that is known."""
        for name, entry in self.raw.vlans.items():
            if network := self.networks.get(("vlans", name)):
                yield name, entry, network

    def place(self, key: Key) -> Loc:
        """Where the file says the network of KEY: at `subnet:`, or at what it was sized by."""
        if key not in self.placed:
            return (*key, "subnet")
        return key if key[0] == "transits" else (*key, "hosts")


def examine(raw: PlanFile, values: Values) -> Draft:
    """Read the networks of RAW for VALUES, and place those that are sized by their need."""
    draft, site = Draft(raw, values), values.site
    block, block6 = partial(network_of, site=site), partial(network6_of, site=site)
    sites = raw.sites.items()
    draft.blocks = _read(draft, ((name, ("sites", name, "block"), entry.block) for name, entry in sites), block)
    draft.blocks6 = _read(draft, ((name, ("sites", name, "ipv6"), entry.ipv6) for name, entry in sites), block6)
    for kind, read in _readers(site).items():
        entries = getattr(raw, kind).items()
        texts = (((kind, name), (kind, name, "subnet"), entry.subnet) for name, entry in entries)
        draft.networks |= _read(draft, texts, read)
    _give_homes(draft)
    for kind in ROOMS:
        _place(draft, kind)
    return draft


_CALLED: Mapping[str, str] = {
    "vlans": "VLAN",
    "transits": "transit",
    "pools": "pool",
    "public": "public side",
    "reserved": "reserved range",
}


def called(key: Key) -> str:
    """The entry of KEY in a message."""
    return f"{_CALLED[key[0]]} `{key[1]}`"


def housed(raw: PlanFile) -> Iterator[tuple[Key, Housed]]:
    """Each entry that may lie in the block of a site."""
    for kind in ROOMS:
        for name, entry in getattr(raw, kind).items():
            yield (kind, name), entry


def _readers(site: int) -> Mapping[str, Callable[[str], IPv4Network]]:
    usual, short = partial(network_of, site=site), partial(network_of, site=site, smallest=_POINT_TO_POINT)
    return {"vlans": usual, "transits": short, "pools": usual, "public": usual, "reserved": usual}


K = TypeVar("K")


def _read(draft: Draft, texts: Iterable[tuple[K, Loc, str | None]], read: Callable[[str], T]) -> dict[K, T]:
    found: dict[K, T] = {}
    for key, loc, text in texts:
        try:
            if text is not None:
                found[key] = read(text)
        except ValueError as error:
            draft.mistakes.append(Problem(loc, str(error)))
    return found


def _give_homes(draft: Draft) -> None:
    """The site of each entry: the one it names, the one whose block holds its subnet, else, if sized, the first."""
    blocks = sorted((int(block.network_address), name) for name, block in draft.blocks.items())
    for key, entry in housed(draft.raw):
        network = draft.networks.get(key)
        if entry.site is not None:
            draft.homes[key] = entry.site
        elif network:
            draft.homes[key] = _holder(draft, blocks, network)
        elif sized(entry):
            draft.homes[key] = next(iter(draft.raw.sites), "")


def _holder(draft: Draft, blocks: list[tuple[int, str]], network: IPv4Network) -> str:
    """The site whose block holds NETWORK; BLOCKS are the sorted first addresses of all blocks. Empty: none does."""
    index = bisect_right(blocks, int(network.network_address), key=lambda block: block[0])
    name = blocks[index - 1][1] if index else ""
    return name if name and network.subnet_of(draft.blocks[name]) else ""


def sized(entry: Housed) -> bool:
    """Whether the plan places ENTRY: no subnet is given, and its size is known."""
    return entry.subnet is None and (isinstance(entry, TransitEntry) or entry.hosts is not None)


def _place(draft: Draft, kind: str) -> None:
    rooms = {name: ROOMS[kind](block) for name, block in draft.blocks.items()}
    for name, entry in getattr(draft.raw, kind).items():
        key = (kind, name)
        room = rooms.get(draft.homes.get(key, ""))
        if sized(entry):
            _place_one(draft, key, entry, room)
        elif room and key in draft.networks:
            room.take(draft.networks[key])


def _place_one(draft: Draft, key: Key, entry: Housed, room: Room | None) -> None:
    draft.placed.add(key)
    machines = 1 if isinstance(entry, TransitEntry) else entry.hosts or 0
    if machines < 1:
        message = f"a need of {machines} machines is none"
        draft.mistakes.append(Problem(draft.place(key), message, "write how many there are, or take `hosts:` away"))
    elif not draft.raw.sites:
        message = f"`{key[1]}` has no subnet and there is no site to place it in"
        draft.mistakes.append(Problem(draft.place(key), message, "write its `subnet:`, or add `sites:` with a block"))
    elif room and (network := room.place(bits_for(machines))):
        draft.networks[key] = network
    elif room:
        draft.mistakes.append(_full(draft, key, machines, room))


def _full(draft: Draft, key: Key, machines: int, room: Room) -> Problem:
    largest = room.space.largest()
    left = "nothing is left there" if largest is None else f"the largest free place there is a /{32 - largest}"
    message = f"`{key[1]}` needs {1 << bits_for(machines)} addresses and does not fit into {room.block}: {left}"
    return Problem(draft.place(key), message, f"enlarge the block of site `{draft.homes[key]}`, or lower the need")
