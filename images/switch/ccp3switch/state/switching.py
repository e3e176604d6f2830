"""VLANs, ports, channels and SVIs -> rows of Open vSwitch. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.config.tree import Line
from ccp3switch.model import layer3, spanning, switching
from ccp3switch.model.channels import channels
from ccp3switch.model.layer3 import Interface
from ccp3switch.state import bundles, routed
from ccp3switch.state.rows import NETDEV, Bridge, Columns, Port, patch

NOTHING = "4095"  # no VLAN has this id: an empty set of trunks would mean all of them to Open vSwitch
BRIDGE = "br0"
_COST, DEAREST = "other_config:rstp-path-cost", "200000000"
SVI_BRIDGE = "brsvi"
AGING = "300"  # seconds after which an address is forgotten, as on IOS
_SVIS = 200  # their number in the spanning tree, far behind those of ports and channels


def bridges(tree: Line, mac: str, idle: frozenset[str] = frozenset()) -> dict[str, Bridge]:
    """The bridge of the ports; behind patches the one of the SVIs, and one for each channel.

    `mac` is the switch's own address. Where RSTP runs, Open vSwitch 3.5 leaves internal ports out of every flood, so no
    ARP request would reach an SVI there; nor does it run RSTP on bonds: hence bridges of their own. A patch is always
    up: while no link of a channel is (`idle`), its way costs the most, so that the tree turns to another at once. And
    it carries no VLAN, so that it makes no loop when a link comes back before the tree has heard what is there.
    """
    return {BRIDGE: _ports(tree, mac, idle), SVI_BRIDGE: _svis(tree, mac), **bundles.bridges(tree)}


def _ports(tree: Line, mac: str, idle: frozenset[str]) -> Bridge:
    known = switching.working(tree)
    lone = [port for port in switching.ports(tree) if port.group is None]
    ports = {port.device: Port(_port(port, known), {port.device: {}}) for port in lone}
    for channel in channels(tree):
        if channel.members:
            name = channel.port.device
            dead = channel.port.name in idle
            columns = {**_port(channel.port, frozenset() if dead else known), **({_COST: DEAREST} if dead else {})}
            ports[name] = patch(name, bundles.inner(channel), columns)
    svis = patch("to-svi", "to-ports", {"other_config:rstp-port-admin-edge": "true", **_number(_SVIS)})
    columns = {
        **NETDEV,
        "rstp_enable": "true",
        "other_config:hwaddr": f'"{mac}"',
        "other_config:rstp-priority": str(spanning.priority(tree)),
        "other_config:mac-aging-time": tree.value("mac address-table aging-time", AGING),
    }
    return Bridge(columns, {**ports, "to-svi": svis, BRIDGE: Port({"tag": NOTHING}, {BRIDGE: {}})})


def _svis(tree: Line, mac: str) -> Bridge:
    svis = {svi.device: _svi(svi, mac) for svi in layer3.svis(tree) if svi.spoken}
    own = {"to-ports": patch("to-ports", "to-svi"), SVI_BRIDGE: Port({"tag": NOTHING}, {SVI_BRIDGE: {}})}
    return Bridge(NETDEV, {**own, **svis, **routed.loopbacks(tree, mac)})


def _svi(svi: Interface, mac: str) -> Port:
    return Port({"tag": str(svi.vlan), "vlan_mode": "access"}, {svi.device: routed.internal(mac)})


def _port(port: switching.Port, known: frozenset[int]) -> Columns:
    return {
        **dict(_membership(port, known)),
        "protected": str(port.protected).lower(),
        "other_config:rstp-port-admin-edge": str(port.portfast).lower(),
        _COST: str(port.cost),
        "other_config:rstp-port-priority": str(port.priority),
        **_number(spanning.number(port)),
    }


def _number(number: int) -> Columns:
    return {"other_config:rstp-port-num": str(number)}


def _membership(port: switching.Port, known: frozenset[int]) -> Iterator[tuple[str, str]]:
    """`vlan_mode`, `tag` and `trunks`, always all three."""
    untagged = port.native if port.trunk else port.access
    carried = carried_by(port, known)
    if carried == {untagged} and not port.trunk:
        return _vlans("access", str(untagged), "")
    trunks = ",".join(str(vlan) for vlan in sorted(carried)) or NOTHING  # one shared dead tag would still join ports
    if untagged in carried:
        return _vlans("native-untagged", str(untagged), trunks)
    return _vlans("trunk", "", trunks)


def carried_by(port: switching.Port, known: frozenset[int]) -> frozenset[int]:
    """The VLANs that pass a port, of those that are known."""
    if port.trunk:
        return port.allowed & known
    return frozenset({port.access, port.voice or port.access}) & known


def _vlans(mode: str, tag: str, trunks: str) -> Iterator[tuple[str, str]]:
    yield ("vlan_mode", mode)
    yield ("tag", tag or "[]")
    yield ("trunks", f"[{trunks}]")
