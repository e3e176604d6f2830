"""What a router would do with a packet: its routing table, one direction at a time."""

from collections.abc import Iterable, Mapping

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.ios.port import short
from ccp3lab.grading.ios.routes import Way, routing_table, ways
from ccp3lab.grading.names import HostRef, RouterRef
from ccp3lab.grading.need import Need, Observation, Show
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.routing import transit_address

ROUTES = Show("show ip route")


@check("routing.route")
class Route(Check):
    """A router sends packets for a host to the next router, and to no other.

        - {check: routing.route, device: sw1, with: {to: pc-agence-1, through: r1}}

    Any right route counts: one for the subnet, a summary, the default route, one that names the outgoing port. Traffic
    from end to end needs both directions at once; this is one of them.
    failed: no route, another next hop, routing is off.  undetermined: the table cannot be read.
    """

    to: HostRef
    through: RouterRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The routing table."""
        return {"routes": place.here(ROUTES)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The longest prefix decides; every way of it leads to the planned router."""
        address = place.company.plan.host(self.to).address
        hop = transit_address(place.company, self.through, place.device.name)
        expected = f"{place.device.name} envoie ce qui est pour {self.to} ({address}) à {self.through} ({hop})"
        table = routing_table(seen["routes"].text)
        if table is None:
            return failed(expected, "le routage n'est pas activé", f"show ip route sur {place.device.name}")
        found = ways(table, address)
        told = _told(found)
        if found and all(self._leads_there(way, place) for way in found):
            return passed(expected, told)
        look = f"show ip route sur {place.device.name} : réseau, masque, prochain saut"
        return failed(expected, told, look)

    def _leads_there(self, way: Way, place: Place) -> bool:
        """The planned next hop, or the planned port where a route names none (never a network of the router's own)."""
        if way.hop is not None:
            return way.hop == transit_address(place.company, self.through, place.device.name)
        port = place.company.port(place.device.name, self.through).port
        return not way.connected and way.interface[:1].isalpha() and short(way.interface) == short(port)


def _told(found: Iterable[Way]) -> str:
    said = sorted(f"{way.network} par {way.hop or one_line(way.interface, 40)}" for way in found)
    return ", ".join(said) or "aucune route ne convient"
