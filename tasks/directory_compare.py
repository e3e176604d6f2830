"""From what a directory holds to what it must hold: single operations in an order that may end after any of them. Pure.

Nothing is enabled before it has a password, no name is given twice, no group ever holds one that Windows refuses; what
is left after an interruption is what the next comparison finds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ccp3lab.directory.distinguished import dn, key, parsed
from ccp3lab.errors import DirectoryError
from tasks import directory_values as values
from tasks.directory_change import Change, Create, Delete, Guard, Move, Prune, Set, Unguard
from tasks.directory_found import DISABLED, NO_PASSWORD, Found, Key, Sort, Thing
from tasks.directory_intent import NEW_DOMAIN, Computer, Group, Ou, User, Wanted
from tasks.directory_lines import created, shown, told
from tasks.directory_match import SORTS, Match, Object, login, match, objects, place, problems, target
from tasks.directory_members import Roster
from tasks.directory_order import rescoped, untangled
from tasks.directory_target import NOTHING

CLASSES = {
    Sort.OU: ("top", "organizationalUnit"),
    Sort.USER: ("top", "person", "organizationalPerson", "user"),
    Sort.GROUP: ("top", "group"),
    Sort.COMPUTER: ("top", "person", "organizationalPerson", "user", "computer"),
}
"""objectClass of what is created."""

LOGON = {"sAMAccountName", "userPrincipalName"}
"""The names to log on with: unique in the domain."""


def compare(wanted: Wanted, found: Found, unwanted: Wanted = NOTHING) -> tuple[Change, ...]:
    """What turns FOUND into WANTED, and takes away what UNWANTED names (a learner's job, undone), in order.

    Where a policy is unwanted and none is wanted, the domain gets that of a new one.
    DirectoryError, one line a problem: a name that is taken, a nesting that Windows refuses, a member that is nowhere.
    """
    matched = match(wanted, found, unwanted)
    policy = wanted.policy or (NEW_DOMAIN if unwanted.policy else None)
    comparison = Comparison(replace(wanted, policy=policy), found, matched)
    wrong = [*problems(wanted, found, matched), *comparison.roster.problems()]
    if wrong:
        raise DirectoryError("\n".join(dict.fromkeys(wrong)))
    return tuple(comparison.changes())


@dataclass(frozen=True)
class Comparison:
    """One comparison at work."""

    wanted: Wanted
    found: Found
    matched: Match

    def changes(self) -> Iterator[Change]:
        """Every change: what goes frees its names, then what stays gets its own, then what is new comes."""
        yield from self._policy()
        yield from self._deleted(thing for thing in self.matched.gone if thing.sort is not Sort.OU)
        yield from self._ous()
        yield from self._logins()
        yield from self._moves()
        yield from self._settled()
        yield from self.roster.leaving()
        yield from self._scopes()
        yield from self._created()
        yield from self.roster.joining()
        leaving = [thing for thing in self.matched.gone if thing.sort is Sort.OU]
        yield from self._deleted(sorted(leaving, key=lambda thing: -len(thing.key)))

    @cached_property
    def roster(self) -> Roster:
        """Who is in which group."""
        return Roster(self.wanted, self.found, self.matched)

    def _policy(self) -> Iterator[Change]:
        if self.wanted.policy is None:
            return
        domain = self.found.head
        different = values.policy(self.wanted.policy, domain)
        if different:
            yield Set(f"~ domain: {told(different, domain)}", self.found.base, different)

    def _deleted(self, leaving: Iterable[Thing]) -> Iterator[Change]:
        for thing in leaving:
            if thing.guarded:
                yield Unguard(f"~ {shown(thing)}: no more protected from deletion", thing.entry.dn)
            make = Prune if thing.sort is Sort.COMPUTER else Delete
            yield make(f"- {shown(thing)}", thing.entry.dn)

    def _ous(self) -> Iterator[Change]:
        for ou in sorted(self.wanted.ous, key=lambda one: len(one.path)):
            yield from self._ou(ou)

    def _ou(self, ou: Ou) -> Iterator[Change]:
        where, label = place(ou.path, self.found.base), f"ou {' / '.join(ou.path)}"
        attributes, thing = values.ou(ou), self.matched.ous.get(key(place(ou.path, self.found.base)))
        if thing is None:
            yield Create(f"+ {label}", where, _whole(Sort.OU, attributes))
        elif different := values.differing(attributes, thing.entry):
            yield Set(f"~ {label}: {told(different, thing.entry)}", thing.entry.dn, different)
        guarded = thing is not None and thing.guarded
        if ou.protected and not guarded:
            yield Guard(f"~ {label}: protected from accidental deletion", where)
        if guarded and not ou.protected:
            yield Unguard(f"~ {label}: no more protected from deletion", where)

    @cached_property
    def _there(self) -> list[tuple[Object, Thing]]:
        """Objects of the intent that exist, with what is there of them."""
        pairs = ((one, self.matched.of(one)) for one in objects(self.wanted))
        return [(one, thing) for one, thing in pairs if thing]

    def _logins(self) -> Iterator[Change]:
        """Logon names first: an account that is to be created may want one of theirs."""
        wishes = {thing.login: login(one) for one, thing in self._there if thing.login != login(one).casefold()}
        names = {thing.login: (one, thing) for one, thing in self._there}
        folded = {now: then.casefold() for now, then in wishes.items()}
        where = dict(names)
        for now, then in untangled(folded, lambda name: f"ccp3-{where[name][1].rid}"):
            one, thing = where[then] = where.pop(now)
            name = login(one) if then == login(one).casefold() else then
            given = {"sAMAccountName": (name.encode(),)}
            if isinstance(one, User):
                given["userPrincipalName"] = (f"{name}@{self.found.dns}".encode(),)
            yield Set(f"~ {shown(thing)}: sAMAccountName {now} -> {name}", thing.entry.dn, given)

    def _moves(self) -> Iterator[Change]:
        """Names and places. `where` follows each object from name to name."""
        where = {thing.key: (one, thing.entry.dn) for one, thing in self._there}
        rids = {thing.key: thing.rid for _, thing in self._there}
        wishes = {
            thing.key: key(target(one, self.found.base))
            for one, thing in self._there
            if thing.entry.dn != self._final(one, thing)
        }
        for now, then in untangled(wishes, lambda name: _aside(name, rids[name])):
            one, written = where.pop(now)
            rdn, parent = dn(("CN", one.name)), place(one.path, self.found.base)
            if then != key(f"{rdn},{parent}"):
                rdn, parent = dn(("CN", then[0][1])), dn(*parsed(written)[1:])
            rids[then] = rids[now]
            move = Move(f"~ {SORTS[type(one)]} {login(one)}: {written} -> {rdn},{parent}", written, rdn, parent)
            where[then] = (one, move.target)
            yield move

    def _final(self, one: Object, thing: Thing) -> str:
        """The name that THING, which is ONE, has in the end: as written where only our way to write it differs."""
        same = thing.key == key(target(one, self.found.base)) and thing.name == one.name
        return thing.entry.dn if same else target(one, self.found.base)

    def _settled(self) -> Iterator[Change]:
        """Attributes of what is there, once it has its name and place."""
        for one, thing in self._there:
            different, secret = self._different(one, thing)
            if different or secret:
                line = f"~ {SORTS[type(one)]} {login(one)}: {told(different, thing.entry, secret)}"
                yield Set(line, self._final(one, thing), different, secret)

    def _different(self, one: Object, thing: Thing) -> tuple[values.Attributes, str]:
        """Attributes to give, and the login whose initial password goes with them (or an empty text)."""
        match one:
            case User():
                different = values.differing(values.user(one, self.found.dns), thing.entry)
                different |= values.life(one, thing.entry)
            case Group():
                different = values.differing(values.group(one), thing.entry)
            case Computer():
                different = values.differing(values.computer(one), thing.entry)
        if thing.login != login(one).casefold():  # its logon names are given by now
            different = {name: given for name, given in different.items() if name not in LOGON}
        if not (isinstance(one, User) and _unsafe(one, thing)):
            return different, ""
        return different | (values.CHANGE if one.must_change else {}), login(one)

    def _scopes(self) -> Iterator[Change]:
        """Scope and kind of groups that exist; by now nobody is in a group who will not be."""
        pairs = {one.name: (one, thing) for one, thing in self._there if isinstance(one, Group)}
        changes = {name: (values.scope_of(thing.entry), one.scope) for name, (one, thing) in pairs.items()}
        moving = {name: both for name, both in changes.items() if both[0] is not both[1]}
        for name, scope in rescoped(moving, self.roster.holders()):
            one, thing = pairs[name]
            yield self._typed(one, thing, values.group_type(scope, values.kind_of(thing.entry)), f"scope {scope}")
        for one, thing in pairs.values():
            if values.kind_of(thing.entry) is not one.kind:
                yield self._typed(one, thing, values.group_type(one.scope, one.kind), f"kind {one.kind}")

    def _typed(self, one: Group, thing: Thing, bits: int, what: str) -> Change:
        return Set(f"~ group {one.name}: {what}", self._final(one, thing), {"groupType": values.number(bits)})

    def _created(self) -> Iterator[Change]:
        for one in objects(self.wanted):
            if self.matched.of(one) is None:
                yield self._new(one)

    def _new(self, one: Object) -> Change:
        secret = ""
        match one:
            case User():
                attributes, secret = values.user(one, self.found.dns) | values.newborn(one), one.login
            case Group():
                kind = values.number(values.group_type(one.scope, one.kind))
                attributes = values.group(one) | {"groupType": kind}
            case Computer():
                attributes = values.computer(one) | {"userAccountControl": values.number(values.WORKSTATION)}
        sort = SORTS[type(one)]
        return Create(created(sort, one), target(one, self.found.base), _whole(sort, attributes), secret)


def _whole(sort: Sort, attributes: Mapping[str, tuple[bytes, ...]]) -> dict[str, tuple[bytes, ...]]:
    """ATTRIBUTES of a new object, its class among them, without those that it does not have."""
    classes = tuple(name.encode() for name in CLASSES[sort])
    return {"objectClass": classes, **{name: given for name, given in attributes.items() if given}}


def _unsafe(one: User, thing: Thing) -> bool:
    """Whether THING could be, once it is as ONE, an enabled account without password: Samba takes that.

    One that needs none may have none; one that is disabled, not ours, and has no date of its password may neither.
    """
    bits = thing.entry.number("userAccountControl")
    unset = thing.entry.number("pwdLastSet") == 0
    doubtful = bits & NO_PASSWORD or (not thing.marked and bits & DISABLED)
    return bool(one.enabled and unset and doubtful)


def _aside(name: Key, rid: int | None) -> Key:
    """Where an object waits whose name another one waits for."""
    return ((name[0][0], f"ccp3-{rid}"), *name[1:])
