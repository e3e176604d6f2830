"""Interfaces that can hold an address. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import switching
from ccp3switch.model.dhcp_client import ASKS, asks

ENCAPSULATION = "encapsulation dot1Q"
FEATURES = ("proxy-arp", "redirects")  # of an interface, on unless `no ip ...` stands
_SPEAKS = ("ipv6 enable", "ipv6 address ")
Carrier = Callable[[str], bool]  # Linux name of a data port -> whether its link has carrier


@dataclass(frozen=True)
class Interface:
    """A layer-3 interface: its Linux device, its addresses with their masks.

    addresses: the first is the primary one, without which the others do not count. vlan: that of an SVI or of a
    subinterface, None where frames are untagged. rests_on: Linux names of the data ports of which one must have
    carrier, None for what needs none (a loopback). ipv6: what follows `ipv6` in its lines (`enable`,
    `address 2001:DB8::1/64`); empty: it speaks no IPv6.
    dhcp: a server gives its address; it is up before it has one. without: what `no ip ...` took from it, of FEATURES.
    """

    name: str
    device: str
    vlan: int | None
    addresses: tuple[ipaddress.IPv4Interface, ...]
    shutdown: bool
    description: str
    rests_on: frozenset[str] | None = None
    native: bool = False
    ipv6: tuple[str, ...] = ()
    dhcp: bool = False
    without: frozenset[str] = frozenset()

    @property
    def address(self) -> ipaddress.IPv4Interface | None:
        """The primary address, None when it has none."""
        return self.addresses[0] if self.addresses else None

    @property
    def spoken(self) -> bool:
        """Whether it speaks IPv4 or IPv6, or asks for an address."""
        return bool(self.addresses or self.ipv6) or self.dhcp

    def up(self, carrier: Carrier) -> bool:
        """Whether its line protocol is up: not shut down, and some port below has carrier (autostate)."""
        return not self.shutdown and (self.rests_on is None or any(carrier(port) for port in self.rests_on))


def interfaces(tree: Line) -> Iterator[Interface]:
    """All of them: SVIs, routed ports each with its subinterfaces, loopbacks."""
    yield from svis(tree)
    yield from routed(tree)
    yield from loopbacks(tree)


def svis(tree: Line) -> Iterator[Interface]:
    """The VLAN interfaces in order."""
    known = switching.working(tree)
    ports = [port for port in switching.switched(tree) if not port.shutdown]
    for line in tree.under(f"interface {names.SVI}"):
        vlan = names.number(line.key)
        below = (port.links for port in ports if vlan in known and switching.carries(port, vlan))
        yield _interface(line, names.device(_name(line)), frozenset().union(*below), vlan)


def routed(tree: Line) -> Iterator[Interface]:
    """The routed ports and their subinterfaces; a subinterface is down with its port."""
    for line in tree.under(f"interface {names.PORT}"):
        port = _name(line).partition(".")[0]
        main, below = tree.lines[f"interface {port}"], frozenset({names.device(port)})
        if main.has("switchport"):
            yield _interface(line, names.routed(port), below) if line is main else _subinterface(line, main, below)


def _subinterface(line: Line, main: Line, below: frozenset[str]) -> Interface:
    """Without `encapsulation dot1Q` it carries nothing."""
    words = line.value(ENCAPSULATION).split()
    vlan = int(words[0]) if words else None
    made = _interface(line, names.device(_name(line)), below if words else frozenset(), vlan)
    return replace(made, native=words[1:] == ["native"], shutdown=made.shutdown or main.has("shutdown"))


def loopbacks(tree: Line) -> Iterator[Interface]:
    """The loopbacks."""
    for line in tree.under(f"interface {names.LOOPBACK}"):
        yield _interface(line, names.device(_name(line)), None)


def _name(line: Line) -> str:
    return line.key.removeprefix("interface ")


def _interface(line: Line, device: str, below: frozenset[str] | None, vlan: int | None = None) -> Interface:
    return Interface(
        name=_name(line),
        device=device,
        vlan=vlan,
        addresses=addresses(line) if line.has("ip address") else (),
        shutdown=line.has("shutdown"),
        description=line.value("description"),
        rests_on=below,
        ipv6=tuple(one.text.removeprefix("ipv6 ") for one in line.under("ipv6 ") if one.text.startswith(_SPEAKS)),
        dhcp=asks(line),
        without=frozenset(feature for feature in FEATURES if line.has(f"ip {feature}")),
    )


def addresses(line: Line) -> tuple[ipaddress.IPv4Interface, ...]:
    """The addresses of a section, the primary one first."""
    lines = [one for one in line.under("ip address") if one.text.startswith("ip address ") and one.text != ASKS]
    lines.sort(key=lambda one: one.key != "ip address")
    return tuple(ipaddress.IPv4Interface("/".join(one.text.split()[2:4])) for one in lines)


def port_mac(mac: str, port: str) -> str:
    """A routed port's address, locally administered (IEEE 802): `06:<port>:` and the end of the switch's own.

    Not the address of its Linux link: the kernel would then take each frame twice.
    """
    return f"06:{names.number(port.partition('.')[0]):02x}:{mac[6:]}"
