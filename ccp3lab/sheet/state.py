"""The sheet of each state of a lab: empty at the start, the plan itself, another right one, one with a mistake."""

from collections.abc import Mapping
from ipaddress import IPv4Network

from ccp3lab.lab import SOLVED, START, Fault, Lab
from ccp3lab.plan import Plan
from ccp3lab.sheet.column import Column
from ccp3lab.sheet.fill import WHOLE, Cells, Lines, answered, blank, solved
from ccp3lab.sheet.network import Network, networks
from ccp3lab.sheet.place import Way, place


def lines(lab: Lab, plan: Plan, state: str) -> Lines:
    """The sheet of LAB in STATE, for PLAN; raises KeyError for a state that the lab does not have."""
    asked = networks(plan)
    if state == START:
        return blank(asked)
    if state in lab.layouts:
        other = lab.layouts[state]
        way = Way(other.order, other.end, other.gateway)
        return solved(asked, place(asked, way), way)
    right = solved(asked, planned(asked), Way())
    return right if state == SOLVED else _mistaken(right, lab.faults[state], {one.key: one for one in asked})


def planned(asked: tuple[Network, ...]) -> Mapping[str, IPv4Network]:
    """The subnets that the plan itself has."""
    return {one.key: one.planned.subnet for one in asked if one.planned.subnet}


def _mistaken(right: Lines, fault: Fault, asked: Mapping[str, Network]) -> Lines:
    return {key: {**cells, **_changed(fault.cells.get(key, {}), asked.get(key))} for key, cells in right.items()}


def _changed(cells: Mapping[str, str], one: Network | None) -> Cells:
    """The cells of a mistake; `whole` first: what else is written stands over it."""
    moved = answered(one, IPv4Network(cells[WHOLE]), Way()) if one and WHOLE in cells else {}
    return {**moved, **{Column(name): text for name, text in cells.items() if name != WHOLE}}
