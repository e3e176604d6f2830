"""A lab: which devices of a company run, what the learner does, what is checked, which faults prove the checks."""

from ccp3lab.lab.change import Change
from ccp3lab.lab.filled import filled
from ccp3lab.lab.lab import SHEET, SOLVED, START, Alternative, CheckSpec, Fault, Lab, Layout
from ccp3lab.lab.load import labs, load_lab
from ccp3lab.lab.statement import Told, statement
from ccp3lab.lab.text import fill

__all__ = [
    "SHEET",
    "SOLVED",
    "START",
    "Alternative",
    "Change",
    "CheckSpec",
    "Fault",
    "Lab",
    "Layout",
    "Told",
    "fill",
    "filled",
    "labs",
    "load_lab",
    "statement",
]
