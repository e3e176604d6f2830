"""The services of the house: each module of `tasks/` announces what its service asks of a device.

A service is a pure function `(company, device) -> parts`; `learner_does` of a lab names services by the same names.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ccp3lab.company import Company, Device
from ccp3lab.parts import Part
from ccp3lab.platforms import Image
from ccp3lab.registry import Registry


@dataclass(frozen=True)
class Site:
    """What a service may look at to say its parts: the company, one device of it, that device's image, its secrets.

    `learner_hash` is the learner's password as a switch stores it (IOS type 9), never in clear.
    """

    company: Company
    device: Device
    image: Image
    learner_hash: str


Service = Callable[[Site], Iterator[Part]]
SERVICES: Registry[Service] = Registry("tasks")
service = SERVICES.add


def parts(site: Site, without: Iterable[str] = ()) -> tuple[Part, ...]:
    """Every part that the services ask of SITE's device, but for the services WITHOUT (a learner's job)."""
    left_out = frozenset(without)
    return tuple(part for name, say in SERVICES.items() if name not in left_out for part in say(site))
