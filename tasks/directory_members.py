"""Who is in which group, and who joins and leaves it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from ccp3lab.directory.distinguished import key, parsed
from ccp3lab.grading.hostile import one_line
from tasks.directory_change import Change, Members
from tasks.directory_found import Found, Key, Sort
from tasks.directory_intent import Group, Member, Scope, Wanted, WellKnown
from tasks.directory_match import Match, login, objects, target
from tasks.directory_order import HOLDS
from tasks.directory_values import scope_of

SHOWN = 12
"""Members that a line names."""


@dataclass(frozen=True)
class Roster:
    """The groups of WANTED in a directory."""

    wanted: Wanted
    found: Found
    matched: Match

    @cached_property
    def _ours(self) -> Mapping[str, str]:
        """The distinguished name, in the end, of each object of the intent by its folded login."""
        return {login(one).casefold(): target(one, self.found.base) for one in objects(self.wanted)}

    @cached_property
    def _moved(self) -> Mapping[Key, str]:
        """The name in the end of what is there, by the name it has now."""
        return {thing.key: self._ours[name] for name, thing in self.matched.pairs.items()}

    @cached_property
    def _gone(self) -> frozenset[Key]:
        return frozenset(thing.key for thing in self.matched.gone)

    def name(self, member: Member) -> str | None:
        """The distinguished name of MEMBER in the end, None when nobody knows it."""
        if isinstance(member, WellKnown):
            thing = self.found.by_rid.get(member)
            return thing.entry.dn if thing else None
        if ours := self._ours.get(member.casefold()):
            return ours
        thing = self.found.by_login.get(member.casefold())
        return thing.entry.dn if thing and thing.key not in self._gone else None

    def _asked(self, group: Group) -> dict[Key, str]:
        names = (self.name(member) for member in group.members)
        return {key(name): name for name in names if name}

    def _present(self, group: Group) -> dict[Key, str]:
        """Who is in GROUP now and exists in the end, under the name that he has then."""
        thing = self.matched.of(group)
        now = thing.entry.texts("member") if thing else ()
        names = (self._moved.get(key(name), name) for name in now if key(name) not in self._gone)
        return {key(name): name for name in names}

    def leaving(self) -> Iterator[Change]:
        """Those who must be in a group no more."""
        for group in self.wanted.groups:
            asked = self._asked(group)
            names = [name for at, name in self._present(group).items() if at not in asked]
            if names:
                line = f"~ group {group.name}: {self._told('-', names)}"
                yield Members(line, target(group, self.found.base), removed=tuple(names))

    def joining(self) -> Iterator[Change]:
        """Those who must be in a group and are not."""
        for group in self.wanted.groups:
            present = self._present(group)
            names = [name for at, name in self._asked(group).items() if at not in present]
            if names:
                line = f"~ group {group.name}: {self._told('+', names)}"
                yield Members(line, target(group, self.found.base), added=tuple(names))

    def holders(self) -> Mapping[str, list[str]]:
        """By the name of a group: the groups of the intent that hold it."""
        names = {group.name.casefold(): group.name for group in self.wanted.groups}
        held: dict[str, list[str]] = {}
        for group in self.wanted.groups:
            for member in group.members:
                if isinstance(member, str) and member.casefold() in names:
                    held.setdefault(names[member.casefold()], []).append(group.name)
        return held

    def problems(self) -> Iterator[str]:
        """Members that are nowhere, groups in groups that Windows refuses (MS-ADTS, 3.1.1.5.2.2), and in a circle."""
        try:
            TopologicalSorter(self.holders()).prepare()
        except CycleError as circle:
            yield f"groups {' > '.join(circle.args[1])}: they hold each other in a circle; take one out of another"
        for group in self.wanted.groups:
            for member in group.members:
                if self.name(member) is None:
                    yield f"group {group.name}: no member {member!s} in the data or in the domain; check its name"
                elif (scope := self._scope(member)) and scope not in HOLDS[group.scope]:
                    yield (
                        f"group {group.name} ({group.scope}): cannot hold {member!s} ({scope}), Windows refuses it; "
                        "put users in global groups, and those in domain local ones"
                    )

    def _scope(self, member: Member) -> Scope | None:
        """The scope of MEMBER where that is a group."""
        if isinstance(member, WellKnown):
            return Scope.GLOBAL
        for group in self.wanted.groups:
            if group.name.casefold() == member.casefold():
                return group.scope
        if member.casefold() in self._ours:
            return None
        thing = self.found.by_login.get(member.casefold())
        return scope_of(thing.entry) if thing and thing.sort is Sort.GROUP else None

    def _told(self, sign: str, names: Sequence[str]) -> str:
        """NAMES as logins where they are ours, the first ones of many."""
        told = [f"{sign} {self._logins.get(key(name), one_line(parsed(name)[0][1]))}" for name in names[:SHOWN]]
        more = len(names) - SHOWN
        return ", ".join([*told, *([f"{sign} {more} more"] if more > 0 else [])])

    @cached_property
    def _logins(self) -> Mapping[Key, str]:
        there = {thing.key: one_line(thing.entry.text("sAMAccountName")) for thing in self.found.by_login.values()}
        return there | {key(target(one, self.found.base)): login(one) for one in objects(self.wanted)}
