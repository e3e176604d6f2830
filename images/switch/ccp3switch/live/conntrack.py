"""Connections that the kernel tracks (nf_conntrack), for address translation."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from ccp3switch.errors import ApplyError
from ccp3switch.live.contract import Translation

TRACKED = Path("/proc/net/nf_conntrack")
NETLINK_NETFILTER = 12
_DELETE = (1 << 8) | 2  # NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE (linux/netfilter/nfnetlink_conntrack.h)
_REQUEST_ACK = 1 | 4


def translations() -> tuple[Translation, ...]:
    """Connections whose addresses are translated."""
    try:
        return read(TRACKED.read_text())
    except OSError:
        return ()


def read(text: str) -> tuple[Translation, ...]:
    """The lines of /proc/net/nf_conntrack that two address pairs that do not mirror each other stand in."""
    found = (_translation(line) for line in text.splitlines() if line.startswith("ipv4"))
    return tuple(one for one in found if one is not None)


def _translation(line: str) -> Translation | None:
    """The first `src= dst= sport= dport=` is the way of the first packet, the second the one of its answer."""
    words = line.split()
    pairs = [word.split("=", 1) for word in words if "=" in word]
    src, dst = ([value for name, value in pairs if name == end][:2] for end in ("src", "dst"))
    first, second = ([value for name, value in pairs if name == end][:2] for end in ("sport", "dport"))
    numbers = [value for name, value in pairs if name == "id"][:2] * 2
    ports = (*first, *second) if first and second else tuple(numbers)
    if len(src) < 2 or len(dst) < 2 or (src[0] == dst[1] and dst[0] == src[1]) or dst[0].startswith("127."):
        return None
    return _ordered(words[2], src, dst, ports)


def _ordered(protocol: str, src: list[str], dst: list[str], ports: tuple[str, ...]) -> Translation:
    """By IOS's four addresses. `ports` are sport 1, sport 2, dport 1, dport 2, or the identifiers of ICMP."""
    ends = [f":{port}" for port in ports] if len(ports) == 4 else [""] * 4
    if src[0] != dst[1]:  # the source was changed: a connection from inside
        outside = dst[0] + ends[2]
        return Translation(protocol, dst[1] + ends[3], src[0] + ends[0], outside, outside)
    outside = src[0] + ends[0]
    return Translation(protocol, dst[0] + ends[2], src[1] + ends[1], outside, outside)


def forget() -> None:
    """Forget every connection of this network namespace: later packets begin new ones. Raises ApplyError."""
    message = struct.pack("=IHHIIBBH", 20, _DELETE, _REQUEST_ACK, 1, 0, socket.AF_UNSPEC, 0, 0)
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as link:
            link.sendto(message, (0, 0))
            link.recv(4096)
    except OSError as error:
        raise ApplyError(f"nf_conntrack: {error.strerror}") from error
