"""Who is who in a list of rights: the accounts of the domain by SID, and who is in which group. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.errors import DescriptorError
from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Observation
from ccp3lab.ntsecurity import Sid, Token, known, network_token

PRINCIPALS = Search(
    "(|(objectClass=group)(&(objectCategory=person)(objectClass=user)))",
    ("sAMAccountName", "objectSid", "groupType", "member", "primaryGroupID"),
)
"""Every user and group of the domain."""

DOMAIN_LOCAL, BUILTIN = 0x4, 0x1
"""Bits of groupType (MS-ADTS, section 2.2.12)."""

_ROOT = (Sid.parse("S-1-22-1-0"), Sid.parse("S-1-22-2-0"))
"""What Samba calls the user and the group root of the server (its own authority 22)."""

_KEEPERS = {
    known.ADMINISTRATORS: "les administrateurs",
    known.SYSTEM: "le système",
    known.CREATOR_OWNER: "le créateur",
    known.CREATOR_GROUP: "le groupe du créateur",
    known.OWNER_RIGHTS: "le propriétaire",
    **dict.fromkeys(_ROOT, "root"),
}
_ANYBODY = {known.EVERYONE: "tout le monde", known.AUTHENTICATED_USERS: "les utilisateurs authentifiés"}
_OTHERS = {known.USERS: "les utilisateurs du serveur", known.NETWORK: "le réseau", known.GUESTS: "les invités"}
_OWN_ADMINISTRATORS = (known.ADMINISTRATOR, known.DOMAIN_ADMINS)


@dataclass(frozen=True)
class Principal:
    """Somebody in a list of rights, and what texts call them (French).

    `is_local`: a domain local group; `keeps`: who always may have rights; `is_anybody`: everybody with a password.
    """

    told: str
    is_local: bool = False
    keeps: bool = False
    is_anybody: bool = False

    @classmethod
    def beyond(cls, sid: Sid) -> "Principal":
        """Somebody whom the domain's directory does not list."""
        said = _KEEPERS.get(sid) or _ANYBODY.get(sid) or _OTHERS.get(sid) or "un compte que le domaine n'a pas"
        return cls(f"{said} ({sid})", keeps=sid in _KEEPERS, is_anybody=sid in _ANYBODY)


def principals(seen: Observation) -> dict[Sid, Principal]:
    """The accounts of the domain by SID; Unreadable when they are not told."""
    return {sid: _principal(sid, entry) for sid, entry in _by_sid(entries(seen)).items()}


def tokens(seen: Observation) -> dict[str, Token]:
    """What each user of the domain has on a member server, by login in lower case; groups in groups included."""
    by_sid = _by_sid(entries(seen))
    groups = {sid: entry for sid, entry in by_sid.items() if entry.raw("groupType")}
    around: dict[str, list[tuple[Sid, str]]] = {}
    for sid, entry in groups.items():
        for member in entry.texts("member"):
            around.setdefault(member.casefold(), []).append((sid, entry.dn.casefold()))
    users = {sid: entry for sid, entry in by_sid.items() if sid not in groups}
    return {entry.text("sAMAccountName").lower(): _token(sid, entry, by_sid, around) for sid, entry in users.items()}


def _token(
    sid: Sid, user: Entry, by_sid: Mapping[Sid, Entry], around: Mapping[str, Iterable[tuple[Sid, str]]]
) -> Token:
    primary = sid.domain.member(user.number("primaryGroupID", known.DOMAIN_USERS)) if sid.domain else None
    found = {primary} if primary else set[Sid]()
    waiting = [user.dn.casefold(), *(by_sid[one].dn.casefold() for one in found if one in by_sid)]
    while waiting:
        for group, name in around.get(waiting.pop(), ()):
            if group not in found:
                found.add(group)
                waiting.append(name)
    return network_token(sid, found)


def _principal(sid: Sid, entry: Entry) -> Principal:
    name, kind = one_line(entry.text("sAMAccountName"), 64), entry.number("groupType")
    if not entry.raw("groupType"):
        return Principal(f"l'utilisateur {name}", keeps=_administers(sid))
    local = bool(kind & DOMAIN_LOCAL and not kind & BUILTIN)
    keeps = _administers(sid) or sid == known.ADMINISTRATORS
    return Principal(
        f"le groupe {name}" if local else f"le groupe {name}, qui n'est pas de domaine local", local, keeps
    )


def _administers(sid: Sid) -> bool:
    return sid.domain is not None and sid.rid in _OWN_ADMINISTRATORS


def _by_sid(found: Iterable[Entry]) -> dict[Sid, Entry]:
    try:
        return {Sid.decode(entry.raw("objectSid")): entry for entry in found}
    except DescriptorError as error:
        raise Unreadable(f"LDAP : {one_line(str(error))}") from None
