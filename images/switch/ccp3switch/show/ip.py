"""`show ip ...` and `show arp`. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.errors import InvalidInputError
from ccp3switch.model import layer3, switching
from ccp3switch.show.links import dotted, port_words, svi_words
from ccp3switch.show.view import View


def brief(view: View) -> str:
    """`show ip interface brief`."""
    out = ["Interface              IP-Address      OK? Method Status                Protocol"]
    for svi in layer3.svis(view.tree):
        state, protocol = svi_words(view, svi)
        shown = str(svi.address.ip) if svi.address else "unassigned"
        out.append(f"{svi.name:<22} {shown:<15} YES {'manual' if svi.address else 'unset ':<6} {state:<21} {protocol}")
    for port in switching.ports(view.tree):
        state, protocol = port_words(view.live, port)
        out.append(f"{port.name:<22} {'unassigned':<15} YES unset  {state:<21} {protocol}")
    return "\n".join(out) + "\n"


def interface(view: View) -> str:
    """`show ip interface [X]`."""
    asked = view.asked.values.get("interface")
    out: list[str] = []
    for svi in layer3.svis(view.tree):
        if asked in (None, svi.name):
            out += _address(svi, *svi_words(view, svi))
    for port in switching.ports(view.tree):
        if asked in (None, port.name):
            state, protocol = port_words(view.live, port)
            out += [f"{port.name} is {state}, line protocol is {protocol}", "  Inbound  access list is not set"]
    if not out:
        raise InvalidInputError(view.asked.columns[3])
    return "\n".join(out) + "\n"


def _address(svi: layer3.Interface, state: str, protocol: str) -> list[str]:
    head = f"{svi.name} is {state}, line protocol is {protocol}"
    if svi.address is None:
        return [head, "  Internet protocol processing disabled"]
    return [
        head,
        f"  Internet address is {svi.address}",
        "  Broadcast address is 255.255.255.255",
        "  Address determined by setup command",
        "  MTU is 1500 bytes",
        "  Helper address is not set",
        "  Directed broadcast forwarding is disabled",
        "  Outgoing access list is not set",
        "  Inbound  access list is not set",
    ]


def arp(view: View) -> str:
    """`show arp`, `show ip arp`: the switch's own addresses, and what it learned on its SVIs."""
    rows = [("-", str(svi.address.ip), view.live.base_mac, svi.name) for svi in layer3.svis(view.tree) if svi.address]
    rows += [("0", seen.address, seen.mac, f"Vlan{names.number(seen.device)}") for seen in view.live.neighbours()]
    out = ["Protocol  Address          Age (min)  Hardware Addr   Type   Interface"]
    out += [f"Internet  {address:<15} {age:>9}   {dotted(mac)}  ARPA   {name}" for age, address, mac, name in rows]
    return "\n".join(out) + "\n"


def route(view: View) -> str:
    """`show ip route` of a switch that does not route (no `ip routing`): its default gateway, as IOS says it."""
    hop = view.tree.value("ip default-gateway")
    head = f"Default gateway is {hop}" if hop else "Default gateway is not set"
    table = "Host               Gateway           Last Use    Total Uses  Interface"
    return f"{head}\n\n{table}\nICMP redirect cache is empty\n"
