"""`show ip dhcp ...`, and the helper addresses of `show ip interface`. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import datetime

from ccp3switch.config.tree import Line
from ccp3switch.errors import CliError
from ccp3switch.live.leases import Lease
from ccp3switch.model import dhcp
from ccp3switch.model.dhcp import Pool
from ccp3switch.show.links import dotted
from ccp3switch.show.view import View

_INDENT = " " * 20
Row = tuple[str, str, str, str]


def helper_lines(section: Line) -> list[str]:
    """Lines of `show ip interface` about the section of an interface."""
    found = dhcp.helpers(section)
    if not found:
        return ["  Helper address is not set"]
    if len(found) == 1:
        return [f"  Helper address is {found[0]}"]
    return [f"  Helper addresses are {found[0]}", *(f"{' ' * 23}{address}" for address in found[1:])]


def moment(when: datetime) -> str:
    """`Nov 26 2026 09:05 AM`."""
    return when.strftime("%b %d %Y %I:%M %p")


def binding(view: View) -> str:
    """`show ip dhcp binding [A]`: what is leased, and what is bound by hand."""
    asked = view.asked.values.get("ip")
    rows = sorted(bindings(view), key=lambda row: ipaddress.IPv4Address(row[0]))
    head = [
        "Bindings from all pools not associated with VRF:",
        "IP address          Client-ID/              Lease expiration        Type",
        f"{_INDENT}Hardware address/",
        f"{_INDENT}User name",
    ]
    wanted = [row for row in rows if asked in (None, row[0])]
    if asked and not wanted:
        raise CliError(f"% No binding found for {asked}")
    return "\n".join([*head, *(f"{ip:<19} {who:<23} {ends:<23} {kind}" for ip, who, ends, kind in wanted)]) + "\n"


def bindings(view: View) -> Iterator[Row]:
    """(address, client, end, type) of each; a lease whose pool is gone is none any more."""
    manual = {str(pool.host.ip): pool for pool in dhcp.pools(view.tree) if pool.manual and pool.host}
    for address, pool in manual.items():
        yield address, pool.identifier or pool.hardware, "Infinite", "Manual"
    for lease in leased(view):
        if lease.address not in manual:
            ends = moment(lease.ends) if lease.ends else "Infinite"
            yield lease.address, _client(lease), ends, "Automatic"


def leased(view: View) -> list[Lease]:
    """The leases that run, of networks that have a pool."""
    return [
        lease
        for lease in view.live.leases()
        if (lease.ends is None or lease.ends > view.live.now())
        and dhcp.pool_of(view.tree, ipaddress.IPv4Address(lease.address))
    ]


def _client(lease: Lease) -> str:
    """Identifier, else MAC address, in groups of four digits."""
    if not lease.identifier:
        return dotted(lease.mac)
    digits = lease.identifier.replace(":", "")
    return ".".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def pool(view: View) -> str:
    """`show ip dhcp pool [X]`: how full each pool is."""
    asked = view.asked.values.get("word")
    found = [one for one in dhcp.pools(view.tree) if asked in (None, one.name)]
    if asked and not found:
        raise CliError(f"% Pool {asked} not found")
    return "\n".join(line for one in found for line in _pool(view, one)) + "\n"


def _pool(view: View, one: Pool) -> Iterator[str]:
    yield ""
    yield f"Pool {one.name} :"
    yield " Utilization mark (high/low)    : 100 / 0"
    yield " Subnet size (first/next)       : 0 / 0 "
    yield from _fill(view, one) if one.network else _fixed(one)


def _fill(view: View, one: Pool) -> Iterator[str]:
    assert one.network is not None  # noqa: S101 - the caller looked
    first, last = dhcp.hosts(one.network)
    total = int(last) - int(first) + 1
    taken = {lease.address for lease in leased(view) if ipaddress.IPv4Address(lease.address) in one.network}
    excluded = total - sum(
        int(high) - int(low) + 1 for low, high in dhcp.leasable(one.network, dhcp.excluded(view.tree))
    )
    yield f" Total addresses                : {total}"
    yield f" Leased addresses               : {len(taken)}"
    yield f" Excluded addresses             : {excluded}"
    yield " Pending event                  : none"
    yield " 1 subnet is currently in the pool :"
    yield " Current index        IP address range                    Leased/Excluded/Total"
    span = f"{first!s:<16} - {last!s:<15}"
    yield f" {_next(view, one, taken):<20} {span}  {len(taken):<5} / {excluded:<5} / {total:<5}"


def _next(view: View, one: Pool, taken: set[str]) -> str:
    """The address that the next client gets, 0.0.0.0 when none is left."""
    assert one.network is not None  # noqa: S101 - the caller looked
    for low, high in dhcp.leasable(one.network, (*dhcp.excluded(view.tree), *dhcp.own(view.tree))):
        for number in range(int(low), int(high) + 1):
            if str(ipaddress.IPv4Address(number)) not in taken:
                return str(ipaddress.IPv4Address(number))
    return "0.0.0.0"  # noqa: S104 - IOS's word for none


def _fixed(one: Pool) -> Iterator[str]:
    yield f" Total addresses                : {int(one.host is not None)}"
    yield f" Leased addresses               : {int(one.manual)}"
    yield " Excluded addresses             : 0"
    yield " Pending event                  : none"
    yield " 0 subnet is currently in the pool :"


def conflict(view: View) -> str:
    """`show ip dhcp conflict`: addresses that a client found in use, so that it declined them."""
    rows = [f"{one.address:<17} Gratuitous ARP     {moment(one.seen)}" for one in view.live.conflicts()]
    return "\n".join(["IP address        Detection method   Detection time          VRF", *rows]) + "\n"
