"""The switch's own addresses. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from ccp3switch import names
from ccp3switch.config.edits.layer3 import holds_addresses
from ccp3switch.config.tree import Line, line_from, line_of
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.dhcp_client import asks
from ccp3switch.model.layer3 import addresses

_THIS_NETWORK = IPv4Network("0.0.0.0/8")  # RFC 1122, 3.2.1.3
_KEY = "ip address"
_POINT_TO_POINT = "% Warning: use /31 mask on non point-to-point interface cautiously\n"


def primary(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip address A M`; `no ip address` alone removes the secondary ones too, which else must go before it."""
    if not parsed.negated:
        address = _checked(root, section, parsed, _KEY)
        section.put(line_from(parsed))
        return Edited(_POINT_TO_POINT if address.network.prefixlen == 31 else "")
    others = [line.key for line in section.under(f"{_KEY} ")]
    if "mask" in parsed.values and others:
        raise CliError("Must delete secondary before deleting primary")
    for key in (_KEY, *others):
        section.drop(key)
    return Edited()


def secondary(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip address A M secondary`: one line each."""
    key = f"{_KEY} {parsed.values['ip']} {parsed.values['mask']} secondary"
    if parsed.negated:
        section.drop(key)
        return Edited()
    _checked(root, section, parsed, key)
    if asks(section):
        raise CliError("% The address of this interface is given by DHCP: it has no secondary one")
    section.put(line_of(parsed.command, key, key))
    return Edited()


def _checked(root: Line, section: Line, parsed: Parsed, key: str) -> IPv4Interface:
    """The address: a host's, on no other line, in a network that no other interface has. Raises CliError."""
    holds_addresses(section, parsed)
    found = IPv4Interface(f"{parsed.values['ip']}/{parsed.values['mask']}")
    if found.ip.is_multicast or found.ip.is_reserved or found.ip.is_loopback or found.ip in _THIS_NETWORK:
        raise CliError(f"Not a valid host address - {found.ip}")
    if not _usable(found.ip, found.network, section.key):
        raise CliError(f"Bad mask /{found.network.prefixlen} for address {found.ip}")
    if any(line.key != key and line.text.split()[2] == str(found.ip) for line in section.under(_KEY)):
        raise CliError(f"% {found.ip} is an address of this interface already")
    for other in root.under("interface "):
        if other.key != section.key and any(one.network.overlaps(found.network) for one in addresses(other)):
            raise CliError(f"% {found.network.network_address} overlaps with {other.key.removeprefix('interface ')}")
    return found


def _usable(address: IPv4Address, network: IPv4Network, section: str) -> bool:
    if network.prefixlen in (0, 32):
        return network.prefixlen == 32 and section.startswith(f"interface {names.LOOPBACK}")
    edges = (network.network_address, network.broadcast_address)
    return network.prefixlen == 31 or address not in edges
