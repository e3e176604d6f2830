"""Every rule that a plan must keep, a file a theme; each broken one is a Problem with its place. Pure."""

from collections.abc import Callable, Iterator

from ccp3lab.plan.draft import Draft, examine
from ccp3lab.plan.file import PlanFile
from ccp3lab.plan.rules import blocks, clashes, hosts, ids, labels, needs, outside, ranges, variant
from ccp3lab.plan.values import Values, written
from ccp3lab.problem import Problem

RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    *labels.RULES,
    *ids.RULES,
    *blocks.RULES,
    *needs.RULES,
    *clashes.RULES,
    *ranges.RULES,
    *hosts.RULES,
    *outside.RULES,
    *variant.RULES,
)
"""Each rule looks at the whole plan and tells what breaks it."""


def problems(raw: PlanFile, values: Values | None = None) -> list[Problem]:
    """Everything wrong with RAW for the VALUES of a variant (None: as written)."""
    return found(examine(raw, values or written(raw)))


def found(draft: Draft) -> list[Problem]:
    """Everything wrong with DRAFT."""
    return [*draft.mistakes, *(problem for rule in RULES for problem in rule(draft))]
