"""What an object of the intent is in Active Directory's attributes (MS-ADA1 to 3), and what differs. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from ccp3lab.directory.entry import Entry
from tasks.directory_found import DISABLED, MARK, NO_PASSWORD
from tasks.directory_intent import Computer, Group, Kind, Ou, Policy, Scope, User

Attributes = dict[str, tuple[bytes, ...]]

NORMAL, WORKSTATION = 0x200, 0x1000
"""Bits of userAccountControl: a user's account, a computer's."""
SECURITY = 0x80000000
SCOPES = {Scope.GLOBAL: 0x2, Scope.DOMAIN_LOCAL: 0x4, Scope.UNIVERSAL: 0x8}
"""Bits of groupType (MS-ADTS, section 2.2.12)."""

ALWAYS = b"\xff" * 21
NEVER = 0x7FFFFFFFFFFFFFFF
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
"""What Active Directory counts from."""


def _ticks(time: timedelta) -> int:
    """TIME in tenths of microseconds."""
    return time // timedelta(microseconds=1) * 10


def _text(value: str) -> tuple[bytes, ...]:
    return (value.encode(),) if value else ()


def user(one: User, dns: str) -> Attributes:
    """What is plainly so or not; hours, expiry and userAccountControl have more than one way to say a thing."""
    texts = {
        "sAMAccountName": one.login,
        "userPrincipalName": f"{one.login}@{dns}",
        "employeeNumber": one.number,
        "givenName": one.given,
        "sn": one.surname,
        "displayName": one.display,
        "title": one.title,
        "department": one.department,
        "company": one.company,
        "mail": one.mail,
        "telephoneNumber": one.phone,
        "homeDrive": one.home.drive if one.home else "",
        "homeDirectory": one.home.unc if one.home else "",
        "adminDescription": MARK,
    }
    return {name: _text(value) for name, value in texts.items()}


def group(one: Group) -> Attributes:
    """All but its members and its groupType."""
    texts = {"sAMAccountName": one.name, "description": one.description, "adminDescription": MARK}
    return {name: _text(value) for name, value in texts.items()}


def computer(one: Computer) -> Attributes:
    """All that is ours: a computer that joined has changed the rest."""
    texts = {"sAMAccountName": f"{one.name}$", "description": one.description, "adminDescription": MARK}
    return {name: _text(value) for name, value in texts.items()}


def ou(one: Ou) -> Attributes:
    """All but its protection."""
    return {"description": _text(one.description), "adminDescription": _text(MARK)}


def group_type(scope: Scope, kind: Kind) -> int:
    """The groupType of SCOPE and KIND: a signed number of 32 bits."""
    bits = SCOPES[scope] | (SECURITY if kind is Kind.SECURITY else 0)
    return bits - 0x100000000 if bits & SECURITY else bits


def scope_of(entry: Entry) -> Scope:
    """The scope of a group as it was read."""
    bits = entry.number("groupType")
    return next((scope for scope, bit in SCOPES.items() if bits & bit), Scope.DOMAIN_LOCAL)


def kind_of(entry: Entry) -> Kind:
    """Whether a group as it was read can be given rights."""
    return Kind.SECURITY if entry.number("groupType") & SECURITY else Kind.DISTRIBUTION


def number(value: int) -> tuple[bytes, ...]:
    """VALUE as LDAP writes numbers."""
    return (str(value).encode(),)


def expiry(last: date | None) -> int:
    """accountExpires: the midnight (UTC) after the LAST day, in tenths of microseconds since 1601."""
    if last is None:
        return NEVER
    return _ticks(datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1) - EPOCH)


def moment(ticks: int) -> datetime:
    """The moment of an accountExpires that is one (UTC); OverflowError beyond all calendars."""
    return EPOCH + timedelta(microseconds=ticks // 10)


CHANGE: Attributes = {"pwdLastSet": number(0)}
"""What makes the password that is given with it one that must be changed at the next logon."""


def differing(wanted: Mapping[str, tuple[bytes, ...]], found: Entry) -> Attributes:
    """What FOUND must be given to have WANTED."""
    return {name: values for name, values in wanted.items() if found.all(name) != values}


def life(one: User, found: Entry) -> Attributes:
    """What FOUND must be given to be usable as ONE is: enabled or not, until when, at which hours."""
    return dict(_life(one, found))


def _life(one: User, found: Entry) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    control = found.number("userAccountControl", NORMAL)
    wanted = control & ~(DISABLED | NO_PASSWORD) | (0 if one.enabled else DISABLED)
    if control != wanted:
        yield "userAccountControl", number(wanted)
    ends = found.number("accountExpires") or NEVER
    if ends != expiry(one.expires):
        yield "accountExpires", number(expiry(one.expires))
    if (found.raw("logonHours") or ALWAYS) != (one.hours or ALWAYS):
        yield "logonHours", (one.hours or ALWAYS,)


def newborn(one: User) -> Attributes:
    """What an account that does not exist yet is given beside its attributes and its password."""
    made = {"userAccountControl": number(NORMAL if one.enabled else NORMAL | DISABLED)}
    if one.expires is not None:
        made["accountExpires"] = number(expiry(one.expires))
    if one.hours is not None:
        made["logonHours"] = (one.hours,)
    return made | (CHANGE if one.must_change else {})


def policy(one: Policy, found: Entry) -> Attributes:
    """What the domain FOUND must be given to have the policy ONE; other bits of pwdProperties stay."""
    bits = found.number("pwdProperties")
    wanted = {
        "minPwdLength": one.length,
        "pwdProperties": bits | 1 if one.complex else bits & ~1,
        "pwdHistoryLength": one.history,
        "minPwdAge": _ago(one.youngest),
        "maxPwdAge": _ago(one.oldest) or -NEVER - 1,
        "lockoutThreshold": one.attempts,
        "lockoutDuration": _ago(one.locked) or -NEVER - 1,
        "lockOutObservationWindow": _ago(one.window),
    }
    return differing({name: number(value) for name, value in wanted.items()}, found)


def _ago(time: timedelta) -> int:
    """A length of time as the directory has it: tenths of microseconds, negative."""
    return -_ticks(time)
