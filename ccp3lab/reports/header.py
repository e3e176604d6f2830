"""What a report says of the run itself: which lab, which learner, which variant of the plan."""

from dataclasses import dataclass

from ccp3lab.company import Company
from ccp3lab.lab import Lab

WRITTEN = "written"
"""The variant of whoever has the plan as it is written."""


@dataclass(frozen=True)
class Header:
    """The run that a grade belongs to. `variant` names that of the addressing plan (`written`: the plan as it is)."""

    lab: str
    title: str
    competence: str
    company: str
    learner: str
    site: int
    variant: str


def header(lab: Lab, company: Company, learner: str, variant: str) -> Header:
    """The header of a run of LAB in COMPANY by LEARNER on VARIANT (its public id)."""
    return Header(lab.key, lab.title, lab.competence, company.key, learner, company.plan.site, variant)
