"""`show ipv6 interface` and `neighbors`. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv6Address, IPv6Interface

from ccp3switch.model import ipv6
from ccp3switch.names import LOOPBACK, short
from ccp3switch.show.every import Shown, asked
from ccp3switch.show.links import dotted
from ccp3switch.show.view import View

_SOLICITED = int(IPv6Address("ff02::1:ff00:0"))  # and the last 24 bits of an address (RFC 4291, 2.7.1)


def brief(view: View) -> str:
    """`show ipv6 interface brief [X]`."""
    out: list[str] = []
    for one in asked(view):
        found = _addresses(view, one)
        out.append(f"{one.name:<22} [{one.state}/{one.protocol}]")
        out += [f"    {ipv6.shown(address.ip)}" for address in found] or ["    unassigned"]
    return "\n".join(out) + "\n"


def interface(view: View) -> str:
    """`show ipv6 interface [X]`: those that speak IPv6."""
    return "".join(line + "\n" for one in asked(view) for line in _interface(view, one))


def _addresses(view: View, one: Shown) -> tuple[IPv6Interface, ...]:
    return ipv6.addresses(one.routed, view.live.base_mac) if one.routed else ()


def _interface(view: View, one: Shown) -> Iterator[str]:
    local, *others = _addresses(view, one) or (None,)
    if local is None:
        return
    yield f"{one.name} is {one.state}, line protocol is {one.protocol}"
    yield f"  IPv6 is enabled, link-local address is {ipv6.shown(local.ip)} "
    yield "  No Virtual link-local address(es):"
    yield "  Global unicast address(es):" if others else "  No global unicast address is configured"
    yield from (f"    {ipv6.shown(address.ip)}, subnet is {ipv6.shown(address.network)} " for address in others)
    yield "  Joined group address(es):"
    yield from (f"    {ipv6.shown(group)}" for group in _groups(view, [local, *others]))
    yield f"  MTU is {1514 if one.name.startswith(LOOPBACK) else 1500} bytes"
    yield "  ICMP redirects are enabled"
    yield "  ICMP unreachables are sent"
    yield "  ND DAD is not supported"


def _groups(view: View, addresses: list[IPv6Interface]) -> list[IPv6Address]:
    """All nodes, all routers where packets pass, and the group of each address."""
    fixed = ["ff02::1", *(["ff02::2"] if view.tree.has("ipv6 unicast-routing") else [])]
    own = sorted({_SOLICITED | int(address.ip) & 0xFFFFFF for address in addresses})
    return [IPv6Address(group) for group in (*fixed, *own)]


def neighbors(view: View) -> str:
    """`show ipv6 neighbors [X]`."""
    known = {one.routed.device: one.name for one in asked(view) if one.routed}
    out = ["IPv6 Address                              Age Link-layer Addr State Interface"]
    for seen in view.live.neighbours6():
        if seen.device in known:
            address, mac = ipv6.shown(seen.address), dotted(seen.mac)
            out.append(f"{address:<39}{0:>6} {mac:<15} {seen.state:<5} {short(known[seen.device])}")
    return "\n".join(out) + "\n"
