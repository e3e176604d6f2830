"""`show mac address-table`. Pure."""

from __future__ import annotations

from ccp3switch.names import port_of, short
from ccp3switch.show.links import dotted
from ccp3switch.show.view import View

HEAD = (
    "          Mac Address Table",
    "-------------------------------------------",
    "",
    "Vlan    Mac Address       Type        Ports",
    "----    -----------       --------    -----",
)


def table(view: View) -> str:
    """`show mac address-table [dynamic] [interface X | vlan N | address H.H.H]`."""
    values = view.asked.values
    rows = [
        (seen.vlan, dotted(seen.mac), port_of(seen.device))
        for seen in view.live.learned()
        if seen.device.startswith("eth")
    ]
    wanted = sorted(
        row
        for row in rows
        if values.get("vlan", str(row[0])) == str(row[0])
        and values.get("mac", row[1]) == row[1]
        and values.get("port", row[2]) == row[2]
    )
    lines = [f"{vlan:>4}    {mac}    DYNAMIC     {short(port)}" for vlan, mac, port in wanted]
    return "\n".join([*HEAD, *lines, f"Total Mac Addresses for this criterion: {len(wanted)}"]) + "\n"
