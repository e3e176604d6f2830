"""What labs/<lab>/lab.yml may hold, as written."""

from typing import Annotated, Literal

from pydantic import Field

from ccp3lab.lab.lab import Alternative, CheckSpec, Sheet
from ccp3lab.model import Model

Count = Annotated[int, Field(strict=True, ge=0)]


class FaultEntry(Model):
    """One fault: `lines` pushed with the solved configuration of `on`, `typed` after it and not saved.

    In a lab on a sheet `cells` are those that it changes in the right sheet, by line and column.
    """

    title: str
    on: str
    lines: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    cells: dict[str, dict[str, str]] = Field(default_factory=dict)
    loses: tuple[str, ...]


class LabFile(Model):
    """The whole file."""

    title: str
    company: str
    competence: Literal["C1", "C2", "C3"]
    minutes: Annotated[int, Field(strict=True, ge=1)]
    points: Annotated[int, Field(strict=True, ge=1)]
    start: Count
    devices: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    learner_does: tuple[str, ...] = ()
    sheet: Sheet | None = None
    checks: Annotated[tuple[CheckSpec, ...], Field(min_length=1)]
    faults: dict[str, FaultEntry] = Field(default_factory=dict)
    alternatives: dict[str, Alternative] = Field(default_factory=dict)
