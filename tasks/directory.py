"""The directory: its section. Accounts are written by LDAP after the devices have their configuration."""

from collections.abc import Iterator

from ccp3lab.parts import Part
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from tasks.directory_rules import rules
from tasks.directory_section import DirectorySection

section("directory", DirectorySection, rules)


@service("directory")
def directory(site: Site) -> Iterator[Part]:  # noqa: ARG001 - no device is configured for it
    """Nothing of a device's own configuration."""
    yield from ()
