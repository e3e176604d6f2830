"""The single operations that bring a directory to what it must hold, each with its line of a difference. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3lab.directory.entry import Values


@dataclass(frozen=True)
class Create:
    """Add an object; `password_of` is the login whose initial password goes with it, empty for none."""

    line: str
    dn: str
    values: Mapping[str, Values] = field(hash=False)
    password_of: str = ""


@dataclass(frozen=True)
class Set:
    """Give attributes other values (none: the attribute goes), and a password in the same operation."""

    line: str
    dn: str
    values: Mapping[str, Values] = field(hash=False)
    password_of: str = ""


@dataclass(frozen=True)
class Members:
    """Add members to a group and take others out, all in one operation (distinguished names)."""

    line: str
    dn: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """Give an object another name, place, or both: `rdn` is the first step, escaped (`CN=x`)."""

    line: str
    dn: str
    rdn: str
    parent: str

    @property
    def target(self) -> str:
        """Its distinguished name afterwards."""
        return f"{self.rdn},{self.parent}"


@dataclass(frozen=True)
class Delete:
    """Delete an object that has nothing below it."""

    line: str
    dn: str


@dataclass(frozen=True)
class Prune:
    """Delete a computer with what was published below it (print queues), which nobody could use without it."""

    line: str
    dn: str


@dataclass(frozen=True)
class Guard:
    """Deny Everyone to delete an object ("protect from accidental deletion")."""

    line: str
    dn: str


@dataclass(frozen=True)
class Unguard:
    """Take that back."""

    line: str
    dn: str


Change = Create | Set | Members | Move | Delete | Prune | Guard | Unguard
