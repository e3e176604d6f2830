"""What a directory holds, read in one search a kind, page by page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccp3lab.directory.entry import Entry
from ccp3lab.errors import DescriptorError, DirectoryError
from ccp3lab.ntsecurity.decode import decode
from ccp3lab.ntsecurity.sid import Sid
from tasks.directory_found import Found, Key, Sort, Thing
from tasks.directory_guard import guarded

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

OU = "(objectClass=organizationalUnit)"
USER = "(&(objectCategory=person)(objectClass=user))"
GROUP = "(objectClass=group)"
COMPUTER = "(objectClass=computer)"
REST = f"(!(|{OU}(objectClass=user){GROUP}))"

COMMON = ("adminDescription", "isCriticalSystemObject", "description")
ACCOUNT = (*COMMON, "sAMAccountName", "objectSid", "adminCount", "userAccountControl")
PERSON = (
    *ACCOUNT, "userPrincipalName", "employeeNumber", "givenName", "sn", "displayName", "title", "department", "company",
    "mail", "telephoneNumber", "homeDrive", "homeDirectory", "accountExpires", "logonHours", "pwdLastSet",
)  # fmt: skip
POLICY = (
    "minPwdLength", "pwdProperties", "pwdHistoryLength", "minPwdAge", "maxPwdAge", "lockoutThreshold",
    "lockoutDuration", "lockOutObservationWindow",
)  # fmt: skip


def read(directory: "Directory") -> Found:
    """The whole domain; DirectoryError."""
    base = directory.base
    (head,) = directory.search(base, "(objectClass=*)", POLICY, scope="BASE")
    ous = directory.search(base, OU, [*COMMON, "nTSecurityDescriptor"], controls=directory.DACL)
    things = [
        *(Thing(Sort.OU, entry, guarded=_guarded(entry)) for entry in ous),
        *_accounts(Sort.USER, directory.search(base, USER, PERSON)),
        *_accounts(Sort.GROUP, directory.search(base, GROUP, [*ACCOUNT, "groupType", "member"])),
        *_accounts(Sort.COMPUTER, directory.search(base, COMPUTER, ACCOUNT)),
    ]
    return Found(base, (*things, *_rest(directory, things)), head)


def _accounts(sort: Sort, entries: list[Entry]) -> Iterator[Thing]:
    for entry in entries:
        yield Thing(sort, entry, _rid(entry))


def _rid(entry: Entry) -> int | None:
    """The last part of the object's SID; an object without one came from nowhere that we know."""
    try:
        return Sid.decode(entry.raw("objectSid")).rid
    except DescriptorError as error:
        raise DirectoryError(f"{entry.dn}: its objectSid cannot be read: {error}; look at it") from None


def _guarded(entry: Entry) -> bool:
    try:
        return guarded(decode(entry.raw("nTSecurityDescriptor")))
    except DescriptorError as error:
        raise DirectoryError(
            f"{entry.dn}: its security descriptor cannot be read: {error}; the account used here needs the right to "
            "read permissions there"
        ) from None


def _rest(directory: "Directory", things: list[Thing]) -> Iterator[Thing]:
    """Whatever else stands in OUs that we manage: they cannot be deleted with it."""
    ours = {thing.key: thing for thing in things if thing.sort is Sort.OU and thing.marked}
    for thing in ours.values():
        if not _inside(thing.key, ours):
            for entry in directory.search(thing.entry.dn, REST, ["objectClass"]):
                yield Thing(Sort.OTHER, entry)


def _inside(name: Key, others: dict[Key, Thing]) -> bool:
    return any(name[depth:] in others for depth in range(1, len(name)))
