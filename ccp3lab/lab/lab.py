"""A lab as the rest of the house sees it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ccp3lab.company import Company, altered
from ccp3lab.lab.change import NOTHING, Change
from ccp3lab.model import Model
from ccp3lab.source import Source

SHEET = "feuille"
"""Where the checks of a lab on a sheet look, and where its faults are: it stands in the place of a device's name."""

START, SOLVED = "start", "solved"  # the states of a lab that have no fault's name
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*s")


def seconds(value: object) -> object:
    """A duration of a file (`20s`) in seconds; a number stays; raises ValueError for other text."""
    if not isinstance(value, str):
        return value
    if not (found := _SECONDS.fullmatch(value)):
        raise ValueError("a duration in seconds, as in 20s")
    return float(found[1])


class CheckSpec(Model):
    """One check of a lab: which of the catalogue, where, what it is worth.

    `after` names checks of the same lab that must pass first (else `blocked`); `wait` is its retry window in seconds;
    `title` and `hint` are French and may name the plan (`{{ vlan.compta.id }}`).
    """

    id: str
    check: str
    device: str
    with_: Mapping[str, object] = Field(default_factory=dict, alias="with")
    points: Annotated[int, Field(strict=True, ge=1)]
    after: tuple[str, ...] = ()
    wait: Annotated[float, BeforeValidator(seconds), Field(ge=0)] = 0.0
    title: str
    hint: str | None = None


class Sheet(Model):
    """The spreadsheet of a lab without devices: the name of its files, without `.xlsx` and `.csv`."""

    file: str


class Layout(Model):
    """Another right sheet: networks placed from the largest or the smallest on, from the bottom or the top of a block.

    `gateway` is the end of each subnet that it takes.
    """

    title: str
    order: Literal["largest", "smallest"] = "largest"
    end: Literal["bottom", "top"] = "bottom"
    gateway: Literal["first", "last"] = "first"


@dataclass(frozen=True)
class Fault:
    """A mistake that learners make, on top of the solved state, and the ids of all checks it loses.

    `on` is the device where it is made, None for one of the company's data alone. `cells` are what it changes in a
    sheet, by line and column. Its texts may name the plan.
    """

    key: str
    title: str
    loses: tuple[str, ...]
    on: str | None = None
    change: Change = NOTHING
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Alternative:
    """Another right answer on devices, as a change of the reference; its texts may name the plan."""

    key: str
    title: str
    change: Change


@dataclass(frozen=True)
class Lab:
    """One exercise. `start` is what an untouched instance scores, out of `points`; `enonce` is its statement's file.

    `services` are the sections of the company's services.yml that take part in it; `data` stands over them, as written,
    and in state `start` also `before`: what the learner finds. Other right answers are `alternatives` on devices,
    `layouts` of a sheet.
    """

    key: str
    title: str
    company: str
    competence: str
    minutes: int
    points: int
    start: int
    devices: tuple[str, ...]
    learner_does: tuple[str, ...]
    checks: tuple[CheckSpec, ...]
    faults: Mapping[str, Fault]
    enonce: Path
    source: Source = field(repr=False, compare=False)
    sheet: Sheet | None = None
    alternatives: Mapping[str, Alternative] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    services: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    before: Mapping[str, object] = field(default_factory=dict)

    @property
    def places(self) -> tuple[str, ...]:
        """Where its checks look: its devices, or its sheet."""
        return (SHEET,) if self.sheet else self.devices

    @property
    def others(self) -> tuple[str, ...]:
        """The names of all other right answers."""
        return (*self.alternatives, *self.layouts)

    def change(self, state: str) -> Change:
        """What STATE has beyond the solved one; `start` is told by what is left out, and by `before`."""
        if state == START:
            return Change(self.before)
        found = self.faults.get(state) or self.alternatives.get(state)
        return found.change if found else NOTHING

    def within(self, company: Company) -> Company:
        """What of COMPANY takes part in this lab: its devices, the links between them, its services."""
        return self.over(company).only(self.devices, self.services)

    def over(self, company: Company) -> Company:
        """COMPANY with the lab's own data; what is wrong with that is told where labs are judged (`operations`)."""
        return altered(company, self.source.below("data"))[0] if self.data else company
