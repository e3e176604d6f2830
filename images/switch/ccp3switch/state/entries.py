"""An entry of an access list -> the expressions of nft(8) that match the same packets. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from ccp3switch.acl.entry import ALL_BITS, Addresses, Entry, Ports
from ccp3switch.acl.numbers import MAX_PORT, PROTOCOLS

_LATER_FRAGMENT = "ip frag-off & 0x1fff != 0"
_TRANSPORT = {PROTOCOLS["tcp"]: "tcp", PROTOCOLS["udp"]: "udp"}


def matches(entry: Entry) -> Iterator[str]:
    """Each text matches packets of the entry; none when no packet can fit (`lt 0`).

    A later fragment has no ports: an entry that permits lets it pass by its addresses, one that denies does not look at
    it, as on IOS.
    """
    network = [*_addresses("saddr", entry.source), *_addresses("daddr", entry.destination or Addresses())]
    network += [] if entry.protocol is None else [f"ip protocol {entry.protocol}"]
    transport = _transport(entry)
    if transport is None:
        return
    yield " ".join([*network, *transport])
    if transport and entry.permits:
        yield " ".join([*network, _LATER_FRAGMENT])


def _addresses(field: str, addresses: Addresses) -> list[str]:
    if addresses.any:
        return []
    mask = addresses.wildcard ^ ALL_BITS
    address = IPv4Address(addresses.address)
    if addresses.wildcard & (addresses.wildcard + 1) == 0:
        return [f"ip {field} {IPv4Network(f'{address}/{IPv4Address(mask)}')}"]
    return [f"ip {field} & {IPv4Address(mask)} == {address}"]


def _transport(entry: Entry) -> list[str] | None:
    """Conditions on ports, flags and ICMP messages; None when nothing fits."""
    name = _TRANSPORT.get(entry.protocol or 0, "")
    found: list[str] = []
    for field, ports in (("sport", entry.source_ports), ("dport", entry.destination_ports)):
        condition = "" if ports is None else _ports(ports)
        if condition is None:
            return None
        found += [f"{name} {field} {condition}"] if condition else []
    found += [f"icmp {field} {value}" for field, value in zip(("type", "code"), entry.icmp, strict=False)]
    return [*found, *(["tcp flags & (ack | rst) != 0"] if entry.established else [])]


def _ports(ports: Ports) -> str | None:
    """`80`, `!= 80`, `1024-65535`; empty when every port fits, None when none does."""
    if ports.operator == "neq":
        return f"!= {ports.values[0]}"
    low, high = ports.interval
    if low > high:
        return None
    if (low, high) == (0, MAX_PORT):
        return ""
    return str(low) if low == high else f"{low}-{high}"
