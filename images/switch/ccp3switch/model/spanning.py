"""Spanning tree, as far as it is configured: priority of the bridge, ports that no other bridge may be on. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import switching
from ccp3switch.model.switching import Port

PRIORITY = 32768
_CHANNELS = 64  # Port-channel 1 is port 65 of the tree, as on IOS


def priority(tree: Line) -> int:
    """The bridge's priority: one tree runs for all VLANs, so there is one."""
    return int(tree.value("spanning-tree vlan", f"1 priority {PRIORITY}").split()[-1])


def number(port: Port) -> int:
    """What the tree calls a port or a channel."""
    return names.number(port.name) + (_CHANNELS if port.channel else 0)


def guarded(tree: Line) -> dict[str, Port]:
    """The ports that a BPDU shuts down, by name, and as what the tree knows them: as themselves or as their channel."""
    everywhere = tree.has("spanning-tree portfast bpduguard default")
    found = {port.name: port for port in switching.switched(tree) if _guard(tree, port, everywhere)}
    heard = ((port.name, _known_as(port)) for port in switching.ports(tree))
    return {name: found[known] for name, known in heard if known in found}


def _known_as(port: Port) -> str:
    return port.name if port.group is None else f"{names.CHANNEL}{port.group}"


def _guard(tree: Line, port: Port, everywhere: bool) -> bool:
    said = tree.lines[f"interface {port.name}"].value("spanning-tree bpduguard")
    return said == "enable" or (everywhere and port.portfast and said != "disable")
