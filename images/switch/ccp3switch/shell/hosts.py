"""Names and addresses that a person types: `ip host` lines, the switch's own addresses. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.errors import CliError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Own:
    """An address of the switch and the interface that holds it."""

    interface: str
    address: Address
    up: bool


def resolve(tree: Line, word: str) -> Address:
    """The address behind a word: itself, or that of an `ip host` line. Raises CliError."""
    try:
        return ipaddress.ip_address(word)
    except ValueError:
        known = {line.key.split()[2].lower(): line.text.split()[3] for line in tree.under("ip host ")}
    if word.lower() in known:
        return ipaddress.ip_address(known[word.lower()])
    asked = "" if tree.has("ip domain-lookup") else f'Translating "{word}"...domain server (255.255.255.255)\n'
    raise CliError(f"{asked}% Unrecognized host or address, or protocol not running.")


def own(tree: Line) -> Iterator[Own]:
    """Every configured address. Management is not among them: nothing may leave by it."""
    for section in tree.under("interface "):
        for line in section.ordered():
            address = _address(line.text)
            if address is not None:
                yield Own(section.key.removeprefix("interface "), address, not section.has("shutdown"))


def _address(text: str) -> Address | None:
    words = text.split()
    if words[:2] not in (["ip", "address"], ["ipv6", "address"]) or len(words) < 3:
        return None
    try:
        return ipaddress.ip_address(words[2].partition("/")[0])
    except ValueError:  # `ip address dhcp` and its like
        return None


def source(tree: Line, word: str, version: int) -> Address:
    """The address to send from, for an interface or one of its addresses. Raises CliError."""
    found = [one for one in own(tree) if one.up and one.address.version == version]
    if word[:1].isupper():
        named = [one.address for one in found if one.interface == word]
        if not named:
            raise CliError("% Invalid source interface - IP not enabled or interface is down")
        return named[0]
    if all(str(one.address) != word for one in found):
        raise CliError("% Invalid source address- IP address not on any of our up interfaces")
    return ipaddress.ip_address(word)
