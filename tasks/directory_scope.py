"""What of a directory an import may touch: the OUs that its section names, and what is below them. Pure.

The rest of a domain is somebody else's: a school has accounts with employee numbers and logins of its own, and another
trainer may manage another class in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ccp3lab.directory.distinguished import key
from ccp3lab.directory.entry import Entry
from tasks.directory_found import Found, Key, Sort, Thing
from tasks.directory_match import place
from tasks.directory_section import DirectorySection

MARK = "admindescription"


def within(found: Found, data: DirectorySection) -> Found:
    """FOUND, where accounts and groups outside the outermost OUs of DATA are things that are only in the way."""
    tops = [key(place((entry.name,), found.base)) for entry in data.ous.values() if entry.inside is None]
    things = (thing if _inside(thing, tops) else _foreign(thing) for thing in found.things)
    return replace(found, things=tuple(things))


def taken(found: Found) -> frozenset[str]:
    """The folded logins that are not to be had: those of things that are in the way."""
    return frozenset(thing.login for thing in found.things if thing.sort is Sort.OTHER and thing.login)


def strays(found: Found, scoped: Found, numbers: Iterable[str]) -> Iterator[str]:
    """A line for each account that we made for one of NUMBERS and that now stands outside: nobody gets a second one."""
    asked = set(numbers)
    for thing in found.things:
        if thing.marked and thing.number in asked and scoped.by_key[thing.key].sort is Sort.OTHER:
            yield (
                f"user {thing.login}: the account of {thing.number} is {thing.entry.dn}, outside the OUs of this "
                "section; move it back, or give this person another number"
            )


def _inside(thing: Thing, tops: list[Key]) -> bool:
    return any(thing.key == top or thing.below(top) for top in tops)


def _foreign(thing: Thing) -> Thing:
    """THING as nothing of ours: known by name and RID, for it may be a member, and its names are taken."""
    values = {name: given for name, given in thing.entry.values.items() if name != MARK}
    sort = thing.sort if thing.sort is Sort.OU else Sort.OTHER
    return replace(thing, sort=sort, entry=Entry(thing.entry.dn, values))
