"""The single operations that bring a file server to what it must share, each with its lines of a difference. Pure."""

from dataclasses import dataclass

from ccp3lab.ntsecurity import (
    BELOW,
    HERE,
    Ace,
    Descriptor,
    Difference,
    Entry,
    Inherit,
    Kind,
    Right,
    Sid,
    entry_text,
    known,
)
from tasks.shares_found import Path
from tasks.shares_intent import Shared, Sids


@dataclass(frozen=True)
class MakeFolder:
    """Create a folder (the one around it is there)."""

    line: str
    path: Path


@dataclass(frozen=True)
class SecureItem:
    """Give a folder or file other NTFS rights."""

    line: str
    path: Path
    security: Descriptor


@dataclass(frozen=True)
class AddShare:
    """Share a folder, with these permissions from its first moment."""

    line: str
    share: Shared
    security: Descriptor


@dataclass(frozen=True)
class SecureShare:
    """Give a share other permissions."""

    line: str
    name: str
    security: Descriptor


@dataclass(frozen=True)
class DeleteShare:
    """Share a folder no longer; it stays, with all that is in it."""

    line: str
    name: str


@dataclass(frozen=True)
class ClearFolder:
    """Delete a folder with all that is in it."""

    line: str
    path: Path


Change = MakeFolder | SecureItem | AddShare | SecureShare | DeleteShare | ClearFolder

_WELL_KNOWN = {
    known.EVERYONE: "Everyone",
    known.AUTHENTICATED_USERS: "Authenticated Users",
    known.ADMINISTRATORS: "Administrators",
    known.SYSTEM: "SYSTEM",
    known.CREATOR_OWNER: "CREATOR OWNER",
    known.USERS: "Users",
}


def lines(title: str, difference: Difference, sids: Sids) -> str:
    """TITLE, and below it a line for each entry that goes or comes, in the words of the rights table."""
    named = {**_WELL_KNOWN, **{sid: name for name, sid in sids.items()}}
    notes = [] if difference.protection is None else [f"  ~ inheritance {'off' if difference.protection else 'on'}"]
    notes += [f"  - {told(entry, named)}" for entry in difference.extra]
    notes += [f"  + {told(entry, named)}" for entry in difference.missing]
    notes += ["  ~ order of the entries"] if difference.reordered else []
    return "\n".join((title, *notes))


def told(entry: Entry, named: dict[Sid, str]) -> str:
    """One entry for people: `DL_Compta_RW: change`, `deny`, and how far it reaches where that is unusual."""
    if not isinstance(entry, Ace):
        return entry_text(entry)
    right = next((right.name.lower() for right in Right if right.value == entry.mask), f"{entry.mask:#x}")
    reach = {
        BELOW: "",
        HERE: " (here only)",
        Inherit.INHERITED: " (inherited)",
        BELOW | Inherit.INHERITED: " (inherited)",
    }
    denied = "deny " if entry.kind is Kind.DENY else ""
    return f"{named.get(entry.sid, str(entry.sid))}: {denied}{right}{reach.get(entry.flags, f' ({entry_text(entry)})')}"
