"""What a file server shares now, and the rights on the folders that matter."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccp3lab.connections.statuses import NOT_FOUND, PATH_NOT_FOUND
from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import Descriptor
from tasks.shares_found import Found, Node, Path
from tasks.shares_intent import Root, Wanted

if TYPE_CHECKING:
    from ccp3lab.connections.smb import Smb
    from ccp3lab.connections.smb_files import Item

DEEPEST = 40
"""Folders in each other that are followed."""
MOST = 20_000
"""Files and folders that are looked at on one server."""


def read(smb: "Smb", wanted: Wanted, root: Root) -> Found:
    """What is there of WANTED, with all below it; raises ShareError."""
    from ccp3lab.connections.smb_pipe import shares_of  # here: SMB's library takes a quarter of a second to load

    with shares_of(smb) as shares:
        every = {share.name.lower(): (share.path, share.security or Descriptor(None)) for share in shares.all()}
    walk = Walk(smb, root)
    ends = {share.folder for share in wanted.shares}
    around = {share.folder[:depth] for share in wanted.shares for depth in range(1, len(share.folder))}
    asked = sorted(ends | around | {*wanted.cleared})
    nodes = {path: walk.whole(path) if path in ends else walk.alone(path) for path in asked}
    return Found(every, {path: node for path, node in nodes.items() if node})


class Walk:
    """Goes through folders of a server, as far as its patience for what a hostile one shows."""

    def __init__(self, smb: "Smb", root: Root) -> None:
        """ROOT is where the paths begin."""
        from ccp3lab.connections import smb_files  # here, as above

        self._files = smb_files
        self._smb = smb
        self._root = root
        self._seen = 0

    def alone(self, path: Path) -> Node | None:
        """The folder PATH without what is in it, None when it is not there."""
        try:
            return Node(self._files.security(self._smb, self._root.share, place(self._root, path)))
        except ShareError as error:
            if error.code in {NOT_FOUND, PATH_NOT_FOUND}:
                return None
            raise

    def whole(self, path: Path) -> Node | None:
        """The folder PATH with all that is in it."""
        node = self.alone(path)
        return Node(node.security, below=dict(self._below(path))) if node else None

    def _below(self, path: Path) -> Iterator[tuple[str, Node]]:
        for item in self._files.listed(self._smb, self._root.share, place(self._root, path)):
            self._seen += 1
            if self._seen > MOST or len(path) > DEEPEST:
                raise ShareError(
                    f"{self._smb.server.name}: {place(self._root, path)}: more than {MOST} files, or folders "
                    f"deeper than {DEEPEST}; share a smaller folder"
                )
            yield item.name, self._node((*path, item.name), item)

    def _node(self, path: Path, item: "Item") -> Node:
        found = self._files.security(self._smb, self._root.share, place(self._root, path))
        follow = item.is_folder and not found.protected  # what is below such a folder is its own affair
        return Node(found, item.is_folder, dict(self._below(path)) if follow else {})


def place(root: Root, path: Path) -> str:
    """PATH as it is opened through the administrative share."""
    return "\\".join((*root.folder, *path))
