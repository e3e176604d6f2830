"""What no ping sees of a gateway: a mask that is too short, a second device with its address."""

from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.ios.addresses import every
from ccp3lab.grading.names import RoutedRef, switches
from ccp3lab.grading.need import Need, Observation, Show
from ccp3lab.grading.verdict import Verdict, failed, passed

ADDRESSES = Show("show ip interface")


@check("routing.mask")
class Mask(Check):
    """The gateway address of a VLAN is on one switch of the lab, whichever, with the mask of the VLAN's subnet.

        - {check: routing.mask, device: r1, with: {vlan: agence-postes}}

    An SVI, a routed port, a subinterface: every interface that is not shut counts.
    failed: on none, on two, another mask.  undetermined: one of the switches did not tell its addresses.
    """

    vlan: RoutedRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The addresses of every switch: which of them routes is the learner's choice."""
        return {name: (name, ADDRESSES) for name in switches(place)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Who has the address, then under which mask."""
        vlan = place.company.plan.vlan(self.vlan)
        held = [(name, one) for name, answer in seen.items() for one in every(answer.text)]
        holders = [(name, one) for name, one in held if one.address.ip == vlan.gateway and not one.shut]
        expected = f"{vlan.gateway}/{vlan.subnet and vlan.subnet.prefixlen} sur un seul équipement"
        if not holders:
            found = f"aucune interface active ne porte {vlan.gateway}"
            return failed(expected, found, "show ip interface brief sur l'équipement qui route")
        found = " et ".join(f"{one.address} sur {name} ({one_line(one.interface, 40)})" for name, one in holders)
        if len(holders) > 1:
            return failed(expected, found, "qui doit être la passerelle : l'autre porte cette adresse en trop")
        if holders[0][1].address.network != vlan.subnet:
            return failed(expected, found, f"le masque de cette interface, à comparer avec {vlan.subnet}")
        return passed(expected, found)
