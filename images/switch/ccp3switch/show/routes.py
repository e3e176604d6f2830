"""`show ip route`: the table that the kernel was given. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from itertools import groupby

from ccp3switch.model.routes import Path, Route
from ccp3switch.model.routing import EVERYWHERE, routing
from ccp3switch.show.view import View

CODES = """\
Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area
       N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2
       E1 - OSPF external type 1, E2 - OSPF external type 2
       i - IS-IS, su - IS-IS summary, L1 - IS-IS level-1, L2 - IS-IS level-2
       ia - IS-IS inter area, * - candidate default, U - per-user static route
       o - ODR, P - periodic downloaded static route, H - NHRP, l - LISP
       + - replicated route, % - next hop override
"""
KINDS = {"connected": "CL", "static": "S"}


def ip(view: View) -> str:
    """`show ip route [connected|static]`; without `ip routing` IOS speaks of the default gateway alone."""
    if not view.tree.has("ip routing"):
        return _host(view.tree.value("ip default-gateway"))
    known = table(view)
    wanted = [route for route in known if route.code in KINDS.get(view.asked.words[-1], "CLS")]
    return "\n".join([CODES, _last_resort(known), "", *_lines(wanted)]) + "\n"


def table(view: View) -> list[Route]:
    """The IPv4 routes in force."""
    return routing(view.tree, view.live.base_mac).table(lambda port: view.live.link(port).carrier)


def _host(hop: str) -> str:
    head = f"Default gateway is {hop}" if hop else "Default gateway is not set"
    titles = "Host               Gateway           Last Use    Total Uses  Interface"
    return f"{head}\n\n{titles}\nICMP redirect cache is empty\n"


def _last_resort(known: list[Route]) -> str:
    default = next((route for route in known if route.network == EVERYWHERE), None)
    if default is None:
        return "Gateway of last resort is not set"
    return f"Gateway of last resort is {default.paths[0].hop or EVERYWHERE.network_address} to network 0.0.0.0"


def _lines(routes: list[Route]) -> Iterator[str]:
    """Subnets stand under the network of their class (RFC 791), with a line that counts them."""
    for above, some in groupby(routes, lambda route: major(route.network)):
        group = list(some)
        if all(route.network == above for route in group):
            yield from (_route(one, str(one.network)) for one in group)
        else:
            yield from _subnets(above, group)


def major(network: object) -> IPv4Network:
    """The class A, B or C network that a network is in; itself where it is larger than one."""
    assert isinstance(network, IPv4Network)  # noqa: S101 - of the IPv4 table
    first = int(network.network_address) >> 24
    length = 8 if first < 128 else 16 if first < 192 else 24
    return network if network.prefixlen < length else network.supernet(new_prefix=length)


def _subnets(above: IPv4Network, group: list[Route]) -> Iterator[str]:
    masks = {route.network.prefixlen for route in group}
    count = len({route.network for route in group})
    if len(masks) > 1:
        yield f"      {above} is variably subnetted, {count} subnets, {len(masks)} masks"
        yield from (_route(route, f"   {route.network}") for route in group)
    else:
        yield f"      {above.network_address}/{masks.pop()} is subnetted, {count} subnets"
        yield from (_route(route, f"   {route.network.network_address}") for route in group)


def _route(route: Route, network: str) -> str:
    """A route, with one line for each of its ways."""
    code = f"{route.code}*" if route.network == EVERYWHERE else route.code
    head = f"{code:<6}{network}"
    first, *others = (_way(route, path) for path in route.paths)
    return "\n".join([f"{head} {first}", *(f"{' ' * len(head)} {way}" for way in others)])


def _way(route: Route, path: Path) -> str:
    if path.hop is None:
        return f"is directly connected, {path.interface}"
    return f"[{route.distance}/0] via {path.hop}{f', {path.interface}' if path.interface else ''}"
