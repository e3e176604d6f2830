"""A lab on paper: its rubric against a test's own model of the network, which knows neither checks nor devices.

It proves what `ccp3 selftest` proves on devices: the solution scores all points, an untouched lab its base, each fault
loses exactly the checks it names; and that no check could be made always true or always false unnoticed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ccp3lab.company import Company
from ccp3lab.lab import CheckSpec, Lab
from ccp3lab.lab.change import Change

Forced = Mapping[str, bool]


@dataclass(frozen=True)
class Paper:
    """TRUTHS tells of each kind of check when it passes: (network, device, **with) -> bool.

    START makes the network that the learner finds, CHANGED the solution with a change.
    """

    truths: Mapping[str, Callable[..., bool]]
    start: Callable[[Company], Any]
    changed: Callable[[Company, Change], Any]

    def passed(self, lab: Lab, network: Any, forced: Forced | None = None) -> set[str]:
        """The ids of the checks that pass; FORCED ones that are asked at all give that answer whatever they see."""
        good: set[str] = set()
        for check in _in_order(lab):
            if set(check.after) <= good:
                answer = self.truths[check.check](network, check.device, **check.with_)
                good |= {check.id} if (forced or {}).get(check.id, answer) else set()
        return good

    def surprises(self, lab: Lab, company: Company, forced: Forced | None = None) -> list[str]:
        """The states whose score or lost checks are not what lab.yml says."""
        ids = {check.id for check in lab.checks}
        right = {"solved": Change(), **{name: other.change for name, other in lab.alternatives.items()}}
        found = [name for name, change in right.items() if self._of(lab, company, change, forced) != ids]
        base = self.passed(lab, self.start(company), forced)
        found += [] if sum(check.points for check in lab.checks if check.id in base) == lab.start else ["start"]
        for fault in lab.faults.values():
            lost = ids - self._of(lab, company, fault.change, forced)
            found += [] if lost == set(fault.loses) else [f"{fault.key}: loses {sorted(lost)}"]
        return found

    def _of(self, lab: Lab, company: Company, change: Change, forced: Forced | None) -> set[str]:
        return self.passed(lab, self.changed(company, change), forced)


def _in_order(lab: Lab) -> Iterator[CheckSpec]:
    """Each check after those it waits for: the file is written in such an order."""
    seen: set[str] = set()
    for check in lab.checks:
        assert set(check.after) <= seen, f"{check.id} stands before what it waits for"
        seen.add(check.id)
        yield check
