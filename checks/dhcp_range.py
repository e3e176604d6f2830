"""DHCP: which addresses are ever given to machines that nobody knows."""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address

from ccp3lab.grading.check import Place, check
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.dhcp import Placed, client, nothing, scope_of
from checks.dhcp_report import report
from tasks.dhcp_scopes import Scope

_TRIED = 6
"""Addresses at each end of the range that are asked for in turn: some may be leased already."""


@check("dhcp.range")
class Range(Placed):
    """The range of the VLAN is the planned one, from its first address to its last, and nothing beyond is ever offered.

        - {check: dhcp.range, device: pc-compta-3, wait: 10s}

    A new machine asks for the address before the range and the one after it (option 50): others must be offered. It
    asks for the last addresses of the range, then for the first ones: of each, one must be offered as asked.
    failed: no offer, an address outside the range, an end of the range that is never given.  undetermined: the client
    could not run.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Offers alone: nothing is leased."""
        wishes = [list(map(str, wish)) for wish in (*_outside(scope_of(place)), *_ends(scope_of(place)))]
        return {"client": client(place, wishes=wishes)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Beyond the range, then its ends."""
        found, scope = report(seen["client"].text), scope_of(place)
        first, last = scope.range.first, scope.range.last
        expected = f"des adresses de {first} à {last}, et aucune autre"
        if not found.wishes:
            return nothing(expected, found, scope)
        look = f"la plage du réseau {scope.subnet} : première et dernière adresses"
        beyond = sorted(address for address in found.wishes.values() if address not in scope.range)
        if beyond:
            return failed(expected, f"{beyond[0]} est proposée, hors de la plage", look)
        for wish in _ends(scope):
            if not any(found.wishes.get(address) == address for address in wish):
                return failed(expected, f"{wish[0]} n'est jamais proposée, même à qui la demande", look)
        return passed(expected, "les deux bouts de la plage sont proposés, rien au-delà")


def _outside(scope: Scope) -> Iterator[tuple[IPv4Address, ...]]:
    for address in (scope.range.first - 1, scope.range.last + 1):
        if scope.subnet.network_address < address < scope.subnet.broadcast_address:
            yield (address,)


def _ends(scope: Scope) -> Iterator[tuple[IPv4Address, ...]]:
    """The last addresses of the range downwards, its first ones upwards, but for those that are reserved."""
    first, last = int(scope.range.first), int(scope.range.last)
    kept = {reservation.address for reservation in scope.reservations}
    addresses = [one for one in map(IPv4Address, range(first, last + 1)) if one not in kept]
    yield tuple(reversed(addresses[-_TRIED:]))
    yield tuple(addresses[:_TRIED])
