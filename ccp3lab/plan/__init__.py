"""The addressing plan: the only source of every address, VLAN id, name and range. Pure."""

from ccp3lab.plan.file import PlanFile
from ccp3lab.plan.plan import Host, Plan, Range, Vlan
from ccp3lab.plan.resolve import resolve
from ccp3lab.plan.rules import problems

__all__ = ["Host", "Plan", "PlanFile", "Range", "Vlan", "problems", "resolve"]
