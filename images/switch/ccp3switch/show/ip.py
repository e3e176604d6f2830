"""`show ip ...` and `show arp`. Pure."""

from __future__ import annotations

from ccp3switch.model import layer3
from ccp3switch.show.access import group_lines
from ccp3switch.show.dhcp import helper_lines
from ccp3switch.show.every import Shown, asked
from ccp3switch.show.links import address, alive, dotted
from ccp3switch.show.view import View


def brief(view: View) -> str:
    """`show ip interface brief [X]`."""
    out = ["Interface              IP-Address      OK? Method Status                Protocol"]
    for one in asked(view):
        own = one.routed.address if one.routed else None
        shown, method = (str(own.ip), "manual") if own else ("unassigned", "unset")
        method = "DHCP" if one.routed and one.routed.dhcp else method
        out.append(f"{one.name:<22} {shown:<15} YES {method:<6} {one.state:<21} {one.protocol}")
    return "\n".join(out) + "\n"


def interface(view: View) -> str:
    """`show ip interface [X]`."""
    return "\n".join(line for one in asked(view) for line in _interface(view, one)) + "\n"


def _interface(view: View, one: Shown) -> list[str]:
    head = f"{one.name} is {one.state}, line protocol is {one.protocol}"
    if one.routed is None:
        return [head, "  Inbound  access list is not set"]
    if one.routed.address is None:
        return [head, "  Internet protocol processing disabled"]
    return [
        head,
        f"  Internet address is {one.routed.address}",
        "  Broadcast address is 255.255.255.255",
        f"  Address determined by {'DHCP' if one.routed.dhcp else 'setup command'}",
        "  MTU is 1500 bytes",
        *helper_lines(view.tree.lines[f"interface {one.name}"]),
        "  Directed broadcast forwarding is disabled",
        *(f"  Secondary address {address}" for address in one.routed.addresses[1:]),
        *group_lines(view.tree.lines[f"interface {one.name}"]),
        f"  Proxy ARP is {'disabled' if 'proxy-arp' in one.routed.without else 'enabled'}",
        "  Local Proxy ARP is disabled",
        f"  ICMP redirects are {'never' if 'redirects' in one.routed.without else 'always'} sent",
        "  ICMP unreachables are always sent",
        "  ICMP mask replies are never sent",
    ]


def arp(view: View) -> str:
    """`show arp`, `show ip arp [X|A.B.C.D]`: the switch's own addresses, and those of its neighbours."""
    values = view.asked.values
    known = {one.device: one for one in layer3.interfaces(view.tree)}
    spoken = [one for one in known.values() if one.rests_on is not None and alive(view, one)]
    rows = [("-", str(own.ip), address(view, one.name), one.name) for one in spoken for own in one.addresses]
    seen = [one for one in view.live.neighbours() if one.device in known]
    rows += [("0", one.address, one.mac, known[one.device].name) for one in seen]
    out = ["Protocol  Address          Age (min)  Hardware Addr   Type   Interface"]
    out += [
        f"Internet  {address:<15} {age:>9}   {dotted(mac)}  ARPA   {name}"
        for age, address, mac, name in rows
        if values.get("ip", address) == address and values.get("interface", name) == name
    ]
    return "\n".join(out) + "\n"
