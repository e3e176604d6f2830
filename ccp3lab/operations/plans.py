"""The plan that a command is about: that of a company, of a learner's lab, or a file."""

from dataclasses import dataclass
from pathlib import Path

from ccp3lab.company import companies
from ccp3lab.errors import UsageError
from ccp3lab.house import House
from ccp3lab.plan import Plan, PlanFile, problems, resolve
from ccp3lab.problem import near
from ccp3lab.source import Source, build, read, refuse


@dataclass(frozen=True)
class Loaded:
    """A sound plan and the file that it was read from."""

    source: Source
    plan: Plan


def load_plan(house: House, word: str | None = None) -> Loaded:
    """The plan of WORD: a company, LAB:LEARNER, or a file (with a `/`, or ending in .yml); else of the only company.

    Raises UsageError when no company or more than one could be meant, DefinitionError with every problem of the file.
    """
    if word and ":" in word:
        return _learners(house, *word.split(":", 1))
    source = read(_file(house, word or _only(house)), house.root)
    raw = build(PlanFile, source)
    refuse((source, problem) for problem in problems(raw))
    return Loaded(source, resolve(raw))


def _learners(house: House, lab: str, learner: str) -> Loaded:
    """The variant that LEARNER has of LAB, or will have."""
    from ccp3lab.operations.scene import scene

    company = scene(house, lab, learner).company
    return Loaded(read(house.inventories / company.key / "plan.yml", house.root), company.plan)


def _only(house: House) -> str:
    known = companies(house)
    if len(known) != 1:
        there = f"there are several: {', '.join(known)}" if known else "inventories/ holds no plan.yml"
        raise UsageError(f"which company? {there}")
    return known[0]


def _file(house: House, word: str) -> Path:
    if "/" in word or word.endswith((".yml", ".yaml")):
        return Path(word).absolute()
    if word not in (known := companies(house)):
        raise UsageError(f"there is no company `{word}`; {near(word, known)}")
    return house.inventories / word / "plan.yml"
