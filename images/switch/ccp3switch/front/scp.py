"""`scp file sw1:flash:/x`: asyncssh's server on the flash, and on nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import asyncssh

from ccp3switch.errors import FlashError
from ccp3switch.front.access import Access

_FORBIDDEN = ("link", "symlink", "mkdir", "rmdir", "rename", "posix_rename", "readlink")


class FlashFiles(asyncssh.SFTPServer):
    """The flash of a switch whose configuration holds `ip scp server enable`, for privileged users."""

    def __init__(self, chan: asyncssh.SSHServerChannel[bytes], access: Access) -> None:
        super().__init__(chan)
        self._flash = access.switch.flash
        user = str(chan.get_connection().get_extra_info("username"))
        self._failed: set[object] = set()
        self._open = access.switch.running.has("ip scp server enable") and access.privileged(user)

    def map_path(self, path: bytes) -> bytes:
        """`flash:/x`, `flash:x`, `/x` and `x` are one file; the root is the flash itself."""
        if not self._open:
            raise asyncssh.SFTPPermissionDenied("SCP server is not enabled, or privilege is too low")
        name = path.decode("utf-8", errors="replace").strip("/")
        bare = name.removeprefix("flash:").strip("/")
        if bare in ("", "."):
            return bytes(self._flash.folder)
        try:
            return bytes(self._flash.path(f"flash:/{bare}"))
        except FlashError as error:
            raise asyncssh.SFTPNoSuchFile(error.text) from error

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        """Write, within the capacity of the flash."""
        grown = offset + len(data) - _place(file_obj).stat().st_size
        if grown > self._flash.free():
            self._failed.add(file_obj)
            raise asyncssh.SFTPFailure("No space left on device")
        return int(super().write(file_obj, offset, data))  # type: ignore[arg-type]

    def close(self, file_obj: object) -> None:
        """Close; a file that found no place is not kept in part."""
        super().close(file_obj)
        if file_obj in self._failed:
            self._failed.discard(file_obj)
            _place(file_obj).unlink(missing_ok=True)


def _place(file_obj: object) -> Path:
    return Path(os.fsdecode(file_obj.name))  # type: ignore[attr-defined]


class SubsystemFiles(FlashFiles):
    """The same for SFTP, which today's `scp` speaks: it takes a channel that ends without a status for a failure."""

    def exit(self) -> None:
        """The client has closed its side."""
        self.channel.exit(0)


def _refused(*_arguments: object) -> None:
    raise asyncssh.SFTPPermissionDenied("The flash holds plain files only")


def files(channel: asyncssh.SSHServerChannel[bytes], access: Access) -> FlashFiles:
    """The server for a channel: by SFTP, or by the old protocol of `scp -O`, which sends its status itself."""
    kind = SubsystemFiles if channel.get_subsystem() == "sftp" else FlashFiles
    return kind(channel, access)


for _name in _FORBIDDEN:
    setattr(FlashFiles, _name, _refused)
