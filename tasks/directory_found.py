"""What a directory holds, as it was read: objects of the kinds that a company needs, whoever made them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ccp3lab.directory.distinguished import Rdn, key, parsed
from ccp3lab.directory.entry import Entry

Key = tuple[Rdn, ...]
"""A distinguished name, however it is written."""

MARK = "ccp3-lab"
"""What `adminDescription` holds on what we manage: every object may have it, and no administration tool shows it."""

OWN = 1000
"""The first RID of accounts that did not come with the domain (MS-ADTS, section 3.1.1.1.9.2)."""

DISABLED, NO_PASSWORD = 0x2, 0x20
"""Bits of userAccountControl: the account is disabled; it needs no password (MS-ADTS, section 2.2.16)."""


class Sort(StrEnum):
    """What an object is."""

    OU = "ou"
    USER = "user"
    GROUP = "group"
    COMPUTER = "computer"
    OTHER = "other"


@dataclass(frozen=True)
class Thing:
    """One object; `guarded`: Everyone is denied to delete it (OUs); `rid`: the last part of its objectSid, if any."""

    sort: Sort
    entry: Entry
    rid: int | None = None
    guarded: bool = False

    @cached_property
    def key(self) -> Key:
        """Its distinguished name."""
        return key(self.entry.dn)

    @property
    def name(self) -> str:
        """The first step of its distinguished name, as written there."""
        return parsed(self.entry.dn)[0][1]

    @property
    def login(self) -> str:
        """Its sAMAccountName, folded: the directory knows no case there."""
        return self.entry.text("sAMAccountName").casefold()

    @property
    def number(self) -> str:
        """Whose account it is."""
        return self.entry.text("employeeNumber") if self.sort is Sort.USER else ""

    @property
    def marked(self) -> bool:
        """Whether we manage it."""
        return self.entry.text("adminDescription") == MARK

    @property
    def builtin(self) -> bool:
        """Whether it came with the domain."""
        return (self.rid is not None and self.rid < OWN) or self.entry.text("isCriticalSystemObject") == "TRUE"

    @property
    def protected(self) -> bool:
        """Whether it is never deleted: it came with the domain, or holds (or held) an administrator's rights."""
        return self.builtin or self.entry.number("adminCount") == 1

    def below(self, place: Key) -> bool:
        """Whether it stands in PLACE, at any depth."""
        return len(self.key) > len(place) and self.key[-len(place) :] == place


@dataclass(frozen=True)
class Found:
    """All of it; `base` is the domain's distinguished name, `head` the domain's own object."""

    base: str
    things: tuple[Thing, ...] = ()
    head: Entry = field(default_factory=lambda: Entry(""))

    @property
    def dns(self) -> str:
        """The domain's DNS name."""
        return ".".join(value for kind, value in parsed(self.base) if kind.upper() == "DC").lower()

    @cached_property
    def by_key(self) -> Mapping[Key, Thing]:
        """Every object by its distinguished name."""
        return {thing.key: thing for thing in self.things}

    @cached_property
    def by_login(self) -> Mapping[str, Thing]:
        """Every account and group by its folded sAMAccountName, which is unique in a domain."""
        return {thing.login: thing for thing in self.things if thing.login}

    @cached_property
    def by_number(self) -> Mapping[str, Thing]:
        """One account a person: of copies the one that we manage, then the oldest."""
        people = [thing for thing in self.things if thing.number]
        people.sort(key=lambda thing: (not thing.marked, thing.rid or 0), reverse=True)
        return {thing.number: thing for thing in people}

    @cached_property
    def by_rid(self) -> Mapping[int, Thing]:
        """Every account and group by its RID."""
        return {thing.rid: thing for thing in self.things if thing.rid is not None}
