"""What a check is: a typed input, what to collect, a pure evaluation. The room `checks/` registers them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ccp3lab.company import Company, Device
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict
from ccp3lab.model import Model
from ccp3lab.registry import Registry


@dataclass(frozen=True)
class Place:
    """Where a check looks: a device of a company."""

    company: Company
    device: Device

    def here(self, need: Need) -> tuple[str, Need]:
        """NEED, collected on the device of this place."""
        return self.device.name, need


class Unreadable(Exception):  # noqa: N818 - a verdict in the making, not an error of the program
    """A device answered something that is not the expected output: the verdict becomes undetermined, never failed."""


class Check(Model):
    """One question asked of an instance; the fields are the keys that `with:` takes in lab.yml."""

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """What to collect, by the name under which `evaluate` sees it: (device, need)."""
        raise NotImplementedError

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:  # noqa: ARG002
        """What else must be visible before a failure is believed: the devices at the other end.

        A check passes without them; where one cannot be looked at, what would be a failure is undetermined.
        """
        return {}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The verdict on what was seen. Pure; called only when every need was observed.

        Raises Unreadable when an observation is not what the command prints.
        """
        raise NotImplementedError


CHECKS: Registry[type[Check]] = Registry("checks")
C = TypeVar("C", bound=type[Check])


def check(name: str) -> Callable[[C], C]:
    """Register a class of checks under NAME (`service.question`)."""

    def register(kind: C) -> C:
        CHECKS.add(name)(kind)
        return kind

    return register
