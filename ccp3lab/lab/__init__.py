"""A lab: which devices of a company run, what the learner does, what is checked, which faults prove the checks."""

from ccp3lab.lab.lab import SHEET, SOLVED, START, Alternative, CheckSpec, Fault, Lab
from ccp3lab.lab.load import filled, labs, load_lab
from ccp3lab.lab.statement import statement
from ccp3lab.lab.text import fill

__all__ = [
    "SHEET",
    "SOLVED",
    "START",
    "Alternative",
    "CheckSpec",
    "Fault",
    "Lab",
    "fill",
    "filled",
    "labs",
    "load_lab",
    "statement",
]
