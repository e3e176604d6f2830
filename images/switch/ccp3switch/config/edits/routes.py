"""Static routes. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Interface

from ccp3switch.config.tree import WHOLE, Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.layer3 import addresses
from ccp3switch.names import is_port


def route(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip route A M [INTERFACE] [HOP] [distance] [name X]`: a line each way; `no` removes those named."""
    ways = [parsed.values[kind] for kind in ("egress", "hop") if kind in parsed.values]
    key = " ".join((parsed.key, *ways))
    if parsed.negated:
        return _removed(root, key)
    _checked(root, parsed)
    root.put(line_of(parsed.command, _text(key, parsed), key))
    return Edited()


def route6(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ipv6 route P/L [INTERFACE] [HOP] [distance]`: a line each way, as for IPv4."""
    ways = [parsed.values[kind] for kind in ("egress", "ip6") if kind in parsed.values]
    key = " ".join((parsed.key, *ways))
    if parsed.negated:
        return _removed(root, key)
    _checked6(root, parsed)
    root.put(line_of(parsed.command, _text(key, parsed), key))
    return Edited()


def _text(key: str, parsed: Parsed) -> str:
    distance = parsed.values.get("distance", "1")
    name = ["name", parsed.values["word"]] if "word" in parsed.values else []
    return " ".join((key, *([distance] if distance != "1" else []), *name))


def _checked6(root: Line, parsed: Parsed) -> None:
    """Raises CliError as `_checked` does, and for a link-local next hop without its interface (RFC 4007)."""
    network = IPv6Interface(parsed.values["prefix6"])
    if network.ip != network.network.network_address or network.ip.is_multicast:
        raise InvalidInputError(parsed.columns[2])
    _known_port(root, parsed, parsed.columns[3])
    hop = IPv6Address(parsed.values.get("ip6", "2001:db8::"))
    if hop.is_unspecified or hop.is_multicast or hop.is_loopback:
        raise InvalidInputError(parsed.last_column)
    if hop.is_link_local and "egress" not in parsed.values:
        raise CliError("% Interface has to be specified for a link-local nexthop")


def _known_port(root: Line, parsed: Parsed, column: int) -> None:
    port = parsed.values.get("egress", "").partition(".")[0]
    if is_port(port) and not root.has(f"interface {port}"):
        raise InvalidInputError(column)


def _removed(root: Line, key: str) -> Edited:
    gone = [line.key for line in root.under(key) if f"{line.key} ".startswith(f"{key} ")]
    for one in gone:
        root.drop(one)
    return Edited("" if gone else "%No matching route to delete\n")


def _checked(root: Line, parsed: Parsed) -> None:
    """Raises CliError for a network with host bits, a port that the switch lacks, a next hop that is itself."""
    prefix, hop = parsed.values["prefix"], parsed.values.get("hop", "")
    if IPv4Network(f"{prefix}/{parsed.values['mask']}", strict=False).network_address != IPv4Address(prefix):
        raise CliError("%Inconsistent address and mask")
    _known_port(root, parsed, parsed.columns[4])
    if _odd(IPv4Address(prefix)):
        raise CliError("%Invalid destination prefix")
    if hop and (_odd(IPv4Address(hop)) or hop.startswith("0.")):
        raise CliError("%Invalid next hop address")
    if hop and root.key != WHOLE and _own(root, IPv4Address(hop)):
        raise CliError("%Invalid next hop address (it's this router)")


def _odd(address: IPv4Address) -> bool:
    """No unicast address of a host on a network: multicast, reserved or loopback."""
    return address.is_multicast or address.is_reserved or address.is_loopback


def _own(root: Line, hop: IPv4Address) -> bool:
    return any(hop == one.ip for line in root.under("interface ") for one in addresses(line))
