"""`show spanning-tree root`, `summary` and `detail`. Pure."""

from __future__ import annotations

from collections import Counter

from ccp3switch.live.contract import SpanningTree
from ccp3switch.names import port_of, short
from ccp3switch.show.links import dotted
from ccp3switch.show.spanning import Member, instances, root_port
from ccp3switch.show.view import View

_STATES = {"Discarding": 0, "Learning": 2, "Forwarding": 3}
_WORDS = {"Discarding": "blocking", "Learning": "learning", "Forwarding": "forwarding"}


def root(view: View) -> str:
    """`show spanning-tree root`."""
    rows = [
        f"VLAN{vlan:04d}         {seen.root_priority:>5} {dotted(seen.root_mac)}{seen.root_cost:>10}    2   20  15  "
        f"{_root_port(seen)}".rstrip()
        for vlan, seen, _ in sorted(instances(view), key=lambda one: one[0])
    ]
    return "\n".join([
        "",
        "                                        Root    Hello Max Fwd",
        "Vlan                   Root ID          Cost    Time  Age Dly  Root Port",
        "---------------- -------------------- --------- ----- --- ---  ------------",
        *rows,
    ]) + "\n"  # fmt: skip


def _root_port(seen: SpanningTree) -> str:
    return next((short(port_of(one.device)) for one in seen.ports if one.role == "Root"), "")


def _state(view: View, key: str) -> str:
    return "enabled" if view.tree.has(key) else "disabled"


def summary(view: View) -> str:
    """`show spanning-tree summary`: what this switch does not have is disabled."""
    found = sorted(instances(view), key=lambda one: one[0])
    roots = [f"VLAN{vlan:04d}" for vlan, seen, _ in found if seen.root_mac == seen.bridge_mac]
    counts = [(f"VLAN{vlan:04d}", Counter(_STATES.get(one.state, 0) for _, one in ports)) for vlan, _, ports in found]
    rows = [_counted(name, count) for name, count in counts]
    total = _counted(f"{len(rows)} vlan{'' if len(rows) == 1 else 's'}", sum((one for _, one in counts), Counter()))
    head = f"{'Name':<22} Blocking Listening Learning Forwarding STP Active"
    rule = "---------------------- -------- --------- -------- ---------- ----------"
    return f"""Switch is in {view.tree.value("spanning-tree mode", "pvst")} mode
Root bridge for: {", ".join(roots) or "none"}
Extended system ID                      is enabled
Portfast Default                        is {_state(view, "spanning-tree portfast default")}
PortFast BPDU Guard Default             is {_state(view, "spanning-tree portfast bpduguard default")}
Portfast BPDU Filter Default            is disabled
Loopguard Default                       is disabled
EtherChannel misconfig guard            is disabled
UplinkFast                              is disabled
BackboneFast                            is disabled
Configured Pathcost method used is short

{head}
{rule}
{chr(10).join([*rows, rule, total])}
"""


def _counted(name: str, count: Counter[int]) -> str:
    return f"{name:<22} {count[0]:>8} {0:>9} {count[2]:>8} {count[3]:>10} {sum(count.values()):>10}"


def detail(view: View) -> str:
    """`show spanning-tree [vlan N] detail`."""
    found = sorted(instances(view), key=lambda one: one[0])
    return "".join(_vlan(vlan, seen, ports) for vlan, seen, ports in found) or "No spanning tree instance exists.\n"


def _vlan(vlan: int, seen: SpanningTree, ports: list[Member]) -> str:
    own = seen.root_mac == seen.bridge_mac
    where = "  We are the root of the spanning tree\n" if own else (
        f"  Current root has priority {seen.root_priority}, address {dotted(seen.root_mac)}\n"
        f"  Root port is {root_port(seen)}, cost of root path is {seen.root_cost}\n"
    )  # fmt: skip
    return (
        f"\n VLAN{vlan:04d} is executing the rstp compatible Spanning Tree protocol\n"
        f"  Bridge Identifier has priority {seen.bridge_priority}, address {dotted(seen.bridge_mac)}\n"
        f"  Configured hello time 2, max age 20, forward delay 15\n{where}"
        + "".join(_port(vlan, member) for member in ports)
    )


def _port(vlan: int, member: Member) -> str:
    port, seen = member
    priority, _, number = seen.number.partition(".")
    edge = "   The port is in the portfast mode\n" if port.portfast else ""
    return (
        f"\n Port {number} ({port.name}) of VLAN{vlan:04d} is {seen.role.lower()} "
        f"{_WORDS.get(seen.state, 'blocking')}\n"
        f"   Port path cost {seen.cost}, Port priority {priority}, Port Identifier {seen.number}.\n{edge}"
        "   Link type is point-to-point by default\n"
    )
