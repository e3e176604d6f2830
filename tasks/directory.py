"""The directory: its section, and what its controller is told once the devices have their configuration."""

from collections.abc import Iterator, Mapping
from functools import partial

from ccp3lab.company import Company
from ccp3lab.domain import initial
from ccp3lab.lab.words import word
from ccp3lab.parts import Part
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from ccp3lab.stages import Ground, Stage, stage
from tasks.directory_rules import rules
from tasks.directory_section import DirectorySection
from tasks.directory_target import Asked, Target, nothing
from tasks.directory_wanted import wanted
from tasks.domain import controller

section("directory", DirectorySection, rules)
word("directory")(wanted)


@service("directory")
def directory(site: Site) -> Iterator[Part]:  # noqa: ARG001 - no device is configured for it
    """Nothing of a device's own configuration."""
    yield from ()


def done(ground: Ground) -> Mapping[str, Target]:
    """The controller, where the company has data for it, is brought to all of that."""
    return _target(ground, ground.company)


def undone(ground: Ground) -> Mapping[str, Target]:
    """It is brought to what the lab has there before; what the learner is to make, under whatever hand, goes."""
    return _target(ground, ground.given("directory"), ground.solved)


def _target(ground: Ground, there: Company | None, not_there: Company | None = None) -> Mapping[str, Target]:
    host = controller(ground.solved)
    if host is None or ground.solved.asked("directory", DirectorySection) is None:
        return {}
    first = partial(_first_password, ground)
    return {host.name: Target(_asked(there), first, _asked(not_there))}


def _asked(company: Company | None) -> Asked:
    return partial(wanted, company) if company else nothing


def _first_password(ground: Ground, login: str) -> str:
    return ground.secret(initial(login))


stage(Stage("directory", 10, ("ccp3_batch", "ccp3_ldap"), "directory", done, undone, ahead=("ccp3_batch", "ccp3_ldap")))
