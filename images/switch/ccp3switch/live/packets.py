"""Packets that rules of nft(8) log to a group, as the kernel tells of them (linux/netfilter/nfnetlink_log.h)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable, Iterator

from ccp3switch.live.conntrack import NETLINK_NETFILTER
from ccp3switch.state.chains import LOG_GROUP

_SUBSYSTEM = 4 << 8
_CONFIG = _SUBSYSTEM | 1
_REQUEST_ACK = 1 | 4
_COMMAND, _MODE, _THRESHOLD = 1, 2, 5  # NFULA_CFG_CMD, NFULA_CFG_MODE, NFULA_CFG_QTHRESH
_BIND, _COPY_PACKET = 1, 2
_PAYLOAD, _PREFIX = 9, 10
_BYTES = 64


def log_news() -> socket.socket:
    """A socket on which the kernel tells of logged packets, each at once. Raises OSError where it cannot."""
    news = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
    settings = (
        _attribute(_COMMAND, struct.pack("B", _BIND)),
        _attribute(_MODE, struct.pack(">IBx", _BYTES, _COPY_PACKET)),
        _attribute(_THRESHOLD, struct.pack(">I", 1)),
    )
    for setting in settings:
        body = struct.pack(">BBH", socket.AF_INET, 0, LOG_GROUP) + setting
        news.sendto(struct.pack("=IHHII", 16 + len(body), _CONFIG, _REQUEST_ACK, 1, 0) + body, (0, 0))
        error = struct.unpack_from("=i", news.recv(4096), 16)[0]
        if error:
            news.close()
            raise OSError(-error, "nfnetlink_log")
    return news


def watch(news: socket.socket, heard: Callable[[str, bytes], None]) -> None:
    """Call `heard` with prefix and first bytes of each logged packet, in the running event loop."""
    news.setblocking(False)

    def read_some() -> None:
        with contextlib.suppress(OSError):  # too many at once: some were lost
            for prefix, packet in read(news.recv(65536)):
                heard(prefix, packet)

    asyncio.get_running_loop().add_reader(news, read_some)


def read(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Prefix and first bytes of the packet of each message."""
    while len(data) >= 20:
        length, kind = struct.unpack_from("=IH", data)
        if kind == _SUBSYSTEM:
            found = dict(_attributes(data[20:length]))
            yield found.get(_PREFIX, b"").rstrip(b"\0").decode("ascii", "replace"), found.get(_PAYLOAD, b"")
        data = data[_padded(max(length, 20)) :]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        yield kind, data[4:length]
        data = data[_padded(max(length, 4)) :]


def _attribute(kind: int, value: bytes) -> bytes:
    made = struct.pack("=HH", 4 + len(value), kind) + value
    return made.ljust(_padded(len(made)), b"\0")


def _padded(length: int) -> int:
    return (length + 3) & ~3
