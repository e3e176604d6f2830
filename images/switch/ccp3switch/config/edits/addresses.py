"""The switch's own addresses. Pure."""

from __future__ import annotations

import ipaddress

from ccp3switch import names
from ccp3switch.config.tree import Line, line_from
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def svi_address(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip address A M`: a host address of its network, in a network that no other interface has (RFC 950)."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    address, mask = parsed.values["ip"], parsed.values["mask"]
    network = ipaddress.IPv4Interface(f"{address}/{mask}").network
    if not _usable(ipaddress.IPv4Address(address), network):
        raise CliError(f"Bad mask /{network.prefixlen} for address {address}")
    for other in root.under(f"interface {names.SVI}"):
        words = other.value("ip address").split()
        if other.key != section.key and words and network.overlaps(ipaddress.IPv4Interface("/".join(words)).network):
            raise CliError(f"% {network.network_address} overlaps with {other.key.removeprefix('interface ')}")
    section.put(line_from(parsed))
    return Edited()


def _usable(address: ipaddress.IPv4Address, network: ipaddress.IPv4Network) -> bool:
    if address.is_multicast or address.is_loopback or address.is_unspecified:
        return False
    edges = (network.network_address, network.broadcast_address)
    return network.prefixlen >= 31 or address not in edges
