"""`show ipv6 route`. Pure."""

from __future__ import annotations

from ccp3switch.model.ipv6 import shown
from ccp3switch.model.routes import Path, Route
from ccp3switch.model.routing import routing
from ccp3switch.show.routes import KINDS
from ccp3switch.show.view import View

CODES = """\
Codes: C - Connected, L - Local, S - Static, U - Per-user Static route
       B - BGP, R - RIP, H - NHRP, I1 - ISIS L1, I2 - ISIS L2
       IA - ISIS interarea, IS - ISIS summary, D - EIGRP, EX - EIGRP external
       ND - ND Default, NDp - ND Prefix, DCE - Destination, NDr - Redirect
       O - OSPF Intra, OI - OSPF Inter, OE1 - OSPF ext 1, OE2 - OSPF ext 2
       ON1 - OSPF NSSA ext 1, ON2 - OSPF NSSA ext 2
"""


def routes(view: View) -> str:
    """`show ipv6 route [connected|static]`."""
    known = routing(view.tree, view.live.base_mac).table6(lambda port: view.live.link(port).carrier)
    wanted = [route for route in known if route.code in KINDS.get(view.asked.words[-1], "CLS")]
    rows = [f"{route.code:<3} {shown(route.network)} [{route.distance}/0]\n{_ways6(route)}" for route in wanted]
    rows += ["L   FF00::/8 [0/0]\n     via Null0, receive"] if view.asked.words[-1] == "route" else []
    return f"IPv6 Routing Table - default - {len(rows)} entries\n{CODES}" + "\n".join(rows) + "\n"


def _ways6(route: Route) -> str:
    if route.code != "S":
        return f"     via {route.paths[0].interface}, {'receive' if route.code == 'L' else 'directly connected'}"
    return "\n".join(f"     via {_way6(path)}" for path in route.paths)


def _way6(path: Path) -> str:
    hop = shown(path.hop) if path.hop else ""
    return ", ".join(part for part in (hop, path.interface, "" if hop else "directly connected") if part)
