"""Whose values an instance has: the seed that draws them, and whether the plan itself stays as written."""

from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from typing import Literal

from ccp3lab.demo import DEMO
from ccp3lab.instance.master import BYTES, seed
from ccp3lab.plan import PlanFile, Values, drawn, written
from ccp3lab.plan.lots import lot

Kind = Literal["written", "drawn"]


@dataclass(frozen=True)
class Variant:
    """The values of one instance: of the plan as `written`, or `drawn` from the seed.

    `seed` is a secret either way: the learner's password and the plan's secrets come from it. An instance of a toolkit
    that knew no seeds has none; `site` is its site value.
    """

    kind: Kind
    seed: bytes | None = field(repr=False)
    site: int | None = None

    @property
    def id(self) -> str:
        """What may be shown of it: `written`, or 8 hexadecimal digits that tell nothing of the seed."""
        return lot(self.seed, "variant")[:4].hex() if self.seed and self.kind == "drawn" else "written"

    def values(self, raw: PlanFile) -> Values:
        """Its values for the plan RAW."""
        if self.seed is None:
            return written(raw, self.site)
        return drawn(raw, self.seed) if self.kind == "drawn" else written(raw, seed=self.seed)


def own(home: Path, lab: str, learner: str) -> Variant:
    """The variant of LAB that LEARNER gets in the instances' folder HOME; a demonstration shows the plan as written."""
    return as_written() if learner == DEMO else Variant("drawn", seed(home, lab, learner))


def as_written() -> Variant:
    """The plan as written, with secrets that nobody else has."""
    return Variant("written", token_bytes(BYTES))
