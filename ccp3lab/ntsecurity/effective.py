"""What a user may do in the end: the most restrictive of share and NTFS (MS-DTYP 2.5.3.2, all rights at once).

Privileges are left out: an administrator who takes ownership, or who restores a backup, may do more.
"""

from collections.abc import Iterable

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity.ace import Ace, Foreign, Kind, decides
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.known import (
    ADMINISTRATORS,
    AUTHENTICATED_USERS,
    DOMAIN_ADMINS,
    DOMAIN_USERS,
    EVERYONE,
    NETWORK,
    OWNER_RIGHTS,
    USERS,
)
from ccp3lab.ntsecurity.masks import DELETE, DELETE_CHILD, READ_CONTROL, WRITE_DAC, Right, of_files
from ccp3lab.ntsecurity.sddl import entry_text
from ccp3lab.ntsecurity.sid import Sid

Token = frozenset[Sid]
"""All the SIDs that a user has on a server."""


def network_token(user: Sid, groups: Iterable[Sid]) -> Token:
    """The token of USER on a member server. GROUPS: its `tokenGroups`, nested groups and primary group included.

    A server that joins takes two groups of the domain into its own: those are added, by RID.
    """
    own = {user, *groups}
    taken_in = {DOMAIN_USERS: USERS, DOMAIN_ADMINS: ADMINISTRATORS}
    local = {taken_in[sid.rid] for sid in own if sid.domain == user.domain and sid.rid in taken_in}
    return frozenset(own | local | {EVERYONE, AUTHENTICATED_USERS, NETWORK})


def granted(descriptor: Descriptor, token: Token) -> int:
    """The mask that DESCRIPTOR alone gives to TOKEN; 0 is no access.

    Raises DescriptorError for entries that cannot be judged from outside the server (conditional ones).
    """
    if descriptor.dacl is None:
        return Right.FULL.value
    entries = [entry for entry in descriptor.dacl if isinstance(entry, Ace) and entry.counts_here]
    if unjudged := [entry for entry in descriptor.dacl if isinstance(entry, Foreign) and decides(entry)]:
        raise DescriptorError(
            f"the right depends on a conditional entry, {entry_text(unjudged[0])}; try it as the user"
        )
    owns = descriptor.owner in token
    who = token | {OWNER_RIGHTS} if owns else token
    allowed = denied = 0
    for entry in entries:
        mask = of_files(entry.mask) if entry.sid in who else 0
        if entry.kind is Kind.ALLOW:
            allowed |= mask & ~denied
        else:
            denied |= mask & ~allowed
    replaced = any(entry.sid == OWNER_RIGHTS for entry in entries)
    return allowed | (READ_CONTROL | WRITE_DAC if owns and not replaced else 0)


def effective(share: Descriptor, ntfs: Descriptor, token: Token) -> int:
    """The mask that TOKEN has through the share on the file or folder that carries NTFS."""
    return granted(share, token) & granted(ntfs, token)


def may_delete(share: Descriptor, ntfs: Descriptor, folder: Descriptor, token: Token) -> bool:
    """Whether TOKEN may delete what carries NTFS and stands in FOLDER: by its own entries or by the folder's."""
    through = granted(share, token)
    by_itself = granted(ntfs, token) & DELETE
    by_folder = granted(folder, token) & DELETE_CHILD
    return bool(through & DELETE and (by_itself or by_folder))
