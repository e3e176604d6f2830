"""The data ports as links: up or down, deaf to the kernel, opened anew when their link is another one. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ccp3switch.config.tree import Line
from ccp3switch.model import switching
from ccp3switch.state.rows import Command

IFF_UP = 1
IFF_NOARP = 0x80
FIRST_RENEWED, RENEWED = 1000, 60000

Links = Mapping[str, bool]  # Linux name -> whether it must be up


def wanted(tree: Line, disabled: Mapping[str, str]) -> dict[str, bool]:
    """A port is up unless it, or its channel, is shut down or it is err-disabled (`disabled`: name -> reason)."""
    shut = {device for channel in switching.channels(tree) if channel.shutdown for device in channel.members}
    down = {port.device for port in switching.physical(tree) if port.shutdown or port.name in disabled}
    return {port.device: port.device not in down | shut for port in switching.physical(tree)}


def changes(links: Links, flags: Mapping[str, int]) -> tuple[str, ...]:
    """Lines of an `ip -batch` that bring the data ports that exist (Linux name -> interface flags) up or down.

    The kernel must stay deaf on them, Open vSwitch alone speaks there: no ARP, no IPv6 address of its own.
    """
    lines: list[str] = []
    for name, up in links.items():
        if name not in flags:
            continue
        if not flags[name] & IFF_NOARP:
            lines += [f"link set dev {name} addrgenmode none", f"addr flush dev {name}", f"link set dev {name} arp off"]
        if bool(flags[name] & IFF_UP) is not up:
            lines.append(f"link set dev {name} {'up' if up else 'down'}")
    return tuple(lines)


def replugged(old: Mapping[str, int], now: Mapping[str, int]) -> tuple[Command, ...]:
    """Sub-commands that open anew the data ports (Linux name -> interface index) whose link is another one than before.

    On its userspace datapath Open vSwitch goes on listening to the link that is gone. Another OpenFlow port number
    (1 to 65279, OpenFlow 1.0) makes it take the port up again with all its settings, in one step.
    """
    return tuple(
        ("set", "interface", name, f"ofport_request={FIRST_RENEWED + index % RENEWED}")
        for name, index in now.items()
        if old.get(name, index) != index
    )
