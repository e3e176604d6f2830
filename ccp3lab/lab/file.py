"""What labs/<lab>/lab.yml may hold, as written."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from ccp3lab.lab.lab import CheckSpec, Layout, Sheet
from ccp3lab.model import Model

Count = Annotated[int, Field(strict=True, ge=0)]
Data = dict[str, Any]
"""What stands over services.yml: its sections, in the shapes that the services know."""

ByDevice = dict[str, tuple[str, ...]]


class FaultEntry(Model):
    """One fault: `data` over services.yml; on device `on`: `lines` pushed, `typed` and not saved, `run` in a shell.

    In a lab on a sheet `cells` are those that it changes in the right sheet, by line and column.
    """

    title: str
    on: str | None = None
    lines: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    data: Data = Field(default_factory=dict)
    cells: dict[str, dict[str, str]] = Field(default_factory=dict)
    loses: tuple[str, ...]


class AlternativeEntry(Model):
    """Another right answer: `data` over services.yml; by device `lines` pushed, `files` instead of ours, what to `run`.

    `files` give the template in the lab's folder for each path.
    """

    title: str
    data: Data = Field(default_factory=dict)
    lines: ByDevice = Field(default_factory=dict)
    files: dict[str, dict[str, str]] = Field(default_factory=dict)
    run: ByDevice = Field(default_factory=dict)


class LabFile(Model):
    """The whole file. `data` stands over services.yml in every state, `before` over that in state `start` alone."""

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
    data: Data = Field(default_factory=dict)
    before: Data = Field(default_factory=dict)
    checks: Annotated[tuple[CheckSpec, ...], Field(min_length=1)]
    faults: dict[str, FaultEntry] = Field(default_factory=dict)
    alternatives: Mapping[str, AlternativeEntry | Layout] = Field(default_factory=dict)


class DeviceLab(LabFile):
    """One on devices."""

    alternatives: dict[str, AlternativeEntry] = Field(default_factory=dict)


class SheetLab(LabFile):
    """One on a sheet."""

    alternatives: dict[str, Layout] = Field(default_factory=dict)


def shape(data: object) -> type[LabFile]:
    """Which of both a file with this DATA is."""
    return SheetLab if isinstance(data, Mapping) and "sheet" in data else DeviceLab
