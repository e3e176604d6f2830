"""`show ip route A.B.C.D`: one entry of the table. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from ccp3switch.model.routes import Path, Route, best
from ccp3switch.model.routing import EVERYWHERE
from ccp3switch.show.routes import major, table
from ccp3switch.show.view import View


def entry(view: View) -> str:
    """`show ip route A.B.C.D [mask]`: the entry that packets take, the default route apart, or this very network."""
    address, mask = view.asked.values["ip"], view.asked.values.get("mask")
    known = [
        route for route in table(view) if route.network != EVERYWHERE or address == str(EVERYWHERE.network_address)
    ]
    if mask is None:
        found = best(known, IPv4Address(address))
    else:
        network = IPv4Network(f"{address}/{mask}", strict=False)
        found = next((route for route in known if route.network == network), None)
    return _entry(found) if found else _missing(known, IPv4Address(address))


def _missing(known: list[Route], address: IPv4Address) -> str:
    near = any(address in major(route.network) for route in known)
    return f"% {'Subnet' if near else 'Network'} not in table\n"


def _entry(route: Route) -> str:
    source = "static" if route.code == "S" else "connected"
    more = " (connected, via interface)" if route.code != "S" else ""
    more += ", candidate default path" if route.network == EVERYWHERE else ""
    out = [f"Routing entry for {route.network}{', supernet' if route.network == EVERYWHERE else ''}"]
    out += [f'  Known via "{source}", distance {route.distance}, metric 0{more}', "  Routing Descriptor Blocks:"]
    for index, path in enumerate(route.paths):
        out.append(f"  {' ' if index else '*'} {_block(path)}")
        out.append("      Route metric is 0, traffic share count is 1")
    return "\n".join(out) + "\n"


def _block(path: Path) -> str:
    way = f"via {path.interface}" if path.interface else ""
    return ", ".join(part for part in (str(path.hop or "directly connected"), way) if part)
