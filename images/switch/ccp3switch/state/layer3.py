"""Addresses and routes -> what the kernel must hold, and the fewest lines of `ip -batch` to bring it there. Pure."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccp3switch.config.tree import Line
from ccp3switch.model import layer3, switching

BLACKHOLE_PREFERENCE = 1000


@dataclass(frozen=True)
class Interface:
    """A layer-3 device of ours: its addresses with prefix lengths, whether it is up."""

    addresses: tuple[str, ...]
    up: bool


@dataclass(frozen=True)
class Layer3:
    """Interfaces by Linux name; routes as (network, next hop)."""

    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    routes: frozenset[tuple[str, str]] = frozenset()


def wanted(tree: Line) -> Layer3:
    """What the configuration asks for."""
    known = frozenset(switching.vlans(tree))
    interfaces = {
        one.device: Interface(tuple(str(address) for address in one.addresses), not one.shutdown and one.vlan in known)
        for one in layer3.interfaces(tree)
        if one.addresses
    }
    return Layer3(interfaces, _routes(tree, interfaces))


def _routes(tree: Line, interfaces: Mapping[str, Interface]) -> frozenset[tuple[str, str]]:
    """The routes whose hop is on a connected network: the kernel refuses the others."""
    hop = tree.value("ip default-gateway")
    up = [address for one in interfaces.values() if one.up for address in one.addresses]
    networks = [ipaddress.IPv4Interface(address).network for address in up]
    reachable = hop and any(ipaddress.IPv4Address(hop) in network for network in networks)
    return frozenset({("default", hop)}) if reachable else frozenset()


def changes(old: Layer3, new: Layer3) -> tuple[str, ...]:
    """Lines from the applied `old` to `new`."""
    gone = sorted(old.interfaces.keys() - new.interfaces.keys())
    lines = [f"rule del pref {BLACKHOLE_PREFERENCE} iif {device}" for device in gone]
    for device, one in new.interfaces.items():
        if old.interfaces.get(device) != one:
            lines += _interface(device, one, old.interfaces.get(device))
    return (*lines, *_rerouted(old, new))


def _interface(device: str, one: Interface, old: Interface | None) -> Iterator[str]:
    """Without `ip routing` the switch is a host on its VLANs: what is not for itself goes no further."""
    if old is None:
        yield f"rule add pref {BLACKHOLE_PREFERENCE} iif {device} blackhole"
    yield f"link set dev {device} addrgenmode none"
    yield f"addr flush dev {device}"
    yield from (f"addr add {address} dev {device}" for address in one.addresses)
    yield f"link set dev {device} {'up' if one.up else 'down'}"


def _rerouted(old: Layer3, new: Layer3) -> Iterator[str]:
    """Removing an address removes the routes through it: after any change of an interface all are set again."""
    again = old.interfaces != new.interfaces
    for network, hop in sorted(old.routes - new.routes):
        yield f"route del {network} via {hop}"
    for network, hop in sorted(new.routes if again else new.routes - old.routes):
        yield f"route replace {network} via {hop}"


def cleared(rules: str) -> tuple[str, ...]:
    """Lines that remove the rules of ours from the answer of `ip -json rule`."""
    ours = [rule for rule in json.loads(rules or "[]") if rule.get("priority") == BLACKHOLE_PREFERENCE]
    return tuple(f"rule del pref {BLACKHOLE_PREFERENCE} iif {rule['iif']}" for rule in ours)
