"""The section `directory` (directory.yml), as written: where accounts are, and who is in which group (AGDLP)."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from ccp3lab.model import Model
from tasks.dhcp_section import duration
from tasks.directory_hours import Week
from tasks.directory_intent import Kind, Scope


def span(value: object) -> object:
    """A time of a file (`30m`, `90d`), or `never`: zero, as AD has it. Raises ValueError for other text."""
    return timedelta(0) if value in ("never", "0") else duration(value)


Span = Annotated[timedelta, BeforeValidator(span)]


class OuEntry(Model):
    """An organizational unit: its name, and the key of the OU around it (none: the domain itself)."""

    name: str
    inside: str | None = None
    description: str = ""
    protected: bool = True


class GroupEntry(Model):
    """A group below the OU `ou`; `members` are other groups. Users come by their department."""

    scope: Scope
    ou: str
    members: tuple[str, ...] = ()
    description: str = ""
    kind: Kind = Kind.SECURITY


class DepartmentEntry(Model):
    """Where the people of a department have their accounts, the global groups of all of them, when they may log on."""

    ou: str
    groups: tuple[str, ...] = ()
    hours: Week | None = None


class HomeEntry(Model):
    """The home folder of every account: `share` of the device `server`, in it a folder under the login."""

    drive: Annotated[str, Field(pattern="^[D-Z]:$")]
    server: str
    share: Annotated[str, Field(min_length=1, max_length=80, pattern=r'^[^\\/:*?"<>|]+$')]


class PersonEntry(Model):
    """What the staff list does not say of one person; `groups` are beside those of the department."""

    department: str | None = None
    groups: tuple[str, ...] = ()
    enabled: bool | None = None
    must_change: bool | None = None
    expires: date | None = None
    hours: Week | None = None


class ComputerEntry(Model):
    """A computer account that is there before its machine joins."""

    ou: str
    description: str = ""


class PolicyEntry(Model):
    """Passwords and lockout, within what AD takes (MS-ADA2, MS-ADA3; the dialogue of Windows has the same bounds)."""

    length: Annotated[int, Field(strict=True, ge=0, le=14)]
    complex: bool
    history: Annotated[int, Field(strict=True, ge=0, le=24)]
    youngest: Span
    oldest: Span
    attempts: Annotated[int, Field(strict=True, ge=0, le=999)]
    locked: Span
    window: Span


class DirectorySection(Model):
    """The directory of the company. `staff` is a list of the same folder (`ccp3lab.people`).

    OUs and departments go by keys of this file, groups by their names, people by their employee numbers. `company` is
    what accounts have as theirs; the title of the company, where it is not said. `utc_offset` is what hours of the file
    are ahead of UTC, by the standard time: the directory knows no summer.
    """

    staff: str
    company: str = ""
    ous: dict[str, OuEntry]
    departments: dict[str, DepartmentEntry]
    groups: dict[str, GroupEntry]
    people: dict[str, PersonEntry] = Field(default_factory=dict)
    computers: dict[str, ComputerEntry] = Field(default_factory=dict)
    policy: PolicyEntry | None = None
    home: HomeEntry | None = None
    utc_offset: Annotated[int, Field(strict=True, ge=-12, le=14)] = 1
