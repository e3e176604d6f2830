"""Two states -> the fewest commands from one to the other: one ovs-vsctl batch, one `ip -batch`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ccp3switch.state.desired import PortState, State, SviState

SVI_BRIDGE = "brsvi"
BLACKHOLE_PREFERENCE = 1000
IFF_UP = 1
FIRST_RENEWED, RENEWED = 1000, 60000


@dataclass(frozen=True)
class Plan:
    """`ovs`: sub-commands of one ovs-vsctl transaction; `ip`: lines of one batch, run after it."""

    ovs: tuple[tuple[str, ...], ...] = ()
    ip: tuple[str, ...] = ()


def plan(old: State, new: State, mac: str) -> Plan:
    """From the applied state `old` to `new`; `mac` is the address of the SVIs."""
    gone = sorted(old.svis.keys() - new.svis.keys())
    ovs = [
        column
        for name, port in new.ports.items()
        if old.ports.get(name) != port
        for column in _port(name, port, old.ports.get(name))
    ]
    ovs += [("--if-exists", "del-port", SVI_BRIDGE, f"vlan{vlan}") for vlan in gone]
    ovs += [line for vlan in new.svis if vlan not in old.svis for line in _add_svi(vlan, mac)]
    ip = [f"rule del pref {BLACKHOLE_PREFERENCE} iif vlan{vlan}" for vlan in gone]
    ip += [
        line
        for vlan, svi in new.svis.items()
        if old.svis.get(vlan) != svi
        for line in _svi(vlan, svi, old.svis.get(vlan))
    ]
    return Plan(tuple(ovs), (*ip, *_routes(old, new)))


def _port(name: str, port: PortState, old: PortState | None) -> Iterable[tuple[str, ...]]:
    if old is not None and (old.vlan_mode, old.tag, old.trunks, old.edge) == (
        port.vlan_mode,
        port.tag,
        port.trunks,
        port.edge,
    ):
        return
    trunks = ",".join(str(vlan) for vlan in port.trunks)
    yield (
        "set",
        "port",
        name,
        f"vlan_mode={port.vlan_mode}",
        f"tag={'[]' if port.tag is None else port.tag}",
        f"trunks=[{trunks}]",
        f"other_config:rstp-port-admin-edge={str(port.edge).lower()}",
    )


def _add_svi(vlan: int, mac: str) -> Iterable[tuple[str, ...]]:
    name = f"vlan{vlan}"
    yield ("--may-exist", "add-port", SVI_BRIDGE, name)
    yield ("set", "port", name, f"tag={vlan}", "vlan_mode=access")
    yield ("set", "interface", name, "type=internal", f'mac="{mac}"')


def _svi(vlan: int, svi: SviState, old: SviState | None) -> Iterable[str]:
    """Without `ip routing` the switch is a host on its VLANs: what is not for itself goes no further."""
    name = f"vlan{vlan}"
    if old is None:
        yield f"rule add pref {BLACKHOLE_PREFERENCE} iif {name} blackhole"
    yield f"link set dev {name} addrgenmode none"
    yield f"addr flush dev {name}"
    yield f"addr add {svi.address} dev {name}"
    yield f"link set dev {name} {'up' if svi.up else 'down'}"


def _routes(old: State, new: State) -> Iterable[str]:
    """Removing an address removes the routes through it: after any change of an SVI all of them are set again."""
    again = old.svis != new.svis
    for network, hop in sorted(old.routes - new.routes):
        yield f"route del {network} via {hop}"
    for network, hop in sorted(new.routes if again else new.routes - old.routes):
        yield f"route replace {network} via {hop}"


def links(state: State, flags: Mapping[str, int]) -> tuple[str, ...]:
    """Lines of an `ip -batch` that bring the data ports that exist (Linux name -> interface flags) up or down.

    The kernel must stay deaf on them, Open vSwitch alone speaks there: no ARP, no IPv6 address of its own.
    """
    lines: list[str] = []
    for name, port in state.ports.items():
        if name not in flags:
            continue
        if not flags[name] & IFF_NOARP:
            lines += [f"link set dev {name} addrgenmode none", f"link set dev {name} arp off"]
        if bool(flags[name] & IFF_UP) is not port.up:
            lines.append(f"link set dev {name} {'up' if port.up else 'down'}")
    return tuple(lines)


IFF_NOARP = 0x80


def replugged(old: Mapping[str, int], now: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Sub-commands that open anew the data ports (Linux name -> interface index) whose link is another one than before.

    On its userspace datapath Open vSwitch goes on listening to the link that is gone. Another OpenFlow port number
    (1 to 65279, OpenFlow 1.0) makes it take the port up again with all its settings, in one step.
    """
    return tuple(
        ("set", "interface", name, f"ofport_request={FIRST_RENEWED + index % RENEWED}")
        for name, index in now.items()
        if old.get(name, index) != index
    )
