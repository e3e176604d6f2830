"""DHCP: which addresses are ever given to machines that nobody knows."""

from collections.abc import Mapping

from ccp3lab.grading.check import Place, check
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.dhcp import Placed, nothing, scope_of, stranger
from checks.dhcp_report import report
from checks.dhcp_wishes import ends


@check("dhcp.range")
class Range(Placed):
    """The range of the VLAN is the planned one, from its first address to its last, and nothing beyond is ever offered.

        - {check: dhcp.range, device: pc-compta-3, wait: 10s}

    A new machine asks for the address before the range and the one after it (option 50): others must be offered. It
    asks for the last addresses of the range, and for the first ones: of each, one must be offered.
    failed: no offer, an address outside the range, an end of the range that is never given.  undetermined: the client
    could not run.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Offers alone count: nothing of them is leased."""
        return {"client": stranger(place)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Beyond the range, then its ends."""
        found, scope = report(seen["client"].text), scope_of(place)
        first, last = scope.range.first, scope.range.last
        expected = f"des adresses de {first} à {last}, et aucune autre"
        if not found.wishes:
            return nothing(expected, found, scope)
        look = f"la plage du réseau {scope.subnet} : première et dernière adresses"
        outside = sorted(address for address in found.wishes.values() if address not in scope.range)
        if outside:
            return failed(expected, f"{outside[0]} est proposée, hors de la plage", look)
        for wish in ends(scope):
            if set(wish).isdisjoint(found.wishes.values()):
                return failed(expected, f"{wish[0]} n'est jamais proposée, même à qui la demande", look)
        return passed(expected, "les deux bouts de la plage sont proposés, rien au-delà")
