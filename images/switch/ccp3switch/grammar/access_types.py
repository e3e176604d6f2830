"""Types of the parameters in access lists and address translation. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address

from ccp3switch.acl.numbers import ICMP, MAX_PORT, TCP, UDP, word
from ccp3switch.grammar.parameter import Type

STANDARD = (range(1, 100), range(1300, 2000))
EXTENDED = (range(100, 200), range(2000, 2700))
MAX_REMARK = 100
Accept = Callable[[str], str | None]


def _number(low: int, high: int) -> Accept:
    return lambda text: str(int(text)) if re.fullmatch(r"[0-9]{1,10}", text) and low <= int(text) <= high else None


def _within(*ranges: range) -> Accept:
    def accept(text: str) -> str | None:
        return str(int(text)) if re.fullmatch(r"[0-9]{1,4}", text) and any(int(text) in one for one in ranges) else None

    return accept


def _list_name(*ranges: range) -> Accept:
    """A number of these ranges, or a name: it begins with a letter."""
    numbered = _within(*ranges)
    return lambda text: numbered(text) or (text if re.fullmatch(r"[A-Za-z][!#-~]{0,63}", text) else None)


def _port(table: Mapping[str, int]) -> Accept:
    def accept(text: str) -> str | None:
        if re.fullmatch(r"[0-9]{1,5}", text):
            return word(int(text), table) if int(text) <= MAX_PORT else None
        return _named(text, table)

    return accept


def _named(text: str, table: Mapping[str, object]) -> str | None:
    low = text.lower()
    found = [name for name in table if name.startswith(low)]
    return low if low in found else found[0] if len(found) == 1 else None


def _wildcard(text: str) -> str | None:
    try:
        return str(IPv4Address(text))
    except ValueError:
        return None


def _remark(text: str) -> str | None:
    return text if len(text) <= MAX_REMARK else None


def _listed(table: Mapping[str, object], title: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{title} {number}") for name, number in table.items())


_PORT_NUMBER = ("<0-65535>", "Port number")
_NAME = ("WORD", "Access-list name")
_STANDARD = (("<1-99>", "IP standard access list"), ("<1300-1999>", "IP standard access list (expanded range)"))
_EXTENDED = (("<100-199>", "IP extended access list"), ("<2000-2699>", "IP extended access list (expanded range)"))

TYPES: dict[str, Type] = {
    "standard-number": Type(_within(*STANDARD), _STANDARD),
    "extended-number": Type(_within(*EXTENDED), _EXTENDED),
    "standard-list": Type(_list_name(*STANDARD), (*_STANDARD, _NAME)),
    "extended-list": Type(_list_name(*EXTENDED), (*_EXTENDED, _NAME)),
    "list": Type(_list_name(*STANDARD, *EXTENDED), (*_STANDARD, *_EXTENDED, _NAME)),
    "sequence": Type(_number(1, 2147483647), (("<1-2147483647>", "Sequence Number"),)),
    "wildcard": Type(_wildcard, (("A.B.C.D", "Wildcard bits"),)),
    "protocol": Type(_number(0, 255), (("<0-255>", "An IP protocol number"),)),
    "tcp-port": Type(_port(TCP), (_PORT_NUMBER, *_listed(TCP, "TCP port"))),
    "udp-port": Type(_port(UDP), (_PORT_NUMBER, *_listed(UDP, "UDP port"))),
    "port-number": Type(_number(1, MAX_PORT), (("<1-65535>", "Port number"),)),
    "icmp-name": Type(lambda text: _named(text, ICMP), _listed(ICMP, "ICMP message")),
    "icmp-type": Type(_number(0, 255), (("<0-255>", "ICMP message type"),)),
    "icmp-code": Type(_number(0, 255), (("<0-255>", "ICMP message code"),)),
    "remark": Type(_remark, (("LINE", "Comment up to 100 characters"),), rest=True),
    "prefix-length": Type(_number(1, 32), (("<1-32>", "Prefix length"),)),
}
