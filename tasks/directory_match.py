"""Which object of the directory is which object of the intent, which ones go, and what stands in the way. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccp3lab.directory.distinguished import dn, key
from tasks.directory_found import Found, Key, Sort, Thing
from tasks.directory_intent import Computer, Group, OuPath, User, Wanted

Object = User | Group | Computer

SORTS: Mapping[type[object], Sort] = {User: Sort.USER, Group: Sort.GROUP, Computer: Sort.COMPUTER}


def place(path: OuPath, base: str) -> str:
    """The distinguished name of the OU at PATH."""
    return dn(*(("OU", name) for name in reversed(path)), below=base)


def target(one: Object, base: str) -> str:
    """The distinguished name that ONE must have."""
    return dn(("CN", one.name), below=place(one.path, base))


def login(one: Object) -> str:
    """The sAMAccountName that ONE must have."""
    match one:
        case User():
            return one.login
        case Computer():
            return f"{one.name}$"
        case Group():
            return one.name


def objects(wanted: Wanted) -> Iterator[Object]:
    """Users, groups and computers, as they are made."""
    yield from wanted.users
    yield from wanted.groups
    yield from wanted.computers


@dataclass(frozen=True)
class Match:
    """`pairs` are found objects by the folded login that they must have, `ous` by their key; `gone` must go."""

    pairs: Mapping[str, Thing] = field(default_factory=dict)
    ous: Mapping[Key, Thing] = field(default_factory=dict)
    gone: tuple[Thing, ...] = ()

    def of(self, one: Object) -> Thing | None:
        """What is there of ONE."""
        return self.pairs.get(login(one).casefold())


def match(wanted: Wanted, found: Found, unwanted: Wanted) -> Match:
    """Who is who. What goes: what we manage and nobody wants, and what UNWANTED names, but for protected objects."""
    pairs: dict[str, Thing] = {}
    taken: set[Key] = set()
    for one in sorted(objects(wanted), key=lambda one: not (isinstance(one, User) and one.number)):
        thing = _candidate(one, found)
        if thing and thing.key not in taken:
            pairs[login(one).casefold()] = thing
            taken.add(thing.key)
    needed = set(_needed(wanted, found.base))
    named = {thing.key for thing in _named(unwanted, found)}
    leaving = [
        thing
        for thing in found.things
        if thing.key not in taken | needed and not thing.protected and (thing.marked or thing.key in named)
    ]
    there = {name: found.by_key[name] for name in needed if name in found.by_key}
    return Match(pairs, there, tuple(_free(leaving, found, taken)))


def _needed(wanted: Wanted, base: str) -> Iterator[Key]:
    """The OUs of WANTED and those around its objects."""
    for path in {one.path for one in (*wanted.ous, *objects(wanted))}:
        yield from (key(place(path[:depth], base)) for depth in range(1, len(path) + 1))


def _candidate(one: Object, found: Found) -> Thing | None:
    """A person's account is known by its number; everything else, and an account without number, by its login."""
    if isinstance(one, User) and one.number and (thing := found.by_number.get(one.number)):
        return thing
    thing = found.by_login.get(login(one).casefold())
    if thing is None or thing.sort is not SORTS[type(one)]:
        return None
    if isinstance(one, User) and one.number and thing.number not in ("", one.number):
        return None  # somebody else's
    return thing


def _named(unwanted: Wanted, found: Found) -> Iterator[Thing]:
    for one in objects(unwanted):
        if thing := _candidate(one, found):
            yield thing
    for ou in unwanted.ous:
        if thing := found.by_key.get(key(place(ou.path, found.base))):
            yield thing


def _free(leaving: list[Thing], found: Found, moved: set[Key]) -> Iterator[Thing]:
    """LEAVING without the OUs below which something stays: it is not ours to delete.

    Objects of the intent (MOVED) do not stay where an OU leaves: they have their place elsewhere.
    """
    going = {thing.key for thing in leaving} | moved
    for thing in leaving:
        if thing.sort is Sort.OU and any(other.below(thing.key) and other.key not in going for other in found.things):
            continue
        yield thing


def problems(wanted: Wanted, found: Found, matched: Match) -> Iterator[str]:
    """What stands in the way of WANTED: names taken by what is not ours, objects of the domain's own."""
    made = {ou.path for ou in wanted.ous}
    free = {thing.key for thing in (*matched.gone, *matched.pairs.values())}
    for one in objects(wanted):
        sort, mine = SORTS[type(one)], matched.of(one)
        other = found.by_login.get(login(one).casefold())
        if mine and mine.builtin:
            yield f"{sort} {login(one)}: {mine.entry.dn} came with the domain and is left alone; choose another name"
        elif other and other.key not in free:
            yield f"{sort} {login(one)}: that logon name is taken by {other.entry.dn}, not managed here; rename either"
        for depth in range(1, len(one.path) + 1):
            if one.path[:depth] not in made and key(place(one.path[:depth], found.base)) not in matched.ous:
                yield f"{sort} {login(one)}: no OU {' / '.join(one.path[:depth])} to put it in; add it to the data"
        stands = found.by_key.get(key(target(one, found.base)))
        if stands and stands.key not in free:
            yield f"{sort} {login(one)}: {stands.entry.dn} stands in its place, not managed here; rename either"
