"""`show interfaces status` and `description`. Pure."""

from __future__ import annotations

from ccp3switch.model import switching
from ccp3switch.names import short
from ccp3switch.show.every import asked
from ccp3switch.show.links import port_status
from ccp3switch.show.view import View


def status(view: View) -> str:
    """`show interfaces [X] status`."""
    rows = [_row(view, one.port) for one in asked(view) if one.port]
    return "\n".join(["", "Port      Name               Status       Vlan       Duplex  Speed Type", *rows]) + "\n"


def _row(view: View, port: switching.Port) -> str:
    state = port_status(view.live, port)
    vlan = "trunk" if port.trunk and state == "connected" else "routed" if port.routed else str(port.access)
    duplex, speed = ("a-full", "a-1000") if state == "connected" else ("auto", "auto")
    return (
        f"{short(port.name):<9} {port.description[:18]:<18} {state:<12} {vlan:<10} {duplex:>6} {speed:>6} "
        "10/100/1000BaseTX"
    )


def description(view: View) -> str:
    """`show interfaces [X] description`."""
    out = ["Interface                      Status         Protocol Description"]
    for one in asked(view):
        shown = "admin down" if one.state.startswith("admin") else one.state
        out.append(f"{short(one.name):<30} {shown:<14} {one.protocol:<8} {one.description}".rstrip())
    return "\n".join(out) + "\n"
