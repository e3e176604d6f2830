"""What a file server shares, as its administrator sees it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from ccp3lab.connections.smb import Smb
from ccp3lab.connections.smb_files import delete, security
from ccp3lab.connections.smb_pipe import shares_of
from ccp3lab.connections.srvsvc import DISK, Share
from ccp3lab.errors import DescriptorError, ShareError
from ccp3lab.ntsecurity import Descriptor
from ccp3lab.sharing import Told

MOST = 100
"""Shares that are looked at on one server."""

ROOT = ("srv$", "C:\\srv\\")
"""The administrative share of the image `fileserver`, and where it leads: no permission of a share bars that way."""


def shares(smb: Smb) -> Iterator[Told]:
    """Each share of folders; ShareError when the server does not list them."""
    with shares_of(smb) as service:
        found = service.all()
    for share in found[:MOST]:
        if share.kind == DISK:
            through = share.security or Descriptor(None)
            yield Told(share.name, share.path, through, _folder(smb, share))


def place(share: str, path: str) -> tuple[str, str]:
    r"""The share and the path in it by which the administrator reaches SHARE, whose folder is PATH (`C:\srv\x`)."""
    name, root = ROOT
    return (name, path[len(root) :]) if path.lower().startswith(root.lower()) else (share, "")


def clear(smb: Smb, found: Iterable[Told], share: str, file: str) -> None:
    """Delete FILE of SHARE, which is among those FOUND; what cannot be deleted stays."""
    for one in found:
        if one.name.lower() == share.lower():
            through, folder = place(one.name, one.path)
            with suppress(ShareError):
                delete(smb, through, f"{folder}\\{file}" if folder else file)


def _folder(smb: Smb, share: Share) -> Descriptor | None:
    try:
        return security(smb, *place(share.name, share.path))
    except (ShareError, DescriptorError):  # its folder is gone, or tells nothing that can be read
        return None
