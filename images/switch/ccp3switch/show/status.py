"""`show interfaces status` and `description`. Pure."""

from __future__ import annotations

from ccp3switch.model import layer3, switching
from ccp3switch.names import short
from ccp3switch.show.links import port_status, port_words, svi_words
from ccp3switch.show.ports import asked_ports
from ccp3switch.show.view import View


def status(view: View) -> str:
    """`show interfaces [X] status`."""
    rows = [_row(view, port) for port in asked_ports(view)]
    return "\n".join(["", "Port      Name               Status       Vlan       Duplex  Speed Type", *rows]) + "\n"


def _row(view: View, port: switching.Port) -> str:
    state = port_status(view.live, port)
    vlan = "trunk" if port.trunk and state == "connected" else str(port.access)
    duplex, speed = ("a-full", "a-1000") if state == "connected" else ("auto", "auto")
    return (
        f"{short(port.name):<9} {port.description[:18]:<18} {state:<12} {vlan:<10} {duplex:>6} {speed:>6} "
        "10/100/1000BaseTX"
    )


def description(view: View) -> str:
    """`show interfaces [X] description`."""
    asked = view.asked.values.get("interface")
    rows = [(svi.name, svi_words(view, svi), svi.description) for svi in layer3.svis(view.tree)]
    rows += [(port.name, port_words(view.live, port), port.description) for port in switching.ports(view.tree)]
    out = ["Interface                      Status         Protocol Description"]
    for name, (state, protocol), text in rows:
        if asked in (None, name):
            shown = "admin down" if state.startswith("admin") else state
            out.append(f"{short(name):<30} {shown:<14} {protocol:<8} {text}".rstrip())
    return "\n".join(out) + "\n"
