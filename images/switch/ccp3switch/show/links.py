"""State of an interface as IOS words it, from the configuration and the carrier. Pure."""

from __future__ import annotations

from ccp3switch.live.contract import Link, Live
from ccp3switch.model import layer3, switching
from ccp3switch.show.view import View


def carrier(live: Live, port: switching.Port) -> bool:
    """Whether a port is up: not shut down, and its link has carrier."""
    return not port.shutdown and live.link(port.device).carrier


def port_status(live: Live, port: switching.Port) -> str:
    """`connected`, `notconnect` or `disabled`."""
    if port.shutdown:
        return "disabled"
    return "connected" if carrier(live, port) else "notconnect"


def port_words(live: Live, port: switching.Port) -> tuple[str, str]:
    """(status, protocol) of a port in `show interfaces`."""
    if port.shutdown:
        return "administratively down", "down"
    return ("up", "up") if carrier(live, port) else ("down", "down")


def carries(port: switching.Port, vlan: int) -> bool:
    """Whether the port is a member of the VLAN."""
    return vlan in port.allowed if port.trunk else vlan == port.access


def svi_words(view: View, svi: layer3.Interface) -> tuple[str, str]:
    """(status, protocol) of an SVI: the protocol is up while some port that is up carries the VLAN (autostate)."""
    if svi.shutdown:
        return "administratively down", "down"
    if svi.vlan not in switching.vlans(view.tree):
        return "down", "down"
    alive = any(carries(port, svi.vlan) and carrier(view.live, port) for port in switching.ports(view.tree))
    return "up", "up" if alive else "down"


def dotted(mac: str) -> str:
    """`02:42:ac:14:14:02` -> `0242.ac14.1402`."""
    digits = mac.replace(":", "")
    return f"{digits[:4]}.{digits[4:8]}.{digits[8:]}"


def port_mac(live: Live, port: switching.Port) -> str:
    """The port's address; where the link does not exist yet, one counted from the switch's own."""
    seen: Link = live.link(port.device)
    if seen.mac:
        return seen.mac
    number = int(port.device.removeprefix("eth"))
    whole = int(live.base_mac.replace(":", ""), 16) & ~0xFF | number
    digits = f"{whole:012x}"
    return ":".join(digits[index : index + 2] for index in range(0, 12, 2))
