"""What the switch listens for on its ports and says there, and the flows of port-security. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccp3switch import __version__, names
from ccp3switch.config.tree import Line
from ccp3switch.frames import stp
from ccp3switch.frames.bpf import Watch
from ccp3switch.frames.lldp import Station, encoded
from ccp3switch.model import layer3, security, spanning, switching, system
from ccp3switch.model.switching import Port
from ccp3switch.state.flows import Program

TEXT = f"ccp3-lab switch, Version 15.2({__version__}), not a Cisco product"
Learnt = Mapping[str, tuple[str, ...]]  # port -> addresses that it learnt, not in the configuration


@dataclass(frozen=True)
class Guards:
    """By Linux name: what is listened for, and the frames that tell the other side who is here and ask who is there."""

    watches: Mapping[str, Watch] = field(default_factory=dict)
    said: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)


def wanted(tree: Line, mac: str, learnt: Learnt) -> Guards:
    """What the configuration asks for; `mac` is the switch's own address."""
    guarded = spanning.guarded(tree)
    known = {port.name: frozenset((*port.configured, *learnt.get(port.name, ()))) for port in security.secured(tree)}
    watches = {
        port.device: Watch(port.name in guarded, _lldp(tree, port, "receive"), known.get(port.name))
        for port in switching.physical(tree)
    }
    heard = {device: watch for device, watch in watches.items() if not watch.idle}
    addresses = tuple(str(one.address.ip) for one in layer3.svis(tree) if one.address and not one.shutdown)[:1]
    told = {
        port.device: (_frame(tree, port, mac, addresses),)
        for port in switching.physical(tree)
        if _lldp(tree, port, "transmit")
    }
    asked = {names.device(name): (_question(tree, known, mac),) for name, known in guarded.items()}
    return Guards(heard, {device: told.get(device, ()) + asked.get(device, ()) for device in (told | asked)})


def _question(tree: Line, port: Port, mac: str) -> bytes:
    """Where no bridge may be: one that spoke before anybody listened need not speak again, unless it is asked."""
    return stp.question(stp.Speaker(mac, spanning.priority(tree), port.priority, spanning.number(port)))


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
