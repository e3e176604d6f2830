"""The section `shares` (shares.yml), as written: the rights table of the company, as trainers draw it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from ccp3lab.model import Model
from ccp3lab.ntsecurity import Right

Folder = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Given(StrEnum):
    """A cell of the table ("Lecture", "Modification", "Contrôle total")."""

    READ = "read"
    CHANGE = "change"
    FULL = "full"

    @property
    def right(self) -> Right:
        """What a security descriptor has of it."""
        return Right[self.name]


class ShareEntry(Model):
    """One share. `folder` is below the server's root of shares, `/` between names, the outermost first.

    `rights` are those on the folder (NTFS), by group; `through` is what the share lets everybody with a password do.
    `hidden` puts a `$` behind its name: who lists the shares does not see it.
    """

    server: str
    folder: Folder
    rights: Annotated[dict[str, Given], Field(min_length=1)]
    through: Given = Given.FULL
    hidden: bool = False
    remark: Annotated[str, StringConstraints(max_length=48)] = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the folders that lead to it."""
        return tuple(self.folder.split("/"))


class SharesSection(Model):
    """The whole section: each share by its name."""

    table: dict[str, ShareEntry]

    def called(self, name: str) -> str:
        """The name under which users reach the share NAME of the table."""
        return f"{name}$" if self.table[name].hidden else name
