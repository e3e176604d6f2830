"""The Nornir task that looks a directory over: what works, and should not be so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.directory.distinguished import key
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.findings import Finding, Grant, Kind
from ccp3lab.errors import DescriptorError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS
from ccp3lab.ntsecurity import Sid, decode
from tasks.directory_audit_rights import given, on_objects
from tasks.directory_found import DISABLED, Found, Key, Sort, Thing
from tasks.directory_groups import NESTED
from tasks.directory_intent import Scope
from tasks.directory_read import OU, USER, read
from tasks.directory_values import scope_of

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

LOGONS = ("lastLogonTimestamp", "lastLogon", "logonCount", "whenCreated")
EMPTY_BY_NATURE = frozenset({"dnsadmins", "dnsupdateproxy"})
"""Groups that came with the DNS service of the domain: their RIDs are those of groups that somebody made."""


@dataclass(frozen=True)
class Looked:
    """What an audit looks at: all that is there, when each account was used, who was given rights on places."""

    found: Found
    logons: Mapping[Key, Entry] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    unseen: tuple[str, ...] = ()


@JOBS.add("directory_audit")
def directory_audit(task: Task, grants: tuple[Grant, ...] = ()) -> Result:
    """`Result.result` are findings, sorted; GRANTS are rights that were found elsewhere (on shares)."""
    looked = look(task.host.get_connection("ccp3_ldap", task.nornir.config), grants)
    return Result(host=task.host, result=tuple(sorted(set(audit(looked)))))


def look(there: "Directory", grants: tuple[Grant, ...] = ()) -> Looked:
    """Everything that an audit asks THERE; DirectoryError."""
    logons = {key(entry.dn): entry for entry in there.search(there.base, USER, LOGONS)}
    own, unseen = list[Grant](), list[str]()
    for entry in there.search(there.base, OU, ["nTSecurityDescriptor"], controls=there.DACL):
        try:
            own += given(entry.dn, decode(entry.raw("nTSecurityDescriptor")), on_objects)
        except DescriptorError:
            unseen.append(entry.dn)
    return Looked(read(there), logons, (*own, *grants), tuple(unseen))


def audit(looked: Looked) -> Iterator[Finding]:
    """Everything to look at. Pure."""
    found = looked.found
    yield from _unused(found, looked.logons)
    for group in (thing for thing in found.things if thing.sort is Sort.GROUP and not thing.builtin):
        yield from _outside(group, found)
    yield from _empty(found)
    yield from _rights(looked)
    for place in looked.unseen:
        yield Finding(Kind.UNSEEN, one_line(place), "its rights")


def _unused(found: Found, logons: Mapping[Key, Entry]) -> Iterator[Finding]:
    for thing in found.things:
        entry = logons.get(thing.key)
        if thing.sort is not Sort.USER or thing.builtin or thing.entry.number("userAccountControl") & DISABLED:
            continue
        if entry and not any(entry.number(name) for name in LOGONS[:3]):
            made = entry.text("whenCreated")[:8]
            yield Finding(Kind.UNUSED, _called(thing), f"made on {made[:4]}-{made[4:6]}-{made[6:]}" if made else "")


def _outside(group: Thing, found: Found) -> Iterator[Finding]:
    """Who is in GROUP and should not be there (as `directory_groups` has the rule)."""
    scope = scope_of(group.entry)
    for thing in filter(None, (found.by_key.get(key(name)) for name in group.entry.texts("member"))):
        if thing.sort is Sort.GROUP:
            inner = scope_of(thing.entry)
            wrong, what = inner not in NESTED[scope], f"{_spoken(inner)} group"
        else:
            wrong, what = scope is not Scope.GLOBAL, str(thing.sort)
        if wrong:
            yield Finding(Kind.OUTSIDE, _called(group), f"{what} {_called(thing)} in a {_spoken(scope)} group")


def _empty(found: Found) -> Iterator[Finding]:
    for thing in found.things:
        empty = thing.sort is Sort.GROUP and not thing.entry.all("member")
        if empty and not thing.builtin and thing.login not in EMPTY_BY_NATURE:
            yield Finding(Kind.EMPTY, _called(thing), f"{_spoken(scope_of(thing.entry))} group")


def _rights(looked: Looked) -> Iterator[Finding]:
    """Rights that an account has by itself; those of accounts that came with the domain are no finding."""
    users = {
        thing.rid: thing for thing in looked.found.things if thing.sort in (Sort.USER, Sort.COMPUTER) and thing.rid
    }
    domain = next((_domain(thing) for thing in users.values()), None)
    for grant in looked.grants:
        sid = Sid.parse(grant.sid)
        thing = users.get(sid.rid or 0)
        if thing and not thing.builtin and sid.domain == domain:
            yield Finding(Kind.RIGHT, _called(thing), f"{grant.right} on {one_line(grant.place)}")


def _spoken(scope: Scope) -> str:
    return scope.replace("_", " ")


def _domain(thing: Thing) -> Sid | None:
    return Sid.decode(thing.entry.raw("objectSid")).domain


def _called(thing: Thing) -> str:
    return one_line(thing.entry.text("sAMAccountName") or thing.name)
