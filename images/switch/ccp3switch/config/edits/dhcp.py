"""DHCP lines outside the pools: what is excluded, what opens a pool, where an interface relays to. Pure."""

from __future__ import annotations

import ipaddress

from ccp3switch.config.edit import plain
from ccp3switch.config.edits.layer3 import holds_addresses
from ccp3switch.config.tree import Line, line_from
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.dhcp_client import ADDRESS, asks
from ccp3switch.modes import ROUTED

RELAYING = ROUTED
PINGS = "2"


def open_pool(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip dhcp pool X`: made when it is missing."""
    if parsed.negated:
        root.drop(parsed.text)
        return Edited()
    if not root.has(parsed.text):
        root.put(line_from(parsed))
    return Edited(opened=(parsed.text,))


def excluded(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip dhcp excluded-address LOW [HIGH]`."""
    ends = [ipaddress.IPv4Address(word) for word in parsed.words[3:]]
    if ends[-1] < ends[0]:
        raise CliError(f"% Invalid address range: {ends[-1]} is below {ends[0]}")
    plain(root, parsed)
    return Edited()


def ping_packets(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip dhcp ping packets 0|2`: an address is tried before it is offered, or not; how often cannot be chosen."""
    asked = parsed.values.get("packets", PINGS)
    if parsed.negated or asked == PINGS:
        root.drop(parsed.key)
        return Edited()
    if asked != "0":
        raise InvalidInputError(parsed.last_column)
    root.put(line_from(parsed))
    return Edited()


def address(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip address dhcp`: in the place of all the interface's addresses."""
    if parsed.negated:
        if asks(section):
            section.drop(parsed.key)
        return Edited()
    holds_addresses(section, parsed)
    for line in list(section.under(f"{ADDRESS} ")):
        section.drop(line.key)
    section.put(line_from(parsed))
    return Edited()


def helper(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip helper-address A`, several of them: on an interface that routes."""
    if section.key.startswith("interface Gi") and "." not in section.key and not section.has("switchport"):
        raise InvalidInputError(parsed.columns[0])
    address = ipaddress.IPv4Address(parsed.values["ip"])
    if address.is_multicast or address.is_loopback or not int(address) or int(address) == 0xFFFFFFFF:
        raise InvalidInputError(parsed.last_column)
    plain(section, parsed)
    return Edited()
