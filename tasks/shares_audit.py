"""The Nornir task that looks at every right that a file server's shares and folders give."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.directory.findings import Finding, Grant, Kind
from ccp3lab.errors import DescriptorError, ShareError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS
from tasks.directory_audit_rights import given, on_files
from tasks.shares_read import DEEPEST, MOST

if TYPE_CHECKING:
    from ccp3lab.connections.smb import Smb
    from ccp3lab.connections.srvsvc import Share

Seen = Grant | Finding


@JOBS.add("shares_audit")
def shares_audit(task: Task) -> Result:
    """`Result.result` is a tuple: a Grant for each right that was given, a Finding for what could not be looked at."""
    smb: Smb = task.host.get_connection("ccp3_smb", task.nornir.config)
    return Result(host=task.host, result=tuple(grants(smb)))


def grants(smb: "Smb") -> Iterator[Seen]:
    """Every right on the shares of SMB, and on what is in them. ShareError when it tells no shares."""
    from ccp3lab.connections.smb_pipe import shares_of  # here: SMB's library takes a quarter of a second to load
    from ccp3lab.connections.srvsvc import DISK

    with shares_of(smb) as shares:
        every = [share for share in shares.all() if share.kind == DISK]
    rounds = Rounds(smb)
    for share in sorted(every, key=lambda share: (-len(share.path), share.name)):
        if share.security is not None:
            yield from given(f"the share {share.name} of {smb.server.name}", share.security, on_files)
        yield from rounds.through(share)


class Rounds:
    r"""Goes through the folders of shares, each once: that of `srv$` may hold all the others."""

    def __init__(self, smb: "Smb") -> None:
        """SMB is logged on as somebody who may read rights."""
        from ccp3lab.connections import smb_files  # here, as above

        self._files = smb_files
        self._smb = smb
        self._seen = set[str]()

    def through(self, share: "Share") -> Iterator[Seen]:
        """The folder of SHARE and all below it."""
        yield from self._at(share, ())

    def _at(self, share: "Share", path: tuple[str, ...]) -> Iterator[Seen]:
        """A folder and all below it, unless that was seen under another name, or is too much."""
        there = "\\".join((share.path, *path)).lower()
        if there in self._seen:
            return
        self._seen.add(there)
        if len(self._seen) > MOST or len(path) > DEEPEST:
            yield Finding(Kind.UNSEEN, self._place(share, path), "too many folders, or too deep in each other")
            return
        yield from self._one(share, path)
        try:
            items = self._files.listed(self._smb, share.name, "\\".join(path))
        except ShareError as error:
            yield Finding(Kind.UNSEEN, self._place(share, path), one_line(str(error)))
            return
        for item in items:
            yield from (self._at if item.is_folder else self._one)(share, (*path, item.name))

    def _one(self, share: "Share", path: tuple[str, ...]) -> Iterator[Seen]:
        """A file, or a folder by itself."""
        place = self._place(share, path)
        try:
            yield from given(place, self._files.security(self._smb, share.name, "\\".join(path)), on_files)
        except (ShareError, DescriptorError) as error:
            yield Finding(Kind.UNSEEN, place, one_line(str(error)))

    def _place(self, share: "Share", path: tuple[str, ...]) -> str:
        return one_line("\\\\" + "\\".join((self._smb.server.name, share.name, *path)))
