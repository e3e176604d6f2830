"""Numbers that IOS writes as words in access lists: protocols, ports, ICMP messages (IANA's registries). Pure."""

from __future__ import annotations

from collections.abc import Mapping

PROTOCOLS: dict[str, int] = {
    "ahp": 51, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 1, "igmp": 2, "ipinip": 4, "nos": 94, "ospf": 89,
    "pcp": 108, "pim": 103, "tcp": 6, "udp": 17,
}  # fmt: skip
TCP: dict[str, int] = {
    "bgp": 179, "chargen": 19, "cmd": 514, "daytime": 13, "discard": 9, "domain": 53, "echo": 7, "exec": 512,
    "finger": 79, "ftp": 21, "ftp-data": 20, "gopher": 70, "hostname": 101, "ident": 113, "irc": 194, "klogin": 543,
    "kshell": 544, "login": 513, "lpd": 515, "nntp": 119, "pim-auto-rp": 496, "pop2": 109, "pop3": 110, "smtp": 25,
    "sunrpc": 111, "tacacs": 49, "talk": 517, "telnet": 23, "time": 37, "uucp": 540, "whois": 43, "www": 80,
}  # fmt: skip
UDP: dict[str, int] = {
    "biff": 512, "bootpc": 68, "bootps": 67, "discard": 9, "dnsix": 195, "domain": 53, "echo": 7, "isakmp": 500,
    "mobile-ip": 434, "nameserver": 42, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ss": 139,
    "non500-isakmp": 4500, "ntp": 123, "pim-auto-rp": 496, "rip": 520, "snmp": 161, "snmptrap": 162, "sunrpc": 111,
    "syslog": 514, "tacacs": 49, "talk": 517, "tftp": 69, "time": 37, "who": 513, "xdmcp": 177,
}  # fmt: skip
# ICMP type, or type and code (RFC 792, RFC 950, RFC 1256).
ICMP: dict[str, tuple[int, ...]] = {
    "administratively-prohibited": (3, 13), "echo": (8,), "echo-reply": (0,), "host-redirect": (5, 1),
    "host-unknown": (3, 7), "host-unreachable": (3, 1), "information-reply": (16,), "information-request": (15,),
    "mask-reply": (18,), "mask-request": (17,), "net-redirect": (5, 0), "net-unreachable": (3, 0),
    "network-unknown": (3, 6), "packet-too-big": (3, 4), "parameter-problem": (12,), "port-unreachable": (3, 3),
    "protocol-unreachable": (3, 2), "reassembly-timeout": (11, 1), "redirect": (5,), "router-advertisement": (9,),
    "router-solicitation": (10,), "source-quench": (4,), "source-route-failed": (3, 5), "time-exceeded": (11,),
    "timestamp-reply": (14,), "timestamp-request": (13,), "traceroute": (30,), "ttl-exceeded": (11, 0),
    "unreachable": (3,),
}  # fmt: skip
MAX_PORT = 65535


def ports_of(protocol: int | None) -> Mapping[str, int]:
    """The names of ports that belong to a protocol; those of TCP for any but UDP."""
    return UDP if protocol == PROTOCOLS["udp"] else TCP


def number(word: str, table: Mapping[str, int]) -> int:
    """The number that a canonical word stands for."""
    return table[word] if word in table else int(word)


def word(value: int, table: Mapping[str, int]) -> str:
    """The word that IOS writes for a number, the number itself when it has none."""
    return next((name for name, known in table.items() if known == value), str(value))


def icmp_words(message: tuple[int, ...]) -> str:
    """`echo`, `unreachable`, `8 1`: an ICMP type, with or without a code."""
    named = next((name for name, known in ICMP.items() if known == message), None)
    return named or " ".join(str(part) for part in message)
