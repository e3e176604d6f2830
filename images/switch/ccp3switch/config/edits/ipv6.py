"""IPv6 on an interface. Pure."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Interface

from ccp3switch.config.edit import plain
from ccp3switch.config.edits.layer3 import holds_addresses
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed

_KEY = "ipv6 address"
_LOCAL = f"{_KEY} link-local"  # identity of the one line of its kind


def enable(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ipv6 enable`: a link-local address alone."""
    if not parsed.negated:
        holds_addresses(section, parsed)
    plain(section, parsed)
    return Edited()


def link_local(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ipv6 address FE80::1 link-local`: in place of the one that is made from the MAC address."""
    if "ip6" not in parsed.values:
        return _none_left(section)
    if parsed.negated:
        section.drop(_LOCAL)
        return Edited()
    holds_addresses(section, parsed)
    if not IPv6Address(parsed.values["ip6"]).is_link_local:
        raise CliError(f"%{parsed.values['ip6']}: Invalid link-local address")
    section.put(line_of(parsed.command, parsed.text, _LOCAL))
    return Edited()


def address(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ipv6 address P/L [eui-64]`: one line each; `no ipv6 address` alone removes them all."""
    if "prefix6" not in parsed.values:
        return _none_left(section)
    if parsed.negated:
        section.drop(parsed.text)
        return Edited()
    holds_addresses(section, parsed)
    _checked(root, section, IPv6Interface(parsed.values["prefix6"]), parsed)
    section.put(line_of(parsed.command, parsed.text, parsed.text))
    return Edited()


def _none_left(section: Line) -> Edited:
    for line in list(section.under(_KEY)):
        section.drop(line.key)
    return Edited()


def _checked(root: Line, section: Line, found: IPv6Interface, parsed: Parsed) -> None:
    """Raises CliError for what is no host's address, and for a prefix that another interface has."""
    ip = found.ip
    made = parsed.words[-1] == "eui-64"
    if ip.is_link_local or ip.is_multicast or ip.is_loopback or (made and found.network.prefixlen > 64):
        raise InvalidInputError(parsed.columns[2])
    if ip.is_unspecified:
        raise InvalidInputError(parsed.columns[2])
    for other in root.under("interface "):
        for one in _prefixes(other) if other.key != section.key else ():
            if one.network.overlaps(found.network):
                new, old = (str(which.network).upper() for which in (found, one))
                name, its = (line.key.removeprefix("interface ") for line in (section, other))
                raise CliError(f"%{name}: Error: {new} is overlapping with {old} on {its}")


def _prefixes(line: Line) -> list[IPv6Interface]:
    return [IPv6Interface(one.text.split()[2]) for one in line.under(f"{_KEY} ") if one.key != _LOCAL]
