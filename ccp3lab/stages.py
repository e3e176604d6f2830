"""What follows the configuration of devices in a push: each stage brings something else that they serve to its state.

A module of `tasks/` announces a stage beside its service. What the stage asks for is pure; its Nornir task does it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ccp3lab.company import Company
from ccp3lab.registry import Registry


@dataclass(frozen=True)
class Ground:
    """What a stage may look at: the company, and `secret(label)`, the same in an instance at every push."""

    company: Company
    secret: Callable[[str], str] = field(repr=False)


Intents = Callable[[Ground], Mapping[str, Any]]
"""By device: what its task is told. No device: nothing to do."""


@dataclass(frozen=True)
class Stage:
    """`done` is what must be there; `undone` what is there while the stage is the learner's job.

    `job` is the task's name (`ccp3lab.jobs`), which takes `intents` by device and respects a dry run; `connections` are
    the Nornir connections that it uses; stages of a lower `order` come first.
    """

    name: str
    order: int
    connections: tuple[str, ...]
    job: str
    done: Intents = field(repr=False)
    undone: Intents = field(repr=False)


STAGES: Registry[Stage] = Registry("tasks")


def stage(made: Stage) -> None:
    """Register MADE under its name, which is that of its service."""
    STAGES.add(made.name)(made)


@dataclass(frozen=True)
class Due:
    """One stage of one push: what its task is told, by device."""

    stage: Stage
    intents: Mapping[str, Any]


def due(ground: Ground, without: Iterable[str] = ()) -> tuple[Due, ...]:
    """What follows on GROUND, in order; of the services WITHOUT (a learner's job) what they are before it is done."""
    left_out = frozenset(without)
    every = sorted((found for _, found in STAGES.items()), key=lambda found: (found.order, found.name))
    said = (Due(one, (one.undone if one.name in left_out else one.done)(ground)) for one in every)
    return tuple(one for one in said if one.intents)
