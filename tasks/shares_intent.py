"""What a file server must share and with whom, as frozen data: a rights table as trainers draw it. Names no server.

Groups are told by sAMAccountName or by SID; folders by their path below the server's own root of shares.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ccp3lab.ntsecurity import Right, Sid, known

Who = str | Sid
"""A group of the domain by its sAMAccountName, or anybody by SID (`known.EVERYONE`: names are translated)."""


@dataclass(frozen=True)
class Given:
    """One cell of the table: `who` has `right`, or with `denied` is refused it."""

    who: Who
    right: Right
    denied: bool = False


WIDE = (Given(known.AUTHENTICATED_USERS, Right.FULL),)
"""The share lets everybody with a password through: NTFS rights alone decide."""


@dataclass(frozen=True)
class Shared:
    """A folder and its share. `rights` are NTFS rights, for all below the folder too; `through` those of the share.

    `folder` is a path below the root of shares, outermost name first; administrators and the system always have it.
    `remark` is given when the share is made.
    """

    name: str
    folder: tuple[str, ...]
    rights: tuple[Given, ...]
    through: tuple[Given, ...] = WIDE
    remark: str = ""


@dataclass(frozen=True)
class Wanted:
    """Everything that a server must share; `unwanted` are shares that must not be there. Others are left alone.

    `cleared` are folders that must not be there either, with all that is in them: an exercise begins anew.
    """

    shares: tuple[Shared, ...] = ()
    unwanted: tuple[str, ...] = ()
    cleared: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Root:
    r"""Where shared folders are: in `folder` of the administrative share `share`, which the server calls `path`.

    Of the image `fileserver`: ROOT. Of a Windows server: `Root("D$", ("partages",), r"D:\partages")`.
    """

    share: str
    folder: tuple[str, ...]
    path: str


ROOT = Root("srv$", (), r"C:\srv")
"""The image `fileserver` (images/fileserver/files/smb.conf)."""

Sids = Mapping[str, Sid]
"""The SID of each group by its sAMAccountName."""


def names(wanted: Wanted) -> tuple[str, ...]:
    """The groups of the domain that WANTED speaks of, each once."""
    cells = [cell for share in wanted.shares for cell in (*share.rights, *share.through)]
    return tuple(sorted({cell.who for cell in cells if isinstance(cell.who, str)}))
