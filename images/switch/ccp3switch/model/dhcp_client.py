"""Interfaces whose address a DHCP server gives, and the configuration as it works once they have it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ccp3switch import names
from ccp3switch.config.tree import Line

ADDRESS = "ip address"
ASKS = f"{ADDRESS} dhcp"
DISTANCE = 254  # of a default route by DHCP, as on IOS
_MARK = "dhcp"
_GATEWAY = "ip default-gateway"


@dataclass(frozen=True)
class Given:
    """What a server gave: address, mask, and the router or nothing."""

    address: str
    mask: str
    router: str = ""


def asks(section: Line) -> bool:
    """Whether an interface's section has `ip address dhcp`."""
    found = section.lines.get(ADDRESS)
    return section.has(_MARK) or (found is not None and found.text == ASKS)


def asking(tree: Line) -> Iterator[str]:
    """The names of these interfaces."""
    return (line.key.removeprefix("interface ") for line in tree.under("interface ") if asks(line))


def effective(tree: Line, given: Mapping[str, Given]) -> Line:
    """The configuration with what was given (Linux name -> what) in the place of `ip address dhcp`.

    The router becomes a default route that yields to all others; without `ip routing`, the default gateway.
    """
    found = {name: given[device] for name in asking(tree) if (device := names.layer3(name)) in given}
    if not found:
        return tree
    made = tree.copy()
    for name, one in found.items():
        section = made.lines[f"interface {name}"]
        line = section.lines[ADDRESS]
        section.lines[ADDRESS] = replace(line, text=f"{ADDRESS} {one.address} {one.mask}")
        section.lines[_MARK] = replace(line, key=_MARK)
        if one.router:
            _route(made, one.router)
    return made


def _route(tree: Line, router: str) -> None:
    text = f"ip route 0.0.0.0 0.0.0.0 {router} {DISTANCE}"
    tree.put(Line(text, f"{text} {_MARK}", (705,)))
    if not tree.has(_GATEWAY):
        tree.put(Line(f"{_GATEWAY} {router}", _GATEWAY, (700,)))
