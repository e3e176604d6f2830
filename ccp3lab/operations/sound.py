"""What of a lab can only be judged beside the services and the images: found before anything is deployed (pure)."""

from collections.abc import Iterator, Mapping

from ccp3lab.company import Company
from ccp3lab.lab import SOLVED, START, Lab
from ccp3lab.platforms import Image
from ccp3lab.problem import Problem, near
from ccp3lab.services import SERVICES


def unsound(lab: Lab, company: Company, images: Mapping[str, Image]) -> Iterator[Problem]:
    """The problems of lab.yml: services that do not exist, faults where lines cannot be typed or named like a state."""
    known = [name for name, _ in SERVICES.items()]
    for place, name in enumerate(lab.learner_does):
        if name not in known:
            yield Problem(("learner_does", place), f"there is no service `{name}`", near(name, known))
    for name in lab.alternatives.keys() & {START, SOLVED, *lab.faults}:
        yield Problem(("alternatives", name), f"`{name}` is the name of another state", "give it another name")
    for fault in lab.faults.values():
        if fault.key in (START, SOLVED):
            yield Problem(("faults", fault.key), f"`{fault.key}` is the name of a state", "give the fault another name")
        if not lab.sheet and images[company.device(fault.on).image].platform == "linux":
            message = f"fault `{fault.key}`: {fault.on} has no command line of a network device"
            yield Problem(("faults", fault.key, "on"), message, "plant it on a switch")
