"""What a directory must hold, as frozen data that names no domain: the same goes to the school's own Windows AD.

Places are paths of OU names from the domain down (`("Atelier Vélo", "Comptabilité")`), never distinguished names; who
is meant is told by sAMAccountName or by RID, never by a name that Windows translates. Passwords are no part of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

OuPath = tuple[str, ...]
"""The names of the OUs that lead to a place, outermost first; the domain itself is `()`."""


class Scope(StrEnum):
    """Where a group may be used (MS-ADTS, section 2.2.12, groupType)."""

    GLOBAL = "global"
    DOMAIN_LOCAL = "domain_local"
    UNIVERSAL = "universal"


class Kind(StrEnum):
    """Whether a group can be given rights."""

    SECURITY = "security"
    DISTRIBUTION = "distribution"


class WellKnown(IntEnum):
    """Accounts that every domain has, by RID (MS-DTYP, "Well-Known SID Structures"): names differ with the language."""

    DOMAIN_ADMINS = 512
    DOMAIN_USERS = 513
    DOMAIN_GUESTS = 514
    DOMAIN_COMPUTERS = 515


Member = str | WellKnown
"""A member of a group: the sAMAccountName of a user or group of ours (a computer's ends in `$`), or a RID."""


@dataclass(frozen=True)
class Ou:
    """An organizational unit; `protected` is "protect object from accidental deletion" (a Deny ACE for Everyone)."""

    path: OuPath
    protected: bool = True
    description: str = ""


@dataclass(frozen=True)
class Home:
    r"""The home folder: `unc` (`\\fs1\perso$\cmartin`) as the drive `drive` (`P:`)."""

    drive: str
    unc: str


@dataclass(frozen=True)
class User:
    """An account.

    `login` is its sAMAccountName (20 characters at most) and, with `@` and the domain, its userPrincipalName. `name` is
    its CN, 64 characters at most, unique in its OU; `number` is its person's employeeNumber, which stays when the name
    changes: an account is looked for by it first, then by `login`. Empty texts are attributes that must not be there.

    `must_change` goes with the initial password, at creation, and is left alone later: the user has changed it then.
    `expires` is the last day on which the account works (accountExpires is the midnight after it). `hours` are the 21
    octets of logonHours (MS-ADA1: a bit an hour, UTC, from Sunday 0:00, lowest bit first), None for always.
    """

    login: str
    path: OuPath
    name: str
    number: str = ""
    given: str = ""
    surname: str = ""
    display: str = ""
    title: str = ""
    department: str = ""
    company: str = ""
    mail: str = ""
    phone: str = ""
    enabled: bool = True
    must_change: bool = True
    expires: date | None = None
    hours: bytes | None = None
    home: Home | None = None


@dataclass(frozen=True)
class Group:
    """A group: `name` is both its CN and its sAMAccountName; `members` are all of its members."""

    name: str
    path: OuPath
    scope: Scope
    kind: Kind = Kind.SECURITY
    description: str = ""
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Computer:
    """A computer account, made before the machine joins: `name` is its CN, and with `$` its sAMAccountName.

    15 characters at most: it is its NetBIOS name, too.
    """

    name: str
    path: OuPath
    description: str = ""


@dataclass(frozen=True)
class Policy:
    """The domain's password and lockout policy, as attributes of the domain object (MS-ADA2, MS-ADA3).

    A time of zero means never (`oldest`: passwords do not expire; `locked`: until an administrator unlocks).
    `attempts` is lockoutThreshold, zero: no lockout.
    """

    length: int
    complex: bool
    history: int
    youngest: timedelta
    oldest: timedelta
    attempts: int
    locked: timedelta
    window: timedelta


NEW_DOMAIN = Policy(
    length=7,
    complex=True,
    history=24,
    youngest=timedelta(days=1),
    oldest=timedelta(days=42),
    attempts=0,
    locked=timedelta(minutes=30),
    window=timedelta(minutes=30),
)
"""What a domain has in which nobody set a policy, on Windows and on Samba (MS-ADA2, MS-ADA3)."""


@dataclass(frozen=True)
class Wanted:
    """All of it, in the order in which it can be made: an OU after the one around it, groups in the order of the file.

    `policy` None leaves the domain's as it is.
    """

    ous: tuple[Ou, ...] = ()
    users: tuple[User, ...] = ()
    groups: tuple[Group, ...] = ()
    computers: tuple[Computer, ...] = ()
    policy: Policy | None = None
