"""What a report says of the run itself: which lab, which learner, which variant of the plan."""

from dataclasses import dataclass

from ccp3lab.company import Company
from ccp3lab.lab import Lab


@dataclass(frozen=True)
class Header:
    """The run that a grade belongs to. `site` is the variant of the addressing plan."""

    lab: str
    title: str
    competence: str
    company: str
    learner: str
    site: int


def header(lab: Lab, company: Company, learner: str) -> Header:
    """The header of a run of LAB in COMPANY by LEARNER."""
    return Header(lab.key, lab.title, lab.competence, company.key, learner, company.plan.site)
