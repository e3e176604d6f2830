"""Routed ports, subinterfaces and loopbacks -> rows of Open vSwitch. Pure.

Each routed port has a bridge of its own, whose local port is the layer-3 device: it takes untagged frames, and an
internal port of the bridge takes the frames of each subinterface's VLAN. The kernel itself needs to know no VLAN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import layer3
from ccp3switch.model.layer3 import Interface
from ccp3switch.state.rows import Bridge, Columns, Port

UNTAGGED = "[0]"
NOTHING = "[4095]"  # an empty set of trunks would mean all of them


def bridges(tree: Line, mac: str) -> dict[str, Bridge]:
    """One bridge a routed port; `mac` is the switch's own address."""
    found = list(layer3.routed(tree))
    mains = [one for one in found if not names.is_subinterface(one.name)]
    return {main.device: _bridge(main, [one for one in found if _below(one, main)], mac) for main in mains}


def _below(one: Interface, main: Interface) -> bool:
    return one.name.startswith(f"{main.name}.") and one.vlan is not None


def _bridge(main: Interface, below: list[Interface], mac: str) -> Bridge:
    own = layer3.port_mac(mac, main.name)
    port = names.device(main.name)
    untagged = NOTHING if any(one.native for one in below) else UNTAGGED
    ports = {port: Port({}, {port: {}}), main.device: Port(_trunk(untagged), {main.device: {}})}
    ports |= {one.device: Port(_columns(one), {one.device: internal(own)}) for one in below}
    return Bridge({"datapath_type": "netdev", "other_config:hwaddr": f'"{own}"'}, ports)


def _columns(one: Interface) -> Columns:
    return _trunk(UNTAGGED) if one.native else {"vlan_mode": "access", "tag": str(one.vlan)}


def _trunk(vlans: str) -> Columns:
    return {"vlan_mode": "trunk", "trunks": vlans}


def internal(mac: str) -> Columns:
    """An interface that the kernel has an end of."""
    return {"type": "internal", "mac": f'"{mac}"'}


def loopbacks(tree: Line, mac: str) -> Mapping[str, Port]:
    """Devices that no frame reaches, for the addresses of loopbacks (the kernel may lack `dummy` devices)."""
    return dict(_loopbacks(tree, mac))


def _loopbacks(tree: Line, mac: str) -> Iterator[tuple[str, Port]]:
    for one in layer3.loopbacks(tree):
        yield one.device, Port(_trunk(NOTHING), {one.device: internal(mac)})
