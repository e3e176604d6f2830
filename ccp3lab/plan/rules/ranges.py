"""Gateways and DHCP ranges lie in their subnet, and apart from each other."""

from collections.abc import Iterator

from ccp3lab.plan.draft import Draft
from ccp3lab.plan.positions import outside, remedy
from ccp3lab.plan.subnets import dhcp_positions, gateway_position, nth
from ccp3lab.problem import Problem


def _gateways(draft: Draft) -> Iterator[Problem]:
    for name, entry, subnet in draft.vlans():
        position = gateway_position(entry, subnet)
        if position is not None and (mistake := outside(subnet, position)):
            yield Problem(("vlans", name, "gateway"), f"gateway {mistake}", remedy(subnet))


def _ends(draft: Draft) -> Iterator[Problem]:
    for name, entry, subnet in draft.vlans():
        first, last = dhcp_positions(entry, subnet) or (1, 1)
        for key, position in {"first": first, "last": last}.items():
            if mistake := outside(subnet, position):
                message = f"{key} address of the DHCP range {mistake}"
                yield Problem(("vlans", name, "dhcp", key), message, remedy(subnet))


def _ranges(draft: Draft) -> Iterator[Problem]:
    for name, entry, subnet in draft.vlans():
        first, last = dhcp_positions(entry, subnet) or (1, 1)
        loc, gateway = ("vlans", name, "dhcp"), gateway_position(entry, subnet)
        if first > last:
            yield Problem(loc, f"the DHCP range ends ({last}) before it begins ({first})", "swap them")
        elif entry.dhcp and gateway is not None and first <= gateway <= last and not outside(subnet, gateway):
            message = f"the gateway {nth(subnet, gateway)} lies in the DHCP range: it would be leased to a client"
            yield Problem(loc, message, "begin the range after the gateway")


RULES = (_gateways, _ends, _ranges)
