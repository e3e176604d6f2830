r"""What is done with the folders of a file server: make, list, try, and their NTFS rights.

A path is `folder\file` inside a share; the empty path is the share's own folder. Every function raises ShareError.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from smbprotocol.create_contexts import (
    CreateContextName,
    SMB2CreateContextRequest,
    SMB2CreateQueryMaximalAccessRequest,
    SMB2CreateQueryMaximalAccessResponse,
)
from smbprotocol.exceptions import NoMoreFiles
from smbprotocol.file_info import FileAttributes, FileInformationClass, InfoType
from smbprotocol.open import (
    CreateDisposition,
    CreateOptions,
    Open,
    SMB2QueryInfoRequest,
    SMB2QueryInfoResponse,
    SMB2SetInfoRequest,
)

from ccp3lab.connections.smb import Smb, Wish
from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import Descriptor, decode, encode, masks

_OWNER, _GROUP, _DACL = 1, 2, 4
_LONGEST = 65536
_MOST = 100_000
_FOLDER, _FILE = CreateOptions.FILE_DIRECTORY_FILE, CreateOptions.FILE_NON_DIRECTORY_FILE


@dataclass(frozen=True)
class Item:
    """What a folder holds: a name, and whether it is a folder."""

    name: str
    is_folder: bool


def make_folder(smb: Smb, share: str, path: str) -> bool:
    """Create the folder PATH unless it is there; whether it was created. The folder around it must be there."""
    wish = Wish(masks.READ_ATTRIBUTES, CreateDisposition.FILE_OPEN_IF, _FOLDER, FileAttributes.FILE_ATTRIBUTE_DIRECTORY)

    def make() -> bool:
        with smb.opened(share, path, wish) as (handle, _):
            return bool(handle.create_action == 2)  # FILE_CREATED, MS-SMB2 2.2.14

    return smb.guarded(f"make the folder {share}\\{path}", make)


def security(smb: Smb, share: str, path: str = "") -> Descriptor:
    """The NTFS rights of PATH with owner and group; DescriptorError for what is no descriptor."""
    request = SMB2QueryInfoRequest()
    request["info_type"] = InfoType.SMB2_0_INFO_SECURITY
    request["output_buffer_length"] = _LONGEST
    request["additional_information"] = _OWNER | _GROUP | _DACL

    def read() -> bytes:
        with smb.opened(share, path, Wish(masks.READ_CONTROL, CreateDisposition.FILE_OPEN)) as (handle, _):
            request["file_id"] = handle.file_id
            answer = SMB2QueryInfoResponse()
            answer.unpack(smb.asked(handle, request))
            return bytes(answer["buffer"].get_value())

    return decode(smb.guarded(f"read the rights of {share}\\{path}", read))


def secure(smb: Smb, share: str, path: str, wanted: Descriptor) -> None:
    """Give PATH the entries of WANTED; owner and group stay. What is below is not changed by the server."""
    request = SMB2SetInfoRequest()
    request["info_type"] = InfoType.SMB2_0_INFO_SECURITY
    request["additional_information"] = _DACL
    request["buffer"] = encode(Descriptor(wanted.dacl, control=wanted.control))
    wish = Wish(masks.READ_CONTROL | masks.WRITE_DAC, CreateDisposition.FILE_OPEN)

    def write() -> None:
        with smb.opened(share, path, wish) as (handle, _):
            request["file_id"] = handle.file_id
            smb.asked(handle, request)

    smb.guarded(f"change the rights of {share}\\{path}", write)


def listed(smb: Smb, share: str, path: str = "") -> tuple[Item, ...]:
    """What the folder PATH holds, by name."""
    wish = Wish(masks.READ_DATA | masks.READ_ATTRIBUTES, CreateDisposition.FILE_OPEN, _FOLDER)

    def read() -> list[Item]:
        with smb.opened(share, path, wish) as (handle, _):
            return list(_items(handle))

    return tuple(sorted(smb.guarded(f"list {share}\\{path}", read), key=lambda item: item.name))


def _items(handle: Open) -> Iterator[Item]:
    seen = 0
    while True:
        try:
            some = handle.query_directory("*", FileInformationClass.FILE_DIRECTORY_INFORMATION)
        except NoMoreFiles:
            return
        seen += len(some)
        if not some or seen > _MOST:
            raise ShareError(f"the server's list of a folder does not end ({seen} names)")
        for one in some:
            name = one["file_name"].get_value().decode("utf-16-le", "replace")
            if name not in {".", ".."}:
                is_folder = one["file_attributes"].has_flag(FileAttributes.FILE_ATTRIBUTE_DIRECTORY)
                yield Item(name, is_folder)


def maximal_access(smb: Smb, share: str, path: str = "") -> int:
    """The mask that the session's user has on PATH, by the server's own word: share AND NTFS (MS-SMB2 2.2.14.2.5).

    It knows nothing of the modes of a Linux file system: end with a file really written.
    """
    asked = SMB2CreateContextRequest()
    asked["buffer_name"] = CreateContextName.SMB2_CREATE_QUERY_MAXIMAL_ACCESS_REQUEST
    asked["buffer_data"] = SMB2CreateQueryMaximalAccessRequest()
    wish = Wish(masks.READ_ATTRIBUTES, CreateDisposition.FILE_OPEN, contexts=(asked,))

    def read() -> int:
        with smb.opened(share, path, wish) as (_, answers):
            for answer in answers:
                if isinstance(answer, SMB2CreateQueryMaximalAccessResponse) and not answer["query_status"].get_value():
                    return int(answer["maximal_access"].get_value())
        raise ShareError(f"{smb.server.name}: {share}\\{path}: the server does not tell the maximal access")

    return smb.guarded(f"ask for the access to {share}\\{path}", read)


def write_file(smb: Smb, share: str, path: str, data: bytes) -> None:
    """Write a new file; one that is there already is refused."""
    _write(smb, share, path, data, CreateDisposition.FILE_CREATE)


def overwrite(smb: Smb, share: str, path: str, data: bytes) -> None:
    """Write DATA over the beginning of a file that is there."""
    _write(smb, share, path, data, CreateDisposition.FILE_OPEN)


def _write(smb: Smb, share: str, path: str, data: bytes, disposition: int) -> None:
    wish = Wish(masks.WRITE_DATA | masks.READ_ATTRIBUTES, disposition, _FILE)

    def write() -> None:
        with smb.opened(share, path, wish) as (handle, _):
            handle.write(data)

    smb.guarded(f"write {share}\\{path}", write)


def open_for(smb: Smb, share: str, path: str, access: int) -> None:
    """Ask for ACCESS (a mask) to PATH, and do nothing with it: whether it is granted."""

    def ask() -> None:
        with smb.opened(share, path, Wish(access, CreateDisposition.FILE_OPEN)):
            pass

    smb.guarded(f"ask for access to {share}\\{path}", ask)


def read_file(smb: Smb, share: str, path: str, most: int = _LONGEST) -> bytes:
    """The first MOST bytes of a file that is not empty."""
    wish = Wish(masks.READ_DATA | masks.READ_ATTRIBUTES, CreateDisposition.FILE_OPEN, _FILE)

    def read() -> bytes:
        with smb.opened(share, path, wish) as (handle, _):
            return bytes(handle.read(0, most))

    return smb.guarded(f"read {share}\\{path}", read)


def delete(smb: Smb, share: str, path: str) -> None:
    """Delete a file or an empty folder."""
    wish = Wish(masks.DELETE | masks.READ_ATTRIBUTES, CreateDisposition.FILE_OPEN, CreateOptions.FILE_DELETE_ON_CLOSE)

    def remove() -> None:
        with smb.opened(share, path, wish):
            pass

    smb.guarded(f"delete {share}\\{path}", remove)
