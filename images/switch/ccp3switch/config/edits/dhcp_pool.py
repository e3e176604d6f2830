"""Lines of `ip dhcp pool`. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import dhcp_codes

NOT_WITH_NETWORK = "% This command may not be used with network, origin, vrf or relay pools."
NOT_WITH_HOST = "% This command may not be used with host pools."
SHORTEST_LEASE = 2  # minutes
_HOST_LINES = ("host", "client-identifier", "hardware-address", "client-name")
_LONGEST_PREFIX = 30


def network(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`network A [M|/len]`: the class gives a mask that is left out; a network is in one pool alone."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    if any(section.has(key) for key in _HOST_LINES):
        raise CliError(NOT_WITH_HOST)
    asked = _interface(parsed).network
    for pool, other in _networks(root, section):
        if asked.overlaps(other):
            raise CliError(f"% {asked.network_address} overlaps with the network of pool {pool}")
    section.put(line_of(parsed.command, f"network {asked.network_address} {asked.netmask}", parsed.key))
    return Edited()


def _networks(root: Line, section: Line) -> Iterator[tuple[str, ipaddress.IPv4Network]]:
    for pool in root.under("ip dhcp pool "):
        words = pool.value("network").split()
        if words and pool.key != section.key:
            yield pool.key.removeprefix("ip dhcp pool "), ipaddress.IPv4Network("/".join(words))


def _interface(parsed: Parsed) -> ipaddress.IPv4Interface:
    """The address with its mask. Raises CliError on a mask without hosts, on an address that no host can have."""
    address = ipaddress.IPv4Address(parsed.values["ip"])
    given = parsed.values.get("mask") or parsed.values.get("slash", "").lstrip("/") or str(_class_length(address))
    found = ipaddress.IPv4Interface(f"{address}/{given}")
    if address.is_multicast or address.is_loopback or not int(found.network.network_address):
        raise InvalidInputError(parsed.columns[1])
    if found.network.prefixlen > _LONGEST_PREFIX:
        raise CliError(f"Bad mask /{found.network.prefixlen} for address {address}")
    return found


def _class_length(address: ipaddress.IPv4Address) -> int:
    first = int(address) >> 24
    return 8 if first < 128 else 16 if first < 192 else 24


def host(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`host A [M|/len]`: an address for one client; no two pools give the same."""
    _refuse_with_network(section)
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    found = _interface(parsed)
    for pool in root.under("ip dhcp pool "):
        if pool.key != section.key and pool.value("host").split()[:1] == [str(found.ip)]:
            raise CliError(f"% {found.ip} is the host of pool {pool.key.removeprefix('ip dhcp pool ')}")
    section.put(line_of(parsed.command, f"host {found.ip} {found.network.netmask}", parsed.key))
    return Edited()


def _refuse_with_network(section: Line) -> None:
    if section.has("network"):
        raise CliError(NOT_WITH_NETWORK)


def client(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`hardware-address M`, `client-identifier X`: who the host is; one client in one pool."""
    _refuse_with_network(section)
    value = parsed.words[-1]
    for pool in root.under("ip dhcp pool "):
        if not parsed.negated and pool.key != section.key and pool.value(parsed.key) == value:
            raise CliError("% A binding for this client already exists.")
    plain(section, parsed)
    return Edited()


def client_name(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`client-name X`: the name that the host is told (option 12)."""
    _refuse_with_network(section)
    plain(section, parsed)
    return Edited()


def option(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`option N ip|hex|ascii ...`: any option that no command of its own sets, in the form that its code holds."""
    if not parsed.negated:
        _refuse_form(int(parsed.values["code"]), parsed)
    plain(section, parsed)
    return Edited()


def _refuse_form(code: int, parsed: Parsed) -> None:
    form = parsed.words[2]
    if code in dhcp_codes.RESERVED:
        raise CliError(f"% Reserved option, use: {dhcp_codes.RESERVED[code]}")
    if code in dhcp_codes.ADDRESSES and form != "ip":
        raise CliError(f"% Option {code} holds IP addresses")
    if code in dhcp_codes.TEXTS and form != "ascii":
        raise CliError(f"% Option {code} holds a text")
    if code == dhcp_codes.VENDOR and len(parsed.words[-1]) == len("00"):
        raise InvalidInputError(parsed.last_column)


def lease(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`lease D [H [M]]`, `lease infinite`; one day is the default."""
    given = [int(parsed.values.get(unit, "0")) for unit in ("days", "hours", "sixtieths")]
    if parsed.negated or given == [1, 0, 0]:
        section.drop(parsed.key)
        return Edited()
    if parsed.words[-1] == "infinite":
        plain(section, parsed)
        return Edited()
    if given[0] * 1440 + given[1] * 60 + given[2] < SHORTEST_LEASE:
        raise CliError(f"% The shortest lease of this switch is {SHORTEST_LEASE} minutes")
    while given[-1] == 0:
        given.pop()
    text = " ".join(str(number) for number in (parsed.key, *given))
    section.put(line_of(parsed.command, text, parsed.key))
    return Edited()
