"""Shared folders: their section, and what file servers are told once the directory is there."""

from collections.abc import Iterator, Mapping

from ccp3lab.company import Company
from ccp3lab.parts import Part
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from ccp3lab.stages import Ground, Stage, stage
from tasks.shares_rules import rules
from tasks.shares_section import SharesSection
from tasks.shares_target import FileServer
from tasks.shares_wanted import alone, servers

section("shares", SharesSection, rules)


@service("shares")
def shares(site: Site) -> Iterator[Part]:  # noqa: ARG001 - no device is configured for it
    """Nothing of a device's own configuration."""
    yield from ()


def done(ground: Ground) -> Mapping[str, FileServer]:
    """Each file server is a member of the domain, and shares what the table says; what the state leaves out is gone."""
    return _told(ground, ground.company)


def undone(ground: Ground) -> Mapping[str, FileServer]:
    """Each is a member, and shares what the lab has there before; what the learner is to share is gone."""
    return _told(ground, ground.given("shares"))


def _told(ground: Ground, there: Company | None) -> Mapping[str, FileServer]:
    solved = ground.solved
    return {name: FileServer(alone(there, solved, name), ground.administrator) for name in servers(solved)}


USED = ("ccp3_batch", "ccp3_ldap", "ccp3_smb")
stage(Stage("shares", 20, USED, "file_server", done, undone, ahead=("ccp3_batch", "ccp3_ldap")))
