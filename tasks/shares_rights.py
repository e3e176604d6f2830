"""A row of the rights table as security descriptors: those of the folder, those of the share. Pure."""

from collections.abc import Iterable

from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import BELOW, HERE, Ace, Control, Descriptor, Inherit, Kind, Right, Sid, allow, known
from tasks.shares_intent import Given, Shared, Sids

KEEPERS = tuple(allow(sid, Right.FULL.value, BELOW) for sid in (known.ADMINISTRATORS, known.SYSTEM))
"""Who can always repair the folder: what Windows gives to every new disk."""

CLOSED = Control.PROTECTED | Control.INHERITED | Control.INHERIT_REQUIRED
"""Inheritance off, and what is below marked as inherited."""

_WRITES = Right.CHANGE.value & ~Right.READ.value
_REFUSED = {Right.READ: Right.FULL.value, Right.CHANGE: _WRITES, Right.FULL: Right.FULL.value}
"""What a refusal takes: who is refused CHANGE still reads, who is refused READ has nothing."""


def of_folder(share: Shared, sids: Sids) -> Descriptor:
    """The NTFS rights of the folder, inherited by all below and independent of what is above."""
    return Descriptor((*_entries(share.rights, sids, BELOW, share.name), *KEEPERS), control=CLOSED)


def of_share(share: Shared, sids: Sids) -> Descriptor:
    """The permissions of the share; administrators of the server keep it."""
    keeper = allow(known.ADMINISTRATORS, Right.FULL.value)
    return Descriptor((*_entries(share.through, sids, HERE, share.name), keeper))


def _entries(cells: Iterable[Given], sids: Sids, flags: Inherit, share: str) -> tuple[Ace, ...]:
    """Refusals first: that is the order which Windows calls canonical, and shows without a warning."""
    entries = [_entry(cell, sids, flags, share) for cell in cells]
    return tuple(sorted(entries, key=lambda entry: entry.kind is Kind.ALLOW))


def _entry(cell: Given, sids: Sids, flags: Inherit, share: str) -> Ace:
    mask = _REFUSED[cell.right] if cell.denied else cell.right.value
    return Ace(Kind.DENY if cell.denied else Kind.ALLOW, _sid(cell, sids, share), mask, flags)


def _sid(cell: Given, sids: Sids, share: str) -> Sid:
    if isinstance(cell.who, Sid):
        return cell.who
    if cell.who not in sids:
        raise ShareError(f"share `{share}`: the domain has no group `{cell.who}`; create it first")
    return sids[cell.who]
