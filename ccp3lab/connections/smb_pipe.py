"""A named pipe of a file server (MS-SMB2 3.2.4.20.4): what carries RPC."""

from collections.abc import Iterator
from contextlib import contextmanager

from smbprotocol.ioctl import CtlCode, IOCTLFlags, SMB2IOCTLRequest, SMB2IOCTLResponse
from smbprotocol.open import CreateDisposition, Open

from ccp3lab.connections.rpc import FRAGMENT
from ccp3lab.connections.smb import Smb, Wish
from ccp3lab.connections.srvsvc import Shares
from ccp3lab.ntsecurity import masks

_BOTH_WAYS = masks.READ_DATA | masks.WRITE_DATA | masks.READ_ATTRIBUTES | masks.READ_CONTROL | masks.SYNCHRONIZE


class NamedPipe:
    """A pipe in message mode, as ccp3lab.connections.rpc wants it."""

    def __init__(self, smb: Smb, handle: Open, name: str) -> None:
        """HANDLE is open."""
        self._smb = smb
        self._handle = handle
        self._what = f"talk to the pipe `{name}`"

    def exchange(self, packet: bytes) -> bytes:
        """Write PACKET and read what comes, in one round trip."""
        request = SMB2IOCTLRequest()
        request["ctl_code"] = CtlCode.FSCTL_PIPE_TRANSCEIVE
        request["file_id"] = self._handle.file_id
        request["max_output_response"] = FRAGMENT
        request["flags"] = IOCTLFlags.SMB2_0_IOCTL_IS_FSCTL
        request["buffer"] = packet

        def ask() -> bytes:
            answer = SMB2IOCTLResponse()
            answer.unpack(self._smb.asked(self._handle, request))
            return bytes(answer["buffer"].get_value())

        return self._smb.guarded(self._what, ask)

    def write(self, packet: bytes) -> None:
        """Write PACKET."""
        self._smb.guarded(self._what, lambda: self._handle.write(packet))

    def read(self) -> bytes:
        """The next packet."""
        return bytes(self._smb.guarded(self._what, lambda: self._handle.read(0, FRAGMENT)))


@contextmanager
def shares_of(smb: Smb) -> Iterator[Shares]:
    """The shares of the server that SMB is logged on to."""
    name = "srvsvc"
    opening = smb.opened("IPC$", name, Wish(_BOTH_WAYS, CreateDisposition.FILE_OPEN))
    handle, _ = smb.guarded(f"open the pipe `{name}`", opening.__enter__)
    try:
        yield Shares(NamedPipe(smb, handle, name), smb.server.name)
    finally:
        smb.guarded(f"close the pipe `{name}`", lambda: opening.__exit__(None, None, None))
