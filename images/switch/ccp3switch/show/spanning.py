"""`show spanning-tree`: the one tree that Open vSwitch runs, shown for each VLAN. Pure."""

from __future__ import annotations

from ccp3switch.live.contract import SpanningTree, TreePort
from ccp3switch.model import switching
from ccp3switch.names import port_of, short
from ccp3switch.show.links import carrier, dotted
from ccp3switch.show.view import View

ROLES = {"Root": "Root", "Designated": "Desg", "Alternate": "Altn", "Backup": "Back"}
STATES = {"Forwarding": "FWD", "Learning": "LRN", "Discarding": "BLK"}


def tree(view: View) -> str:
    """`show spanning-tree [vlan N]`."""
    seen = view.live.spanning_tree()
    asked = view.asked.values.get("vlan")
    wanted = [vlan for vlan in switching.vlans(view.tree) if asked in (None, str(vlan))]
    texts = [_vlan(view, seen, vlan) for vlan in wanted if _alive(view, vlan)] if seen else []
    if texts:
        return "\n".join(texts)
    if asked:
        return f"Spanning tree instance(s) for vlan {asked} does not exist.\n"
    return "No spanning tree instance exists.\n"


def _alive(view: View, vlan: int) -> bool:
    return any(switching.carries(port, vlan) and carrier(view.live, port) for port in switching.ports(view.tree))


def _vlan(view: View, seen: SpanningTree, vlan: int) -> str:
    members = {port.device: port for port in switching.ports(view.tree) if switching.carries(port, vlan)}
    rows = [_row(members[port.device], port) for port in seen.ports if port.device in members]
    is_root = seen.root_mac == seen.bridge_mac
    return f"""
VLAN{vlan:04d}
  Spanning tree enabled protocol rstp
  Root ID    Priority    {seen.root_priority}
             Address     {dotted(seen.root_mac)}
             {"This bridge is the root" if is_root else f"Cost        {seen.root_cost}"}
             Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec

  Bridge ID  Priority    {seen.bridge_priority}
             Address     {dotted(seen.bridge_mac)}
             Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec
             Aging Time  300 sec

Interface           Role Sts Cost      Prio.Nbr Type
------------------- ---- --- --------- -------- --------------------------------
{chr(10).join(rows)}
"""


def _row(port: switching.Port, seen: TreePort) -> str:
    kind = "P2p Edge" if port.portfast else "P2p"
    return (
        f"{short(port_of(seen.device)):<19} {ROLES.get(seen.role, seen.role):<4} {STATES.get(seen.state, 'BLK')} "
        f"{seen.cost:<9} {seen.number:<8} {kind}"
    )
