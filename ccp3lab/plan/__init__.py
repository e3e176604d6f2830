"""The addressing plan: the only source of every address, VLAN id, name and range. Pure."""

from ccp3lab.plan.drawn import drawn
from ccp3lab.plan.file import PlanFile
from ccp3lab.plan.plan import Host, Plan, Pool, Public, Range, Reserved, Site, Transit, Vlan
from ccp3lab.plan.resolve import resolve
from ccp3lab.plan.rules import problems
from ccp3lab.plan.values import Values, written
from ccp3lab.plan.warnings import warnings

__all__ = [
    "Host",
    "Plan",
    "PlanFile",
    "Pool",
    "Public",
    "Range",
    "Reserved",
    "Site",
    "Transit",
    "Values",
    "Vlan",
    "drawn",
    "problems",
    "resolve",
    "warnings",
    "written",
]
