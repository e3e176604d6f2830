"""State of an interface as IOS words it, from the configuration and the carrier. Pure."""

from __future__ import annotations

from ccp3switch.live.contract import Live
from ccp3switch.model import layer3, switching
from ccp3switch.names import PORT, SVI, device, number
from ccp3switch.show.view import View


def carrier(live: Live, port: switching.Port) -> bool:
    """Whether a port is up: not shut down, its link has carrier; a channel: one of its members carries frames."""
    if port.shutdown:
        return False
    if not port.channel:
        return live.link(port.device).carrier
    bundled = live.bundled() if port.lacp else {}
    joined = [name for name in port.members if not port.lacp or (name in bundled and bundled[name].joined)]
    return any(live.link(name).carrier for name in joined)


def port_status(live: Live, port: switching.Port) -> str:
    """`connected`, `notconnect`, `disabled` or `err-disabled`."""
    if port.shutdown:
        return "disabled"
    if port.name in live.seen.disabled:
        return "err-disabled"
    return "connected" if carrier(live, port) else "notconnect"


def port_words(live: Live, port: switching.Port) -> tuple[str, str]:
    """(status, protocol) of a port in `show interfaces`."""
    if port.shutdown:
        return "administratively down", "down"
    return ("up", "up") if carrier(live, port) else ("down", "down")


def interface_words(view: View, one: layer3.Interface) -> tuple[str, str]:
    """(status, protocol) of a layer-3 interface; an SVI whose VLAN exists is up even where its protocol is not."""
    if one.shutdown:
        return "administratively down", "down"
    up = alive(view, one)
    return "up" if up or _is_made(view, one) else "down", "up" if up else "down"


def _is_made(view: View, one: layer3.Interface) -> bool:
    return one.name.startswith(SVI) and one.vlan in switching.vlans(view.tree)


def alive(view: View, one: layer3.Interface) -> bool:
    """Whether its line protocol is up."""
    return one.up(lambda port: view.live.link(port).carrier)


def dotted(mac: str) -> str:
    """`02:42:ac:14:14:02` -> `0242.ac14.1402`."""
    digits = mac.replace(":", "")
    return f"{digits[:4]}.{digits[4:8]}.{digits[8:]}"


def address(view: View, name: str) -> str:
    """The hardware address of an interface: a routed port and its subinterfaces have one of their own."""
    base = view.live.base_mac
    port = view.tree.lines.get(f"interface {name.partition('.')[0]}")
    if not name.startswith(PORT) or port is None:
        return base
    return layer3.port_mac(base, name) if port.has("switchport") else _port_mac(view.live, name)


def _port_mac(live: Live, name: str) -> str:
    """A switch port's address; where the link does not exist yet, one counted from the switch's own."""
    seen = live.link(device(name)).mac
    if seen:
        return seen
    whole = int(live.base_mac.replace(":", ""), 16) & ~0xFF | number(name)
    digits = f"{whole:012x}"
    return ":".join(digits[index : index + 2] for index in range(0, 12, 2))
