"""`show mac address-table`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.model import security, switching
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
Row = tuple[int, str, str, str]  # VLAN, address, DYNAMIC or STATIC, port


def table(view: View) -> str:
    """`show mac address-table [dynamic|static] [interface X | vlan N | address H.H.H]`."""
    found = [row for row in sorted(rows(view)) if _asked(view, row)]
    lines = [f"{vlan:>4}    {mac}    {kind:<11} {short(port)}" for vlan, mac, kind, port in found]
    return "\n".join([*HEAD, *lines, f"Total Mac Addresses for this criterion: {len(found)}"]) + "\n"


def _asked(view: View, row: Row) -> bool:
    vlan, mac, kind, port = row
    values, words = view.asked.values, view.asked.words
    name = values.get("port", values.get("channel", port))
    kinds = [word.upper() for word in words if word in ("dynamic", "static")] or [kind]
    return (values.get("vlan", str(vlan)), values.get("mac", mac), name, kinds[0]) == (str(vlan), mac, port, kind)


def rows(view: View) -> Iterator[Row]:
    """Addresses that Open vSwitch learnt; those of port-security never age, and are static ones, as on IOS."""
    seen = view.live.seen.learnt
    secure = {port.name: {*port.configured, *seen.get(port.name, ())} for port in security.secured(view.tree)}
    vlans = {port.name: port.access for port in switching.ports(view.tree)}
    for name, macs in secure.items():
        yield from ((vlans[name], dotted(mac), "STATIC", name) for mac in macs)
    for one in view.live.learned():
        name = port_of(one.device)
        if one.device.startswith(("eth", "po")) and one.mac not in secure.get(name, ()):
            yield one.vlan, dotted(one.mac), "DYNAMIC", name


def count(view: View) -> str:
    """`show mac address-table count`."""
    out: list[str] = []
    found = list(rows(view))
    for vlan in switching.vlans(view.tree):
        kinds = [kind for number, _, kind, _ in found if number == vlan]
        dynamic, static = kinds.count("DYNAMIC"), kinds.count("STATIC")
        out += [
            "",
            f"Mac Entries for Vlan {vlan}:",
            "---------------------------",
            f"Dynamic Address Count  : {dynamic}",
            f"Static  Address Count  : {static}",
            f"Total Mac Addresses    : {dynamic + static}",
        ]
    return "\n".join(out) + "\n"


def aging(view: View) -> str:
    """`show mac address-table aging-time`."""
    seconds = view.tree.value("mac address-table aging-time", "300")
    return f"Global Aging Time: {seconds:>4}\nVlan    Aging Time\n----    ----------\n"
