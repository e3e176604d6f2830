"""What the rules of lab.yml look at. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ccp3lab.company import Company
from ccp3lab.lab.file import LabFile
from ccp3lab.lab.lab import SHEET
from ccp3lab.problem import Loc, Problem, near


@dataclass(frozen=True)
class Draft:
    """A lab under examination, in its company."""

    raw: LabFile
    company: Company

    @property
    def ids(self) -> list[str]:
        """The ids of all checks."""
        return [check.id for check in self.raw.checks]

    @property
    def places(self) -> Iterable[str]:
        """Where its checks look and its faults are."""
        return (SHEET,) if self.raw.sheet else self.raw.devices

    def known(self, loc: Loc, names: tuple[str, ...]) -> Iterator[Problem]:
        """Each of NAMES (at LOC) is a check of the lab, once."""
        for number, name in enumerate(names):
            if name not in self.ids:
                yield Problem((*loc, number), f"there is no check `{name}` in this lab", near(name, self.ids))
        for name, times in Counter(names).items():
            if times > 1:
                yield Problem(loc, f"`{name}` is named {times} times", "name it once")

    def placed(self, loc: Loc, device: str) -> Iterator[Problem]:
        """DEVICE (at LOC) is one of the lab's."""
        if device not in self.places:
            yield Problem(loc, f"the lab has no device `{device}`", near(device, self.places))
