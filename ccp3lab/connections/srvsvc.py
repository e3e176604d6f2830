"""The shares of a file server, by MS-SRVS over its pipe `srvsvc`: Windows and Samba alike, whoever made them.

smbprotocol has no RPC; impacket has, and much more that a classroom's machine should not carry.
"""

from dataclasses import dataclass
from uuid import UUID

from ccp3lab.connections.ndr import Reader, Writer
from ccp3lab.connections.rpc import Caller, Interface, Pipe
from ccp3lab.connections.statuses import refused_call
from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import Descriptor, decode, encode

SRVSVC = Interface(UUID("4b324fc8-1670-01d3-1278-5a47bf6ee188"), 3)
"""The server service (MS-SRVS, section 1.9)."""

DISK = 0
"""The type of a share of folders (MS-SRVS 2.2.2.4); printers, pipes and hidden administrative ones have others."""

_ADD, _ENUM, _GET, _SET, _DELETE = 14, 15, 16, 17, 18
_INFO_502, _SECURITY_1501 = 502, 1501
_UNLIMITED = 0xFFFFFFFF
_MOST = 10_000


@dataclass(frozen=True)
class Share:
    r"""A share as its server tells it (SHARE_INFO_502).

    `path` is the folder in the server's own words: `D:\partages\compta` of Windows, `C:\srv\compta` for /srv/compta of
    Samba. `security` None: the server's default, everything for everyone.
    """

    name: str
    path: str
    remark: str = ""
    security: Descriptor | None = None
    kind: int = DISK


class Shares:
    """The shares of one server. Every method raises ShareError, and DescriptorError for a descriptor that is none."""

    def __init__(self, pipe: Pipe, server: str) -> None:
        """PIPE leads to `srvsvc` of SERVER, called by the name that it knows itself by."""
        self._caller = Caller(pipe, SRVSVC)
        self._server = server

    def all(self) -> tuple[Share, ...]:
        """Every share with its rights; for administrators only."""
        writer = self._arguments()
        writer.number(_INFO_502)
        writer.number(_INFO_502)

        def nothing_yet() -> None:
            writer.number(0)
            writer.pointer(None)

        writer.pointer(nothing_yet)
        writer.flush()
        writer.number(_UNLIMITED)
        writer.pointer(None)
        return listed(self._ask("list the shares", _ENUM, writer))

    def get(self, name: str) -> Share:
        """The share called NAME, with its rights."""
        writer = self._arguments()
        writer.text(name)
        writer.number(_INFO_502)
        reader = self._ask(f"read the share `{name}`", _GET, writer)
        reader.number()
        return _shares(reader, 1)[0] if reader.number() else _missing(name)

    def add(self, share: Share) -> None:
        """Share a folder that is there already."""
        writer = self._arguments()
        writer.number(_INFO_502)
        writer.number(_INFO_502)
        writer.pointer(lambda: _info(writer, share))
        writer.flush()
        writer.pointer(None)
        self._ask(f"share {share.path} as `{share.name}`", _ADD, writer)

    def secure(self, name: str, security: Descriptor) -> None:
        """Give the share other rights. A server may say yes and do nothing: read it back."""
        raw = encode(security)
        writer = self._arguments()
        writer.text(name)
        writer.number(_SECURITY_1501)
        writer.number(_SECURITY_1501)

        def info() -> None:
            writer.number(len(raw))
            writer.pointer(lambda: writer.octets(raw))
            writer.flush()

        writer.pointer(info)
        writer.flush()
        writer.pointer(None)
        self._ask(f"change the rights of the share `{name}`", _SET, writer)

    def delete(self, name: str) -> None:
        """Share a folder no longer; the folder and what is in it stay."""
        writer = self._arguments()
        writer.text(name)
        writer.number(0)
        self._ask(f"delete the share `{name}`", _DELETE, writer)

    def _arguments(self) -> Writer:
        writer = Writer()
        writer.pointer(lambda: writer.text(f"\\\\{self._server}"))
        writer.flush()
        return writer

    def _ask(self, what: str, operation: int, arguments: Writer) -> Reader:
        """The answer to the call, once its error code, which ends it, was found to be 0."""
        answer = self._caller.call(operation, arguments.finish())
        if len(answer) < 4:
            raise ShareError(f"{self._server}: {what}: the server's answer has no result")
        if code := int.from_bytes(answer[-4:], "little"):
            raise refused_call(f"{self._server}: {what}", code)
        return Reader(answer[:-4])


def _info(writer: Writer, share: Share) -> None:
    raw = encode(share.security) if share.security else b""
    writer.pointer(lambda: writer.text(share.name))
    writer.number(share.kind)
    writer.pointer(lambda: writer.text(share.remark))
    writer.number(0)
    writer.number(_UNLIMITED)
    writer.number(0)
    writer.pointer(lambda: writer.text(share.path))
    writer.pointer(None)
    writer.number(len(raw))
    writer.pointer((lambda: writer.octets(raw)) if raw else None)
    writer.flush()


def listed(reader: Reader) -> tuple[Share, ...]:
    """What NetrShareEnum gives: a container of SHARE_INFO_502."""
    level, chosen, container, count, array = (reader.number() for _ in range(5))
    if level != _INFO_502 or chosen != _INFO_502 or not container:
        raise ShareError(f"the server lists its shares in another form than asked for (level {level})")
    if not array:
        return ()
    if reader.number() != count or count > _MOST:
        raise ShareError(f"the server says that it has {count} shares and lists another number")
    return _shares(reader, count)


def _shares(reader: Reader, count: int) -> tuple[Share, ...]:
    """COUNT structures, and behind them all that their pointers lead to."""
    heads = [[reader.number() for _ in range(10)] for _ in range(count)]
    return tuple(_share(reader, head) for head in heads)


def _share(reader: Reader, head: list[int]) -> Share:
    name, kind, remark, _, _, _, path, password, _, security = head
    told = [reader.text() if pointer else "" for pointer in (name, remark, path, password)]
    raw = reader.octets() if security else b""
    return Share(told[0], told[2], told[1], decode(raw) if raw else None, kind)


def _missing(name: str) -> Share:
    raise ShareError(f"the server found the share `{name}` and tells nothing of it")
