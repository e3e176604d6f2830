"""VLANs and switch ports -> rows of Open vSwitch. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.config.tree import Line
from ccp3switch.model import layer3, switching
from ccp3switch.model.layer3 import Interface
from ccp3switch.state import routed
from ccp3switch.state.rows import Bridge, Columns, Port

NOTHING = "4095"  # no VLAN has this id: an empty set of trunks would mean all of them to Open vSwitch
BRIDGE = "br0"
SVI_BRIDGE = "brsvi"


def bridges(tree: Line, mac: str) -> dict[str, Bridge]:
    """The bridge of the ports, and the one of the SVIs behind a patch; `mac` is the switch's own address.

    Where RSTP runs, Open vSwitch 3.5 leaves internal ports out of every flood, so no ARP request would reach an SVI
    there: hence the bridge of their own.
    """
    known = frozenset(switching.vlans(tree))
    ports = {port.device: Port(_port(port, known), {port.device: {}}) for port in switching.ports(tree)}
    switched = {**ports, "to-svi": _patch("to-ports", edge=True), BRIDGE: Port({"tag": NOTHING}, {BRIDGE: {}})}
    svis = {svi.device: _svi(svi, mac) for svi in layer3.svis(tree) if svi.spoken}
    own = {"to-ports": _patch("to-svi"), SVI_BRIDGE: Port({"tag": NOTHING}, {SVI_BRIDGE: {}})}
    return {
        BRIDGE: Bridge({**_NETDEV, "rstp_enable": "true", "other_config:hwaddr": f'"{mac}"'}, switched),
        SVI_BRIDGE: Bridge(_NETDEV, {**own, **svis, **routed.loopbacks(tree, mac)}),
    }


_NETDEV = {"datapath_type": "netdev"}


def _patch(peer: str, edge: bool = False) -> Port:
    name = {"to-ports": "to-svi", "to-svi": "to-ports"}[peer]
    columns = {"other_config:rstp-port-admin-edge": "true"} if edge else {}
    return Port(columns, {name: {"type": "patch", "options:peer": peer}})


def _svi(svi: Interface, mac: str) -> Port:
    return Port({"tag": str(svi.vlan), "vlan_mode": "access"}, {svi.device: routed.internal(mac)})


def _port(port: switching.Port, known: frozenset[int]) -> Columns:
    return {**dict(_membership(port, known)), "other_config:rstp-port-admin-edge": str(port.portfast).lower()}


def _membership(port: switching.Port, known: frozenset[int]) -> Iterator[tuple[str, str]]:
    """`vlan_mode`, `tag` and `trunks`, always all three."""
    if not port.trunk and port.access in known:
        return _vlans("access", str(port.access), "")
    if not port.trunk:  # one shared dead tag would still join such ports to each other
        return _vlans("trunk", "", NOTHING)
    carried = port.allowed & known
    trunks = ",".join(str(vlan) for vlan in sorted(carried)) or NOTHING
    if port.native in carried:
        return _vlans("native-untagged", str(port.native), trunks)
    return _vlans("trunk", "", trunks)


def _vlans(mode: str, tag: str, trunks: str) -> Iterator[tuple[str, str]]:
    yield ("vlan_mode", mode)
    yield ("tag", tag or "[]")
    yield ("trunks", f"[{trunks}]")
