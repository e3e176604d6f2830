"""Types for the fields of checks that name something of the section `directory`, and what that must be."""

from typing import Annotated

from pydantic import Field

from ccp3lab.domain import Domain
from ccp3lab.grading.check import Place
from ccp3lab.grading.names import named
from tasks.directory_intent import Computer, Group, Ou, User
from tasks.directory_section import DirectorySection
from tasks.directory_wanted import path, wanted


def users(place: Place) -> dict[str, User]:
    """The accounts of the company, by login."""
    return {one.login: one for one in wanted(place.company).users}


def groups(place: Place) -> dict[str, Group]:
    """The groups of the company, by name."""
    return {one.name: one for one in wanted(place.company).groups}


def computers(place: Place) -> dict[str, Computer]:
    """The computer accounts of the company, by the names of their devices."""
    return {one.name.lower(): one for one in wanted(place.company).computers}


def ous(place: Place) -> dict[str, Ou]:
    """The OUs of the company, by their keys in the section."""
    data = place.company.asked("directory", DirectorySection)
    known = {one.path: one for one in wanted(place.company).ous}
    return {key: known[path(data, key)] for key in data.ous} if data else {}


def domain(place: Place) -> Domain:
    """The domain of the company."""
    return Domain.of(place.company.plan)


AccountRef = Annotated[str, named("account", users)]
"""The login of a person of the staff list."""

GroupRef = Annotated[str, named("group", groups)]
"""A group of the section."""

OuRef = Annotated[str, named("OU", ous)]
"""The key of an OU of the section."""

ComputerRef = Annotated[str, named("computer account", computers)]
"""A computer of the section."""

Accounts = Annotated[tuple[AccountRef, ...], Field(min_length=1)]
Groups = Annotated[tuple[GroupRef, ...], Field(min_length=1)]
Ous = Annotated[tuple[OuRef, ...], Field(min_length=1)]
Computers = Annotated[tuple[ComputerRef, ...], Field(min_length=1)]
