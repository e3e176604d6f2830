"""`show interfaces trunk` and `switchport`. Pure."""

from __future__ import annotations

from ccp3switch.errors import InvalidInputError
from ccp3switch.model import switching
from ccp3switch.names import compress, short
from ccp3switch.show.links import carrier
from ccp3switch.show.view import View

FORWARDING = "Forwarding"


def trunk(view: View) -> str:
    """`show interfaces [X] trunk`: ports that trunk now; a port asked for by name is shown whatever it does."""
    found = asked_ports(view)
    if "interface" not in view.asked.values:
        found = [port for port in found if port.trunk and carrier(view.live, port)]
    if not found:
        return "\n"
    known = switching.working(view.tree)
    blocked = _blocked(view)
    out = ["", "Port        Mode             Encapsulation  Status        Native vlan"]
    out += [_head(view, port) for port in found]
    out += ["", "Port        Vlans allowed on trunk"]
    out += [f"{short(port.name):<11} {compress(_allowed(port))}" for port in found]
    out += ["", "Port        Vlans allowed and active in management domain"]
    out += [f"{short(port.name):<11} {compress(_allowed(port) & known)}" for port in found]
    out += ["", "Port        Vlans in spanning tree forwarding state and not pruned"]
    out += [f"{short(port.name):<11} {_forwarding(view, port, known, blocked)}" for port in found]
    return "\n".join(out) + "\n"


def _head(view: View, port: switching.Port) -> str:
    mode = "on" if port.trunk else "off"
    state = "trunking" if port.trunk and carrier(view.live, port) else "not-trunking"
    return f"{short(port.name):<11} {mode:<16} {'802.1q':<14} {state:<13} {port.native}"


def _allowed(port: switching.Port) -> frozenset[int]:
    return port.allowed if port.trunk else frozenset({port.access, port.voice or port.access})


def _blocked(view: View) -> set[str]:
    tree = view.live.spanning_tree()
    return {port.device for port in tree.ports if port.state != FORWARDING} if tree else set()


def _forwarding(view: View, port: switching.Port, known: frozenset[int], blocked: set[str]) -> str:
    forwards = carrier(view.live, port) and port.device not in blocked
    return compress(_allowed(port) & known) if forwards else "none"


def asked_ports(view: View) -> list[switching.Port]:
    """The port that was named, else all. Raises InvalidInputError for a port that the switch does not have."""
    every = list(switching.switched(view.tree))
    asked = view.asked.values.get("interface")
    found = [port for port in every if asked in (None, port.name)]
    if not found:
        raise InvalidInputError(view.asked.columns[2])
    return found


def switchport(view: View) -> str:
    """`show interfaces [X] switchport`."""
    return "\n".join(_switchport(view, port) for port in asked_ports(view))


def _switchport(view: View, port: switching.Port) -> str:
    known = switching.vlans(view.tree)
    admin = {"trunk": "trunk", "access": "static access"}.get(port.mode, "dynamic auto")
    working = ("trunk" if port.trunk else "static access") if carrier(view.live, port) else "down"
    everything = port.allowed == switching.ALL_VLANS
    return f"""Name: {short(port.name)}
Switchport: Enabled
Administrative Mode: {admin}
Operational Mode: {working}
Administrative Trunking Encapsulation: dot1q
Operational Trunking Encapsulation: {"dot1q" if port.trunk else "native"}
Negotiation of Trunking: Off
Access Mode VLAN: {_named(port.access, known)}
Trunking Native Mode VLAN: {_named(port.native, known)}
Administrative Native VLAN tagging: disabled
Voice VLAN: {_named(port.voice, known) if port.voice else "none"}
Administrative private-vlan host-association: none
Administrative private-vlan mapping: none
Operational private-vlan: none
Trunking VLANs Enabled: {"ALL" if everything else compress(port.allowed)}
Pruning VLANs Enabled: 2-1001
Capture Mode Disabled
Capture VLANs Allowed: ALL

Protected: {str(port.protected).lower()}
Unknown unicast blocked: disabled
Unknown multicast blocked: disabled
Appliance trust: none
"""


def _named(vlan: int, known: dict[int, str]) -> str:
    return f"{vlan} ({known.get(vlan, 'Inactive')})"
