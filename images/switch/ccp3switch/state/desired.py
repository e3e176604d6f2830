"""Configuration -> what Open vSwitch and the kernel must be. Pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from ccp3switch import model
from ccp3switch.config.tree import Line

NOTHING = 4095  # no VLAN has this id: an empty set of trunks would mean all of them to Open vSwitch


@dataclass(frozen=True)
class PortState:
    """Columns of a Port in OVSDB (ovs-vswitchd.conf.db(5)), and whether the device is up."""

    vlan_mode: str
    tag: int | None
    trunks: tuple[int, ...]
    edge: bool
    up: bool


@dataclass(frozen=True)
class SviState:
    """An internal port: its VLAN is in its name; address with prefix length; up or down."""

    address: str
    up: bool


@dataclass(frozen=True)
class State:
    """Everything that is derived from the configuration; ports by Linux name, SVIs by VLAN id."""

    ports: dict[str, PortState] = field(default_factory=dict)
    svis: dict[int, SviState] = field(default_factory=dict)
    routes: frozenset[tuple[str, str]] = frozenset()


def desired(tree: Line) -> State:
    """The state that the configuration asks for."""
    known = frozenset(model.vlans(tree))
    svis = {
        svi.vlan: SviState(str(svi.address), not svi.shutdown and svi.vlan in known)
        for svi in model.svis(tree)
        if svi.address is not None
    }
    ports = {port.device: _port(port, known) for port in model.ports(tree)}
    return State(ports, svis, _routes(tree, svis))


def _port(port: model.Port, known: frozenset[int]) -> PortState:
    up = not port.shutdown
    if not port.trunk and port.access in known:
        return PortState("access", port.access, (), port.portfast, up)
    if not port.trunk:  # one shared dead tag would still join such ports to each other
        return PortState("trunk", None, (NOTHING,), port.portfast, up)
    carried = tuple(sorted(port.allowed & known)) or (NOTHING,)
    if port.native in carried:
        return PortState("native-untagged", port.native, carried, port.portfast, up)
    return PortState("trunk", None, carried, port.portfast, up)


def _routes(tree: Line, svis: dict[int, SviState]) -> frozenset[tuple[str, str]]:
    """(network, hop) of the routes whose hop is on a connected network: the kernel refuses the others."""
    hop = tree.value("ip default-gateway")
    networks = [ipaddress.IPv4Interface(svi.address).network for svi in svis.values() if svi.up]
    reachable = hop and any(ipaddress.IPv4Address(hop) in network for network in networks)
    return frozenset({("default", hop)}) if reachable else frozenset()
