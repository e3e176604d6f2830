"""From what a server shares to what it must share: the changes, in their order. Pure.

Folders first, then their shares: nobody comes through a share before its folder has its rights. What is below a folder
inherits anew, as Windows does it: entries of its own stay, and a folder whose inheritance is off is left alone.
"""

from collections.abc import Iterator

from ccp3lab.ntsecurity import Control, Descriptor, Entry, Inherit, difference
from ccp3lab.ntsecurity.inherit import by_file, by_folder, creators
from tasks.shares_change import AddShare, Change, ClearFolder, DeleteShare, MakeFolder, SecureItem, SecureShare, lines
from tasks.shares_found import Found, Node, Path
from tasks.shares_intent import Root, Shared, Sids, Wanted
from tasks.shares_rights import of_folder, of_share

_INHERITS = Control.INHERITED | Control.INHERIT_REQUIRED


def compare(wanted: Wanted, found: Found, root: Root, sids: Sids) -> tuple[Change, ...]:
    """What turns FOUND into WANTED; ShareError for a group that SIDS does not have."""
    return tuple(_changes(wanted, found, root, sids))


def server_path(root: Root, folder: Path) -> str:
    r"""How the server calls FOLDER, such as `C:\srv\compta`."""
    return "\\".join((root.path, *folder))


def _changes(wanted: Wanted, found: Found, root: Root, sids: Sids) -> Iterator[Change]:
    there = {name.lower() for name in wanted.unwanted} & found.shares.keys()
    yield from (DeleteShare(f"- share {name}", name) for name in sorted(there))
    for path in wanted.cleared:
        if path in found.folders:
            yield ClearFolder(f"- folder {server_path(root, path)} with all that is in it", path)
    made = set(found.folders)
    for share in wanted.shares:
        for depth in range(1, len(share.folder) + 1):
            if (path := share.folder[:depth]) not in made:
                made.add(path)
                yield MakeFolder(f"+ folder {server_path(root, path)}", path)
    for share in wanted.shares:
        yield from _folder(share, found.folders.get(share.folder), root, sids)
    for share in wanted.shares:
        yield from _share(share, found, root, sids)


def _folder(share: Shared, there: Node | None, root: Root, sids: Sids) -> Iterator[Change]:
    title, security = f"~ rights of {server_path(root, share.folder)}", of_folder(share, sids)
    different = difference(security, there.security if there else Descriptor(()))
    if different:
        yield SecureItem(lines(title, different, sids), share.folder, security)
    if there:
        yield from _below(share.folder, there, security.dacl or (), root, sids)


def _below(path: Path, folder: Node, above: tuple[Entry, ...], root: Root, sids: Sids) -> Iterator[Change]:
    for name, node in sorted(folder.below.items()):
        if node.security.protected:
            continue
        inside, security = (*path, name), _inheriting(node, above)
        different = difference(security, node.security)
        if different:
            title = f"~ rights of {server_path(root, inside)}"
            yield SecureItem(lines(title, different, sids), inside, security)
        yield from _below(inside, node, security.dacl or (), root, sids)


def _inheriting(node: Node, above: tuple[Entry, ...]) -> Descriptor:
    """The rights of NODE below a folder that has ABOVE: its own entries first (canonical order)."""
    own = tuple(entry for entry in node.security.dacl or () if not entry.flags & Inherit.INHERITED)
    inherit = by_folder if node.is_folder else by_file
    inherited = inherit(above, creators(node.security.owner, node.security.group))
    return Descriptor((*own, *inherited), control=_INHERITS)


def _share(share: Shared, found: Found, root: Root, sids: Sids) -> Iterator[Change]:
    path, security = server_path(root, share.folder), of_share(share, sids)
    there = found.shares.get(share.name.lower())
    if there and there[0].lower() != path.lower():
        yield DeleteShare(f"- share {share.name} of {there[0]}", share.name)
        there = None
    if not there:
        title = f"+ share {share.name} of {path}"
        yield AddShare(lines(title, difference(security, Descriptor(())), sids), share, security)
    elif different := difference(security, there[1]):
        yield SecureShare(lines(f"~ permissions of share {share.name}", different, sids), share.name, security)
