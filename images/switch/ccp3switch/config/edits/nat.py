"""Address translation. Pure."""

from __future__ import annotations

import ipaddress

from ccp3switch.config.tree import Line, line_from, line_of
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.nat import SOURCE


def static(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip nat inside source static ...`: one local address or port for one global one, and the other way round.

    `extendable` says what always holds here (RFC 3022 ports of one address may go to several): it is not kept.
    """
    text = parsed.text.removesuffix(" extendable")
    key = parsed.key.removesuffix(" extendable")
    if parsed.negated:
        root.drop(key)
        return Edited()
    outside = _outside(text)
    for other in root.under(SOURCE + "static "):
        if other.key != key and _outside(other.text) == outside:
            local = other.text.removeprefix(SOURCE + "static ").removesuffix(outside).strip()
            raise CliError(f"% similar static entry ({local} -> {outside}) already exists")
    root.put(line_of(parsed.command, text, key))
    return Edited()


def _outside(text: str) -> str:
    """The inside global part: address, or protocol, address or interface, and port."""
    words = text.removeprefix(SOURCE + "static ").split()
    return " ".join([words[0], *words[3:]]) if words[0] in ("tcp", "udp") else words[1]


def pool(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip nat pool NAME first last netmask M`: both ends in one network of that mask."""
    if parsed.negated:
        root.drop(parsed.key)
        return Edited()
    first, last, _, mask = parsed.words[4:8]
    if ipaddress.IPv4Address(first) > ipaddress.IPv4Address(last):
        raise CliError("%End address less than start address")
    network = ipaddress.IPv4Network(f"{first}/{mask}", strict=False)
    if ipaddress.IPv4Address(last) not in network:
        raise CliError("%Start and end addresses on different subnets")
    root.put(line_from(parsed))
    return Edited()
