"""`show interfaces`. Pure."""

from __future__ import annotations

from collections import Counter

from ccp3switch import names
from ccp3switch.live.contract import Link
from ccp3switch.show import channels
from ccp3switch.show.every import Shown, asked
from ccp3switch.show.links import address, dotted, port_status
from ccp3switch.show.view import View

_RELIABILITY = "     reliability 255/255, txload 1/255, rxload 1/255"


def interfaces(view: View) -> str:
    """`show interfaces [X]`."""
    return "".join("\n".join(_lines(view, one)) + "\n" for one in asked(view))


def _lines(view: View, one: Shown) -> list[str]:
    status = f" ({port_status(view.live, one.port)})" if one.port else ""
    own = one.routed.address if one.routed else None
    return [
        f"{one.name} is {one.state}, line protocol is {one.protocol}{status} ",
        f"  Hardware is {_hardware(view, one)}",
        *([f"  Description: {one.description}"] if one.description else []),
        *([f"  Internet address is {own}"] if own else []),
        *_medium(view, one),
        *_counters(_link(view, one)),
    ]


_SUMMARY = """
 *: interface is up
 IHQ: pkts in input hold queue     IQD: pkts dropped from input queue
 OHQ: pkts in output hold queue    OQD: pkts dropped from output queue
 RXBS: rx rate (bits/sec)          RXPS: rx rate (pkts/sec)
 TXBS: tx rate (bits/sec)          TXPS: tx rate (pkts/sec)
 TRTL: throttle count
"""


def summary(view: View) -> str:
    """`show interfaces summary`: what was dropped; no rates are measured."""
    titles = ("IHQ", "IQD", "OHQ", "OQD", "RXBS", "RXPS", "TXBS", "TXPS", "TRTL")
    head = f"  {'Interface':<24}" + "".join(f"{title:>10}" for title in titles)
    out = [_SUMMARY, head, "-" * len(head)]
    for one in asked(view):
        dropped = view.live.link(_counted(one)).counters.get
        row = (0, dropped("rx_dropped", 0), 0, dropped("tx_dropped", 0), 0, 0, 0, 0, 0)
        out.append(
            f"{'*' if one.protocol == 'up' else ' '} {one.name:<24}" + "".join(f"{number:>10}" for number in row)
        )
    return "\n".join(out) + "\n"


def _hardware(view: View, one: Shown) -> str:
    if one.name.startswith(names.LOOPBACK):
        return "Loopback"
    mac = dotted(address(view, one.name))
    kinds = {names.SVI: "EtherSVI", names.CHANNEL: "EtherChannel"}
    kind = next((kind for start, kind in kinds.items() if one.name.startswith(start)), "Gigabit Ethernet")
    return f"{kind}, address is {mac} (bia {mac})"


def _medium(view: View, one: Shown) -> list[str]:
    if one.name.startswith(names.LOOPBACK):
        speed = "  MTU 1514 bytes, BW 8000000 Kbit/sec, DLY 5000 usec, "
        return [speed, _RELIABILITY, "  Encapsulation LOOPBACK, loopback not set"]
    mtu = min(view.live.link(_counted(one)).mtu, 1500)
    lines = [f"  MTU {mtu} bytes, BW 1000000 Kbit/sec, DLY 10 usec, ", _RELIABILITY, f"  Encapsulation {_frames(one)}"]
    if one.port:
        duplex = "Full-duplex, 1000Mb/s" if one.protocol == "up" else "Auto-duplex, Auto-speed"
        lines.append(f"  {duplex}, media type is {'N/A' if one.port.channel else '10/100/1000BaseTX'}")
    if one.port and one.port.channel and one.protocol == "up":
        lines.append(f"  Members in this channel: {channels.members(view, one.port)} ")
    return [*lines, *(["  ARP type: ARPA, ARP Timeout 04:00:00"] if one.routed else [])]


def _frames(one: Shown) -> str:
    if one.routed and names.is_subinterface(one.name) and one.routed.vlan:
        return f"802.1Q Virtual LAN, Vlan ID  {one.routed.vlan}."
    return "ARPA, loopback not set"


def _counted(one: Shown) -> str:
    """The Linux device whose counters are shown: a port's link, else the device that holds the addresses."""
    return names.device(one.name)


def _link(view: View, one: Shown) -> Link:
    """What is counted: a channel's traffic is that of its members together."""
    if one.port is None or not one.port.channel:
        return view.live.link(_counted(one))
    links = [view.live.link(device) for device in one.port.members]
    return Link(counters=dict(sum((Counter(link.counters) for link in links), Counter())))


def _counters(link: Link) -> list[str]:
    count = link.counters.get
    return [
        f"     {count('rx_packets', 0)} packets input, {count('rx_bytes', 0)} bytes, 0 no buffer",
        f"     Received 0 broadcasts ({count('multicast', 0)} multicasts)",
        "     0 runts, 0 giants, 0 throttles ",
        f"     {count('rx_errors', 0)} input errors, 0 CRC, 0 frame, 0 overrun, 0 ignored",
        f"     {count('tx_packets', 0)} packets output, {count('tx_bytes', 0)} bytes, 0 underruns",
        f"     {count('tx_errors', 0)} output errors, 0 collisions, 0 interface resets",
    ]
