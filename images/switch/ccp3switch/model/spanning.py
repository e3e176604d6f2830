"""Spanning tree, as far as it is configured: priority of the bridge, ports that no other bridge may be on. Pure."""

from __future__ import annotations

from ccp3switch.config.tree import Line
from ccp3switch.model import switching
from ccp3switch.model.switching import Port

PRIORITY = 32768


def priority(tree: Line) -> int:
    """The bridge's priority: one tree runs for all VLANs, so there is one."""
    return int(tree.value("spanning-tree vlan", f"1 priority {PRIORITY}").split()[-1])


def guarded(tree: Line) -> frozenset[str]:
    """Names of the ports that a bridge protocol data unit shuts down."""
    everywhere = tree.has("spanning-tree portfast bpduguard default")
    return frozenset(port.name for port in switching.switched(tree) if _guard(tree, port, everywhere))


def _guard(tree: Line, port: Port, everywhere: bool) -> bool:
    said = tree.lines[f"interface {port.name}"].value("spanning-tree bpduguard")
    return said == "enable" or (everywhere and port.portfast and said != "disable")
