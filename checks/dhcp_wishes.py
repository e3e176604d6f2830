"""Addresses that a new machine wishes for (option 50), so that a server shows where its range ends."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from tasks.dhcp_scopes import Scope

_TRIED = 6
"""Addresses at each end of the range that are asked for in turn: some may be leased already."""


def beyond(scope: Scope) -> Iterator[tuple[IPv4Address]]:
    """The address before the range and the one after it, where machines may have them."""
    for address in (scope.range.first - 1, scope.range.last + 1):
        if scope.subnet.network_address < address < scope.subnet.broadcast_address:
            yield (address,)


def ends(scope: Scope) -> Iterator[tuple[IPv4Address, ...]]:
    """The last addresses of the range downwards, its first ones upwards, but for those that are reserved."""
    first, last = int(scope.range.first), int(scope.range.last)
    kept = {reservation.address for reservation in scope.reservations}
    addresses = [one for one in map(IPv4Address, range(first, last + 1)) if one not in kept]
    yield tuple(reversed(addresses[-_TRIED:]))
    yield tuple(addresses[:_TRIED])
