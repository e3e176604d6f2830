"""Types of the parameters in patterns (`{vlan}`): what they accept, and how `?` shows them. Pure."""

import ipaddress
import re
from collections.abc import Callable

from ccp3switch import names
from ccp3switch.grammar import access_types, dhcp
from ccp3switch.grammar.parameter import Type
from ccp3switch.severity import LEVELS, level


def _number(low: int, high: int) -> Callable[[str], str | None]:
    return lambda word: str(int(word)) if re.fullmatch(r"[0-9]{1,9}", word) and low <= int(word) <= high else None


def _address(word: str) -> str | None:
    try:
        return str(ipaddress.IPv4Address(word))
    except ValueError:
        return None


def _address6(word: str) -> str | None:
    try:
        return str(ipaddress.IPv6Address(word)).upper() if "%" not in word else None
    except ValueError:
        return None


def _network6(word: str) -> str | None:
    try:
        return str(ipaddress.IPv6Interface(word)).upper() if "/" in word and "%" not in word else None
    except ValueError:
        return None


def _mask(word: str) -> str | None:
    try:
        bits = int(ipaddress.IPv4Address(word))
    except ValueError:
        return None
    hosts = bits ^ 0xFFFFFFFF
    return word if hosts & (hosts + 1) == 0 else None


def _only(belongs: Callable[[str], bool]) -> Callable[[str], str | None]:
    def accept(word: str) -> str | None:
        name = names.interface(word)
        return name if name and belongs(name) else None

    return accept


def _range(text: str) -> str | None:
    ports = names.port_range(text)
    return None if ports is None else ",".join(ports)


def _hexadecimal(word: str) -> str | None:
    digits = re.sub(r"[.:]", "", word).lower()
    return ".".join((digits[:4], digits[4:8], digits[8:])) if re.fullmatch(r"[0-9a-f]{12}", digits) else None


def _host_name(word: str) -> str | None:
    return word if re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?", word, re.ASCII) else None


def _host(word: str) -> str | None:
    return word.lower() if re.fullmatch(r"[A-Za-z0-9:][\w.:-]{0,252}", word, re.ASCII) else None


def _archived(word: str) -> str | None:
    return word if re.fullmatch(r"flash:/?[A-Za-z0-9_$][\w.$+-]{0,40}", word) and "$t" not in word else None


def _severity(word: str) -> str | None:
    found = level(word)
    return None if found is None else LEVELS[found]


def _zone(word: str) -> str | None:
    return word if re.fullmatch(r"[A-Za-z]{1,7}", word, re.ASCII) else None


def _hours(word: str) -> str | None:
    return str(int(word)) if re.fullmatch(r"[+-]?[0-9]{1,2}", word) and abs(int(word)) <= 23 else None


def _delay(word: str) -> str | None:
    return word if re.fullmatch(r"[1-9][0-9]{0,4}|[0-9]{1,3}:[0-5][0-9]", word) else None


def _moment(word: str) -> str | None:
    return word if re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", word) else None


def _file(word: str) -> str | None:
    return word if re.fullmatch(r"(flash|nvram|system|null):\S*|[\w.+-]+", word) else None


_PORT_HELP = ("GigabitEthernet", "GigabitEthernet IEEE 802.3z")
_SVI_HELP = ("Vlan", "Catalyst Vlans")
_CHANNEL_HELP = ("Port-channel", "Ethernet Channel of interfaces")
_LOOPBACK_HELP = ("Loopback", "Loopback interface")

TYPES: dict[str, Type] = {
    "interface": Type(names.interface, (_PORT_HELP, _SVI_HELP, _CHANNEL_HELP, _LOOPBACK_HELP), joins=True),
    "port": Type(_only(names.is_port), (_PORT_HELP,), joins=True),
    "subinterface": Type(_only(names.is_subinterface), (_PORT_HELP,), joins=True),
    "channel": Type(_only(lambda name: name.startswith(names.CHANNEL)), (_CHANNEL_HELP,), joins=True),
    "loopback": Type(_only(lambda name: name.startswith(names.LOOPBACK)), (_LOOPBACK_HELP,), joins=True),
    "svi": Type(_only(lambda name: name.startswith(names.SVI)), (_SVI_HELP,), joins=True),
    "ports": Type(_range, (_PORT_HELP,), rest=True),
    "vlan": Type(_number(1, names.MAX_VLAN), (("<1-4094>", "VLAN ID"),)),
    "vlans": Type(names.vlan_list, (("WORD", "VLAN IDs 1-4094, for example 10,20-30"),)),
    "ip": Type(_address, (("A.B.C.D", "IP address"),)),
    "mask": Type(_mask, (("A.B.C.D", "IP subnet mask"),)),
    "prefix": Type(_address, (("A.B.C.D", "Destination prefix"),)),
    "hop": Type(_address, (("A.B.C.D", "Forwarding router's address"),)),
    "egress": Type(names.egress, (_PORT_HELP, _SVI_HELP, _LOOPBACK_HELP, ("Null0", "Null interface")), joins=True),
    "distance": Type(_number(1, 255), (("<1-255>", "Distance metric for this route"),)),
    "ip6": Type(_address6, (("X:X:X:X::X", "IPv6 address"),)),
    "prefix6": Type(_network6, (("X:X:X:X::X/<0-128>", "IPv6 prefix"),)),
    "host": Type(_host, (("WORD", "Address or host name"),)),
    "count": Type(_number(1, 2147483647), (("<1-2147483647>", "Repeat count"),)),
    "bytes": Type(_number(36, 18024), (("<36-18024>", "Datagram size"),)),
    "timeout": Type(_number(0, 3600), (("<0-3600>", "Timeout in seconds"),)),
    "archived": Type(_archived, (("flash:", "Beginning of the names of the archive's files"),)),
    "archives": Type(_number(1, 14), (("<1-14>", "Number of files kept in the archive"),)),
    "revert": Type(_number(1, 120), (("<1-120>", "Time in minutes to confirm the change"),)),
    "mac": Type(_hexadecimal, (("H.H.H", "48-bit MAC address"),)),
    "group": Type(_number(1, names.MAX_CHANNEL), (("<1-48>", "Channel group number"),)),
    "session": Type(_number(1, 66), (("<1-66>", "SPAN session number"),)),
    "maximum": Type(_number(1, 3072), (("<1-3072>", "Maximum addresses"),)),
    "aged": Type(_number(0, 1440), (("<0-1440>", "Aging time in minutes"),)),
    "recovery": Type(_number(30, 86400), (("<30-86400>", "Timer interval in seconds"),)),
    "aging": Type(_number(15, 3600), (("<15-3600>", "Aging time in seconds"),)),
    "priority": Type(_number(0, 61440), (("<0-61440>", "Bridge priority in increments of 4096"),)),
    "stp": Type(_number(0, 240), (("<0-240>", "Port priority in increments of 16"),)),
    "cost": Type(_number(1, 200000000), (("<1-200000000>", "Path cost of the port"),)),
    "level": Type(_number(0, 15), (("<0-15>", "Privilege level"),)),
    "length": Type(_number(0, 512), (("<0-512>", "Number"),)),
    "minutes": Type(_number(0, 35791), (("<0-35791>", "Timeout in minutes"),)),
    "seconds": Type(_number(0, 2147483), (("<0-2147483>", "Timeout in seconds"),)),
    "bits": Type(_number(360, 4096), (("<360-4096>", "Size of the key modulus"),)),
    "vty": Type(_number(0, 15), (("<0-15>", "Line number"),)),
    "history": Type(_number(0, 256), (("<0-256>", "Size of history buffer"),)),
    "one": Type(_number(1, 2), (("<1-2>", "Number of bits"),)),
    "buffer": Type(_number(4096, 2147483647), (("<4096-2147483647>", "Logging buffer size"),)),
    "severity": Type(_severity, tuple((name, f"severity={number}") for number, name in enumerate(LEVELS))),
    "absolute": Type(_number(0, 16), (("<0-16>", "Line number"),)),
    "patience": Type(_number(1, 120), (("<1-120>", "SSH time-out interval (secs)"),)),
    "retries": Type(_number(1, 5), (("<1-5>", "Number of authentication retries"),)),
    "zone": Type(_zone, (("WORD", "name of time zone"),)),
    "offset": Type(_hours, (("<-23 - 23>", "Hours offset from UTC"),)),
    "delay": Type(_delay, (("Delay before reload", "mmm or hhh:mm"),)),
    "moment": Type(_moment, (("hh:mm", "Time to reload (hh:mm)"),)),
    "zero": Type(_number(0, 0), (("<0-0>", "Line number"),)),
    "file": Type(_file, (("flash:", "File of the flash"),)),
    "name": Type(_host_name, (("WORD", "This system's network name"),)),
    "addresses": Type(dhcp.addresses, (("A.B.C.D", "IP addresses, at most 8"),), rest=True),
    "slash": Type(dhcp.prefix, (("/nn or A.B.C.D", "Network mask or prefix length"),)),
    "identifier": Type(dhcp.identifier, (("H.H.H", "Client identifier in hexadecimal, 01 and the MAC address"),)),
    "octets": Type(dhcp.hexadecimal, (("H.H", "Bytes in hexadecimal"),)),
    "text": Type(dhcp.text, (("WORD", "Text, between quotes when it holds spaces"),), rest=True),
    "domain": Type(dhcp.domain, (("WORD", "Domain name"),)),
    "path": Type(dhcp.path, (("WORD", "File name"),)),
    "code": Type(_number(0, 254), (("<0-254>", "DHCP option code"),)),
    "days": Type(_number(0, 365), (("<0-365>", "Days"),)),
    "hours": Type(_number(0, 23), (("<0-23>", "Hours"),)),
    "sixtieths": Type(_number(0, 59), (("<0-59>", "Minutes"),)),
    "packets": Type(_number(0, 10), (("<0-10>", "Number of ping packets (0 disables ping)"),)),
    "word": Type(lambda word: word, (("WORD", ""),)),
    "line": Type(lambda text: text, (("LINE", ""),), rest=True),
    **access_types.TYPES,
}
