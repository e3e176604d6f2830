"""A file server in memory: what a list of changes makes of what was found."""

from dataclasses import replace

from ccp3lab.ntsecurity import Control, Descriptor
from ccp3lab.ntsecurity.inherit import by_folder, creators
from tasks.shares_change import AddShare, Change, ClearFolder, DeleteShare, MakeFolder, SecureItem, SecureShare
from tasks.shares_compare import server_path
from tasks.shares_found import Found, Node, Path
from tasks.shares_intent import ROOT


def applied(found: Found, changes: tuple[Change, ...]) -> Found:
    """FOUND after CHANGES, each of which must be possible when its turn comes."""
    for change in changes:
        found = _one(found, change)
    return found


def _one(found: Found, change: Change) -> Found:
    shares, folders = dict(found.shares), dict(found.folders)
    match change:
        case MakeFolder(path=path):
            assert path not in folders
            assert len(path) == 1 or path[:-1] in folders
            folders[path] = _new(folders.get(path[:-1]))
        case SecureItem(path=path, security=security):
            top = max((folder for folder in folders if path[: len(folder)] == folder), key=len)
            folders[top] = _secured(folders[top], path[len(top) :], security)
        case AddShare(share=share, security=security):
            assert share.name.lower() not in shares
            assert share.folder in folders
            shares[share.name.lower()] = (server_path(ROOT, share.folder), security)
        case SecureShare(name=name, security=security):
            shares[name.lower()] = (shares[name.lower()][0], security)
        case DeleteShare(name=name):
            del shares[name.lower()]
        case ClearFolder(path=path):
            folders = {folder: node for folder, node in folders.items() if folder[: len(path)] != path}
    return Found(shares, folders)


def _new(above: Node | None) -> Node:
    """A folder as the server makes it: what it inherits, nothing else."""
    entries = by_folder(above.security.dacl or (), creators(None, None)) if above else ()
    return Node(Descriptor(entries, control=Control.INHERITED))


def _secured(node: Node, path: Path, security: Descriptor) -> Node:
    if not path:
        return replace(node, security=replace(security, owner=node.security.owner, group=node.security.group))
    below = dict(node.below)
    below[path[0]] = _secured(below[path[0]], path[1:], security)
    return replace(node, below=below)
