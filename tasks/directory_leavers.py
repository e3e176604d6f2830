"""Accounts of ours whose people are on no list any more: they are never deleted by an import. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ccp3lab.directory.distinguished import key, parsed
from ccp3lab.errors import DirectoryError
from tasks import directory_values as values
from tasks.directory_found import DISABLED, Found, Key, Sort, Thing
from tasks.directory_intent import Group, Home, OuPath, User, Wanted
from tasks.directory_wanted import told_apart


def unlisted(found: Found, people: Iterable[User]) -> tuple[Thing, ...]:
    """The accounts of FOUND that we manage and that are nobody's of PEOPLE."""
    listed = list(people)
    numbers = {one.number for one in listed}
    logins = {one.login.casefold() for one in listed}
    users = (thing for thing in found.things if thing.sort is Sort.USER and thing.marked)
    return tuple(thing for thing in users if thing.number not in numbers and thing.login not in logins)


def departed(wanted: Wanted, found: Found) -> Wanted:
    """WANTED, and who is not in it any more: there, disabled, in none of its groups."""
    away = [replace(_as_it_is(thing, found), enabled=False) for thing in unlisted(found, wanted.users)]
    return _with(wanted, away)


def untouched(wanted: Wanted, found: Found) -> Wanted:
    """WANTED, and who is not in it: as they are, in the groups that they are in."""
    things = unlisted(found, wanted.users)
    names = {thing.key: thing.entry.text("sAMAccountName") for thing in things}
    kept = _with(wanted, [_as_it_is(thing, found) for thing in things])
    return replace(kept, groups=tuple(_joined(group, found, names) for group in wanted.groups))


def _joined(group: Group, found: Found, names: Mapping[Key, str]) -> Group:
    thing = found.by_login.get(group.name.casefold())
    members = map(key, thing.entry.texts("member") if thing else ())
    return replace(group, members=(*group.members, *(names[one] for one in members if one in names)))


def _with(wanted: Wanted, others: list[User]) -> Wanted:
    """WANTED with OTHERS, whose names stay theirs: a homonym who comes is told apart by the login."""
    taken = {_place(one) for one in others}
    users = (
        replace(one, name=told_apart(one.name, one.login)) if _place(one) in taken else one for one in wanted.users
    )
    return replace(wanted, users=(*users, *others))


def _place(one: User) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (*one.path, one.name))


def _as_it_is(thing: Thing, found: Found) -> User:
    entry = thing.entry
    drive, unc = entry.text("homeDrive"), entry.text("homeDirectory")
    hours = entry.raw("logonHours")
    return User(
        login=entry.text("sAMAccountName"),
        path=_path(thing, found),
        name=thing.name,
        number=thing.number,
        given=entry.text("givenName"),
        surname=entry.text("sn"),
        display=entry.text("displayName"),
        title=entry.text("title"),
        department=entry.text("department"),
        company=entry.text("company"),
        mail=entry.text("mail"),
        phone=entry.text("telephoneNumber"),
        enabled=not entry.number("userAccountControl") & DISABLED,
        expires=last_day(entry.number("accountExpires")),
        hours=hours if hours not in (b"", values.ALWAYS) else None,
        home=Home(drive, unc) if drive or unc else None,
    )


def _path(thing: Thing, found: Found) -> OuPath:
    """The OUs around THING; DirectoryError when it stands in something else: the way back there cannot be said."""
    around = parsed(thing.entry.dn)[1 : -len(parsed(found.base))]
    if any(kind.upper() != "OU" for kind, _ in around):
        raise DirectoryError(f"user {thing.login}: {thing.entry.dn} stands in no OU; move the account into one")
    return tuple(name for _, name in reversed(around))


def last_day(ticks: int) -> date | None:
    """The last day of an account that ends at TICKS (accountExpires); None for never."""
    if ticks in (0, values.NEVER):
        return None
    return values.moment(ticks).date() - timedelta(days=1)


def numbered(found: Found) -> Iterator[tuple[str, str]]:
    """The login of each person of FOUND, by employee number."""
    for number, thing in found.by_number.items():
        yield number, thing.entry.text("sAMAccountName")
