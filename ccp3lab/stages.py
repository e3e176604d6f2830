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
    """What a stage may look at.

    `company` is as the state has it, `solved` as it is when everybody has done their job; `prepared` are the sections
    that the lab has something of before that. `secret(label)` is the same in an instance at every push, and so is the
    password of the domain's `administrator()`.
    """

    company: Company
    solved: Company
    secret: Callable[[str], str] = field(repr=False)
    administrator: Callable[[], str] = field(repr=False)
    prepared: frozenset[str] = frozenset()

    def given(self, section: str) -> Company | None:
        """The company where SECTION says what a learner finds whose job it is; None: nothing of it is there."""
        return self.company if section in self.prepared else None


Intents = Callable[[Ground], Mapping[str, Any]]
"""By device: what its task is told. No device: nothing to do."""


@dataclass(frozen=True)
class Stage:
    """`done` is what must be there; `undone` what is there while the stage is the learner's job.

    `job` is the task's name (`ccp3lab.jobs`), which takes `intents` by device and respects a dry run; `connections` are
    the Nornir connections that it uses; stages of a lower `order` come first. Connections of `ahead` may be opened
    while devices are configured: the task must not take an open one for a sign that its server is ready.
    """

    name: str
    order: int
    connections: tuple[str, ...]
    job: str
    done: Intents = field(repr=False)
    undone: Intents = field(repr=False)
    ahead: tuple[str, ...] = ()


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
