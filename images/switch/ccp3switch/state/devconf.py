"""Settings of a device's IPv4 that have no word in ip(8), as a message of rtnetlink(7). Pure.

/proc/sys cannot be written in the container; the kernel takes the same settings by netlink (IFLA_INET_CONF of
linux/if_link.h).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

PROXY_ARP, SEND_REDIRECTS = 3, 6  # linux/ip.h: IPV4_DEVCONF_...
_RTM_SETLINK, _REQUEST_AND_ANSWER = 19, 5
_AF_INET = 2
_IFLA_AF_SPEC, _IFLA_INET_CONF = 26, 1


def message(index: int, settings: Mapping[int, bool]) -> bytes:
    """Set these on the device of this index."""
    numbers = b"".join(_attribute(which, struct.pack("=I", on)) for which, on in settings.items())
    inside = _attribute(_IFLA_AF_SPEC, _attribute(_AF_INET, _attribute(_IFLA_INET_CONF, numbers)))
    body = struct.pack("=BxHiII", 0, 0, index, 0, 0) + inside
    return struct.pack("=IHHII", 16 + len(body), _RTM_SETLINK, _REQUEST_AND_ANSWER, 1, 0) + body


def _attribute(kind: int, value: bytes) -> bytes:
    length = 4 + len(value)
    return struct.pack("=HH", length, kind) + value + bytes(-length % 4)


def refusal(answer: bytes) -> int:
    """The error number in the kernel's answer to one message, 0 for none (NLMSG_ERROR of netlink(7))."""
    return -int(struct.unpack_from("=i", answer, 16)[0])
