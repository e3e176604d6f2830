"""What the switch listens for on its ports and says there, and the flows of port-security. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccp3switch import __version__, names
from ccp3switch.config.tree import Line
from ccp3switch.frames.bpf import Watch
from ccp3switch.frames.lldp import Station, encoded
from ccp3switch.model import layer3, security, spanning, switching, system
from ccp3switch.model.switching import Port
from ccp3switch.state.flows import Program

TEXT = f"ccp3-lab switch, Version 15.2({__version__}), not a Cisco product"
Learnt = Mapping[str, tuple[str, ...]]  # port -> addresses that it learnt, not in the configuration


@dataclass(frozen=True)
class Guards:
    """By Linux name: what is listened for, and the frame that tells the other side who is here."""

    watches: Mapping[str, Watch] = field(default_factory=dict)
    said: Mapping[str, bytes] = field(default_factory=dict)


def wanted(tree: Line, mac: str, learnt: Learnt) -> Guards:
    """What the configuration asks for; `mac` is the switch's own address."""
    guarded = _members(tree, spanning.guarded(tree))
    known = {port.name: frozenset((*port.configured, *learnt.get(port.name, ()))) for port in security.secured(tree)}
    watches = {
        port.device: Watch(port.name in guarded, _lldp(tree, port, "receive"), known.get(port.name))
        for port in switching.physical(tree)
    }
    heard = {device: watch for device, watch in watches.items() if not watch.idle}
    return Guards(heard, _said(tree, mac) if tree.has("lldp run") else {})


def _said(tree: Line, mac: str) -> dict[str, bytes]:
    """The frame of each port that tells of itself."""
    addresses = tuple(str(one.address.ip) for one in layer3.svis(tree) if one.address and not one.shutdown)[:1]
    ports = (port for port in switching.physical(tree) if _lldp(tree, port, "transmit"))
    return {port.device: _frame(tree, port, mac, addresses) for port in ports}


def _members(tree: Line, guarded: frozenset[str]) -> frozenset[str]:
    """Frames are heard on physical ports: those of a channel guard it."""
    return frozenset(
        port.name
        for port in switching.ports(tree)
        if (port.name if port.group is None else f"{names.CHANNEL}{port.group}") in guarded
    )


def _lldp(tree: Line, port: Port, way: str) -> bool:
    return tree.has("lldp run") and not tree.lines[f"interface {port.name}"].has(f"lldp {way}")


def _frame(tree: Line, port: Port, mac: str, addresses: tuple[str, ...]) -> bytes:
    enabled = "BR" if tree.has("ip routing") else "B"
    station = Station(
        chassis=mac,
        port=names.short(port.name),
        port_text=port.description or port.name,
        name=_full_name(tree),
        text=TEXT,
        capable="BR",
        enabled=enabled,
        addresses=addresses,
    )
    return encoded(station, mac)


def _full_name(tree: Line) -> str:
    domain = tree.value("ip domain-name")
    return f"{system.hostname(tree)}.{domain}" if domain else system.hostname(tree)


def program(tree: Line, learnt: Learnt) -> Program:
    """Port-security: known sources pass, others are dropped, those that may still be learnt too until they are."""
    flows: dict[tuple[str, str], str] = {}
    for port in security.secured(tree):
        flows |= dict(_flows(names.device(port.name), (*port.configured, *learnt.get(port.name, ()))))
    return Program(flows)


def _flows(device: str, known: tuple[str, ...]) -> Iterator[tuple[tuple[str, str], str]]:
    yield ((f"priority=100,in_port={device}", device), "drop")
    yield from (((f"priority=200,in_port={device},dl_src={mac}", device), "NORMAL") for mac in known)
