"""Interfaces that can hold an address. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line


@dataclass(frozen=True)
class Interface:
    """A layer-3 interface: its Linux device, its addresses with their masks (the first is the primary one).

    `vlan` is the VLAN of an SVI or of a subinterface, None where frames are untagged.
    """

    name: str
    device: str
    vlan: int | None
    addresses: tuple[ipaddress.IPv4Interface, ...]
    shutdown: bool
    description: str

    @property
    def address(self) -> ipaddress.IPv4Interface | None:
        """The primary address, None when it has none."""
        return self.addresses[0] if self.addresses else None


def interfaces(tree: Line) -> Iterator[Interface]:
    """All of them, in the order of the running configuration."""
    yield from svis(tree)


def svis(tree: Line) -> Iterator[Interface]:
    """The VLAN interfaces in order."""
    for line in tree.under(f"interface {names.SVI}"):
        name = line.key.removeprefix("interface ")
        yield Interface(
            name=name,
            device=names.device(name),
            vlan=names.number(name),
            addresses=_addresses(line),
            shutdown=line.has("shutdown"),
            description=line.value("description"),
        )


def _addresses(line: Line) -> tuple[ipaddress.IPv4Interface, ...]:
    words = line.value("ip address").split()
    return (ipaddress.IPv4Interface("/".join(words)),) if words else ()
