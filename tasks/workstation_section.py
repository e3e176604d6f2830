"""The section `workstation`: which machines belong to the company's domain, and who may log on to each."""

from typing import Annotated

from pydantic import Field, StringConstraints

from ccp3lab.model import Model

GroupName = Annotated[str, StringConstraints(pattern=r"^[\w.$ -]+$", max_length=256, strip_whitespace=True)]
"""The sAMAccountName of a group, without what a list of sssd.conf(5) is made of."""


class Machine(Model):
    """One machine of the domain: members of the groups `logon` may log on to it, direct or nested."""

    logon: Annotated[tuple[GroupName, ...], Field(min_length=1)]


class WorkstationSection(Model):
    """The whole section: device -> what it is in the domain."""

    machines: dict[str, Machine]
