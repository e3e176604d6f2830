"""Carries out what `shares_compare` found, one operation after the other."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ccp3lab.connections.srvsvc import Share, Shares
from ccp3lab.errors import ShareError
from tasks.shares_change import AddShare, Change, ClearFolder, DeleteShare, MakeFolder, SecureItem, SecureShare
from tasks.shares_compare import server_path
from tasks.shares_found import Path
from tasks.shares_intent import Root
from tasks.shares_read import DEEPEST, MOST, place

if TYPE_CHECKING:
    from ccp3lab.connections.smb import Smb


def write(smb: "Smb", changes: Iterable[Change], root: Root) -> None:
    """Carry out CHANGES in their order; ShareError at the first that is refused, those before it stay."""
    from ccp3lab.connections.smb_pipe import shares_of  # here: SMB's library takes a quarter of a second to load

    with shares_of(smb) as shares:
        for change in changes:
            _one(smb, shares, change, root)


def _one(smb: "Smb", shares: Shares, change: Change, root: Root) -> None:
    from ccp3lab.connections.smb_files import make_folder, secure  # here, as above

    match change:
        case MakeFolder():
            make_folder(smb, root.share, place(root, change.path))
        case SecureItem():
            secure(smb, root.share, place(root, change.path), change.security)
        case AddShare():
            _add(shares, change, root)
        case SecureShare():
            shares.secure(change.name, change.security)
        case DeleteShare():
            shares.delete(change.name)
        case ClearFolder():
            _clear(smb, root, change.path, iter(range(MOST)))


def _clear(smb: "Smb", root: Root, path: Path, patience: Iterator[int]) -> None:
    """Delete the folder PATH, what is in it first: SMB knows no other way. PATIENCE ends where a server does not."""
    from ccp3lab.connections.smb_files import delete, listed  # here, as above

    if len(path) > DEEPEST:
        raise ShareError(f"{smb.server.name}: {place(root, path)}: deeper than {DEEPEST} folders; delete it there")
    for item in listed(smb, root.share, place(root, path)):
        if next(patience, None) is None:
            raise ShareError(f"{smb.server.name}: {place(root, path)}: more than {MOST} files; delete it there")
        if item.is_folder:
            _clear(smb, root, (*path, item.name), patience)
        else:
            delete(smb, root.share, place(root, (*path, item.name)))
    delete(smb, root.share, place(root, path))


def _add(shares: Shares, change: AddShare, root: Root) -> None:
    share = change.share
    shares.add(Share(share.name, server_path(root, share.folder), share.remark, change.security))
