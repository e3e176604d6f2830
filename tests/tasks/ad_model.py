"""A small Active Directory in memory: what each operation does there, and what Windows refuses."""

from dataclasses import replace

from ccp3lab.directory.distinguished import key, parsed
from ccp3lab.directory.entry import Entry
from tasks.directory_change import Change, Create, Delete, Guard, Members, Move, Prune, Set, Unguard
from tasks.directory_compare import NOTHING, compare
from tasks.directory_found import DISABLED, NO_PASSWORD, Found, Key, Sort, Thing
from tasks.directory_intent import Scope, Wanted
from tasks.directory_order import HOLDS
from tasks.directory_values import scope_of

SORTS = {b"organizationalUnit": Sort.OU, b"user": Sort.USER, b"group": Sort.GROUP, b"computer": Sort.COMPUTER}
BASE = "DC=ad,DC=test,DC=lan"


class RefusedError(Exception):
    """What Windows answers with an LDAP code."""


class Model:
    """Objects by their key; `passwords` are the keys of accounts that have one."""

    def __init__(self, things: tuple[Thing, ...] = (), head: Entry | None = None) -> None:
        self.things = {thing.key: thing for thing in things}
        self.head = head or Entry(BASE)
        self.passwords: set[int] = set()
        self.next_rid = 2000

    def found(self) -> Found:
        return Found(BASE, tuple(self.things.values()), self.head)

    def apply(self, change: Change) -> None:
        getattr(self, f"_{type(change).__name__.lower()}")(change)
        self._safe()

    def _safe(self) -> None:
        """Never is an account enabled without a password."""
        for thing in self.things.values():
            if thing.sort is Sort.USER and not thing.entry.number("userAccountControl") & DISABLED:
                assert thing.rid in self.passwords, f"{thing.entry.dn} is enabled without password"

    def _at(self, dn: str) -> Thing:
        if key(dn) not in self.things:
            raise RefusedError(f"32 {dn}")
        return self.things[key(dn)]

    def _free(self, dn: str) -> None:
        if key(dn) in self.things:
            raise RefusedError(f"68 {dn}")
        parent = key(dn)[1:]
        if parent != key(BASE) and (parent not in self.things or self.things[parent].sort is not Sort.OU):
            raise RefusedError(f"32 parent of {dn}")

    def _login_free(self, login: str, but: Key | None = None) -> None:
        if any(thing.login == login.casefold() and at != but for at, thing in self.things.items()):
            raise RefusedError(f"68 login {login}")

    def _create(self, change: Create) -> None:
        self._free(change.dn)
        values = {name.lower(): tuple(given) for name, given in change.values.items()}
        sort = SORTS[values["objectclass"][-1]]
        if "samaccountname" in values:
            self._login_free(values["samaccountname"][0].decode())
        if sort is Sort.USER and "useraccountcontrol" not in values:
            values["useraccountcontrol"] = (str(0x200 | DISABLED | NO_PASSWORD).encode(),)
        self.next_rid += 1
        rid = None if sort is Sort.OU else self.next_rid
        if change.password_of:
            self.passwords.add(self.next_rid)
            values.setdefault("pwdlastset", (b"133",))
        self.things[key(change.dn)] = Thing(sort, Entry(change.dn, values), rid)

    def _set(self, change: Set) -> None:
        if key(change.dn) == key(BASE):
            self.head = _changed(self.head, change)
            return
        thing = self._at(change.dn)
        if "sAMAccountName" in change.values:
            self._login_free(change.values["sAMAccountName"][0].decode(), thing.key)
        made = replace(thing, entry=_changed(thing.entry, change))
        if change.password_of:
            self.passwords.add(thing.rid)
            made = replace(made, entry=Entry(made.entry.dn, {**made.entry.values, "pwdlastset": (b"133",)}))
        if "groupType" in change.values:
            self._rescoped(thing, scope_of(thing.entry), scope_of(made.entry))
        self.things[thing.key] = made

    def _rescoped(self, thing: Thing, old: Scope, new: Scope) -> None:
        if {old, new} == {Scope.GLOBAL, Scope.DOMAIN_LOCAL}:
            raise RefusedError("53 go through universal")
        for other in self.things.values():
            if other.sort is Sort.GROUP and thing.key in map(key, other.entry.texts("member")):
                self._holds(scope_of(other.entry), new)
            if other.sort is Sort.GROUP and other.key in map(key, thing.entry.texts("member")):
                self._holds(new, scope_of(other.entry))

    @staticmethod
    def _holds(holder: Scope, member: Scope) -> None:
        if member not in HOLDS[holder]:
            raise RefusedError(f"53 {holder} cannot hold {member}")

    def _members(self, change: Members) -> None:
        thing = self._at(change.dn)
        now = {key(name): name for name in thing.entry.texts("member")}
        for name in change.removed:
            if key(name) not in now:
                raise RefusedError(f"53 {name} is no member")
            del now[key(name)]
        for name in change.added:
            member = self._at(name)
            if member.key in now:
                raise RefusedError(f"68 {name} is a member")
            if member.sort is Sort.GROUP:
                self._holds(scope_of(thing.entry), scope_of(member.entry))
            now[member.key] = name
        self._keep(thing, now)

    def _keep(self, thing: Thing, members: dict[Key, str]) -> None:
        values = {**thing.entry.values, "member": tuple(name.encode() for name in members.values())}
        self.things[thing.key] = replace(thing, entry=Entry(thing.entry.dn, {n: v for n, v in values.items() if v}))

    def _move(self, change: Move) -> None:
        thing = self._at(change.dn)
        if key(change.target) != thing.key:
            self._free(change.target)
        assert thing.sort is not Sort.OU
        assert len(parsed(change.target)[0][1]) <= 64
        self._renamed(thing, change.target)

    def _renamed(self, thing: Thing, target: str | None) -> None:
        del self.things[thing.key]
        if target:
            moved = Thing(thing.sort, Entry(target, thing.entry.values), thing.rid, thing.guarded)
            self.things[moved.key] = moved
        for other in list(self.things.values()):
            members = {key(name): name for name in other.entry.texts("member")}
            if thing.key in members:
                members[thing.key] = target or ""
                self._keep(other, {key(name): name for name in members.values() if name})

    def _delete(self, change: Delete) -> None:
        thing = self._at(change.dn)
        if thing.guarded or thing.protected:
            raise RefusedError(f"50 {change.dn}")
        if any(other.below(thing.key) for other in self.things.values()):
            raise RefusedError(f"66 {change.dn}")
        self._renamed(thing, None)

    def _prune(self, change: Prune) -> None:
        thing = self._at(change.dn)
        for one in [other for other in self.things.values() if other.below(thing.key)]:
            self._renamed(one, None)
        self._delete(Delete(change.line, change.dn))

    def _guard(self, change: Guard) -> None:
        thing = self._at(change.dn)
        self.things[thing.key] = replace(thing, guarded=True)

    def _unguard(self, change: Unguard) -> None:
        thing = self._at(change.dn)
        self.things[thing.key] = replace(thing, guarded=False)


def _changed(entry: Entry, change: Set) -> Entry:
    given = {name.lower(): tuple(values) for name, values in change.values.items()}
    return Entry(entry.dn, {name: values for name, values in {**entry.values, **given}.items() if values})


def brought(model: Model, wanted: Wanted, unwanted: Wanted = NOTHING, steps: int = 10_000) -> int:
    """Change MODEL, but for what comes after so many STEPS; how many there were."""
    changes = compare(wanted, model.found(), unwanted)
    for change in changes[:steps]:
        model.apply(change)
    return len(changes)


def unmarked(model: Model) -> None:
    for at, thing in model.things.items():
        kept = {name: values for name, values in thing.entry.values.items() if name != "admindescription"}
        model.things[at] = replace(thing, entry=replace(thing.entry, values=kept))
