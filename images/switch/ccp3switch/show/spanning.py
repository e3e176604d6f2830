"""`show spanning-tree`: the one tree that Open vSwitch runs, shown for each VLAN. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.errors import InvalidInputError
from ccp3switch.live.contract import SpanningTree, TreePort
from ccp3switch.model import switching
from ccp3switch.names import port_of, short
from ccp3switch.show.links import carrier, dotted
from ccp3switch.show.view import View

ROLES = {"Root": "Root", "Designated": "Desg", "Alternate": "Altn", "Backup": "Back"}
STATES = {"Forwarding": "FWD", "Learning": "LRN", "Discarding": "BLK"}
_NONE = "No spanning tree instance exists.\n"
_COLUMNS = "Role Sts Cost      Prio.Nbr Type"
_RULE = "---- --- --------- -------- --------------------------------"

Member = tuple[switching.Port, TreePort]


def members(view: View, seen: SpanningTree, vlan: int) -> list[Member]:
    """The ports of the tree that are up and carry a VLAN."""
    ports = {
        port.device: port
        for port in switching.switched(view.tree)
        if switching.carries(port, vlan) and carrier(view.live, port)
    }
    return [(ports[one.device], one) for one in seen.ports if one.device in ports]


def instances(view: View) -> Iterator[tuple[int, SpanningTree, list[Member]]]:
    """VLANs asked for that some port carries, each with the tree and its ports."""
    seen = view.live.spanning_tree()
    asked = view.asked.values.get("vlan")
    for vlan in switching.working(view.tree) if seen else ():
        found = members(view, seen, vlan) if seen and asked in (None, str(vlan)) else []
        if seen and found:
            yield vlan, seen, found


def tree(view: View) -> str:
    """`show spanning-tree [vlan N]`."""
    texts = [_vlan(vlan, seen, found) for vlan, seen, found in sorted(instances(view), key=lambda one: one[0])]
    return "\n".join(texts) or _missing(view)


def _missing(view: View) -> str:
    asked = view.asked.values.get("vlan")
    return f"Spanning tree instance(s) for vlan {asked} does not exist.\n" if asked else _NONE


def _vlan(vlan: int, seen: SpanningTree, found: list[Member]) -> str:
    rows = [f"{short(port.name):<19} {row(port, one)}" for port, one in found]
    return f"""
VLAN{vlan:04d}
  Spanning tree enabled protocol rstp
  Root ID    Priority    {seen.root_priority}
             Address     {dotted(seen.root_mac)}
             {_root(seen)}
             Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec

  Bridge ID  Priority    {seen.bridge_priority}
             Address     {dotted(seen.bridge_mac)}
             Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec
             Aging Time  300 sec

Interface           {_COLUMNS}
------------------- {_RULE}
{chr(10).join(rows)}
"""


def _root(seen: SpanningTree) -> str:
    if seen.root_mac == seen.bridge_mac:
        return "This bridge is the root"
    port = root_port(seen)
    return f"Cost        {seen.root_cost}" + (f"\n             Port        {port}" if port else "")


def root_port(seen: SpanningTree) -> str:
    """`23 (GigabitEthernet1/0/23)`, empty on the root itself."""
    found = [f"{one.number.rpartition('.')[2]} ({port_of(one.device)})" for one in seen.ports if one.role == "Root"]
    return found[0] if found else ""


def row(port: switching.Port, seen: TreePort) -> str:
    """Role, state, cost, priority and kind of a port."""
    kind = "P2p Edge" if port.portfast else "P2p"
    role, state = ROLES.get(seen.role, seen.role), STATES.get(seen.state, "BLK")
    return f"{role:<4} {state} {seen.cost:<9} {seen.number:<8} {kind}"


def interface(view: View) -> str:
    """`show spanning-tree interface X`: the port in each VLAN that it carries."""
    name = view.asked.values["interface"]
    port = next((one for one in switching.switched(view.tree) if one.name == name), None)
    if port is None:
        raise InvalidInputError(view.asked.columns[3])
    rows = [
        f"VLAN{vlan:04d}            {row(port, one)}"
        for vlan, _, found in sorted(instances(view), key=lambda one: one[0])
        for other, one in found
        if other.name == name
    ]
    if not rows:
        return f"no spanning tree info available for {name}\n\n"
    return "\n".join(["", f"Vlan                {_COLUMNS}", f"------------------- {_RULE}", *rows]) + "\n"
