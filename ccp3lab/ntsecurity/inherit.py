"""What a new file or folder takes over from the folder above (MS-DTYP 2.5.3.4.1, ComputeACL)."""

from collections.abc import Iterable, Iterator

from ccp3lab.ntsecurity.ace import HERE, Ace, Entry, Inherit
from ccp3lab.ntsecurity.known import CREATOR_GROUP, CREATOR_OWNER
from ccp3lab.ntsecurity.masks import of_files
from ccp3lab.ntsecurity.sid import Sid

Creators = dict[Sid, Sid | None]
"""CREATOR_OWNER and CREATOR_GROUP, and who they are for one object."""


def creators(owner: Sid | None, group: Sid | None) -> Creators:
    """Who stands behind the two placeholders in what belongs to OWNER and GROUP."""
    return {CREATOR_OWNER: owner, CREATOR_GROUP: group}


def by_file(above: Iterable[Entry], made_by: Creators) -> tuple[Ace, ...]:
    """The entries of a file in a folder that has ABOVE; entries of foreign types are left out."""
    return tuple(
        _effective(entry, HERE, made_by) for entry in above if isinstance(entry, Ace) and entry.flags & Inherit.FILES
    )


def by_folder(above: Iterable[Entry], made_by: Creators) -> tuple[Ace, ...]:
    """The entries of a folder in a folder that has ABOVE; entries of foreign types are left out."""
    return tuple(made for entry in above if isinstance(entry, Ace) for made in _in_folder(entry, made_by))


def _in_folder(entry: Ace, made_by: Creators) -> Iterator[Ace]:
    passed_on = HERE if entry.flags & Inherit.ONCE else entry.flags & (Inherit.FILES | Inherit.FOLDERS)
    if not entry.flags & Inherit.FOLDERS:
        if passed_on:  # for files only: the folder carries it further and is not touched by it
            yield Ace(entry.kind, entry.sid, entry.mask, passed_on | Inherit.ONLY | Inherit.INHERITED)
        return
    is_general = entry.sid in made_by or of_files(entry.mask) != entry.mask
    if not is_general or not passed_on:
        yield _effective(entry, passed_on, made_by)
        return
    yield _effective(entry, HERE, made_by)  # what it means here, and beside it what it will mean below
    yield Ace(entry.kind, entry.sid, entry.mask, passed_on | Inherit.ONLY | Inherit.INHERITED)


def _effective(entry: Ace, flags: Inherit, made_by: Creators) -> Ace:
    """ENTRY as it counts for the new object: placeholders filled, generic rights written out."""
    return Ace(entry.kind, made_by.get(entry.sid) or entry.sid, of_files(entry.mask), flags | Inherit.INHERITED)
