"""`show interfaces`. Pure."""

from __future__ import annotations

from ccp3switch.errors import InvalidInputError
from ccp3switch.live.contract import Link
from ccp3switch.model import layer3, switching
from ccp3switch.show.links import dotted, port_mac, port_status, port_words, svi_words
from ccp3switch.show.view import View


def interfaces(view: View) -> str:
    """`show interfaces [X]`: SVIs first, then ports, as IOS orders them."""
    asked = view.asked.values.get("interface")
    out = [_svi(view, svi) for svi in layer3.svis(view.tree) if asked in (None, svi.name)]
    out += [_port(view, port) for port in switching.ports(view.tree) if asked in (None, port.name)]
    if not out:
        raise InvalidInputError(view.asked.columns[2])
    return "".join(out)


def _svi(view: View, svi: layer3.Interface) -> str:
    state, protocol = svi_words(view, svi)
    mac = dotted(view.live.base_mac)
    lines = [
        f"{svi.name} is {state}, line protocol is {protocol} ",
        f"  Hardware is EtherSVI, address is {mac} (bia {mac})",
    ]
    lines += [f"  Description: {svi.description}"] if svi.description else []
    lines += [f"  Internet address is {svi.address}"] if svi.address else []
    lines += [
        "  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, ",
        "     reliability 255/255, txload 1/255, rxload 1/255",
        "  Encapsulation ARPA, loopback not set",
        "  ARP type: ARPA, ARP Timeout 04:00:00",
    ]
    return "\n".join([*lines, *_counters(view.live.link(svi.device))]) + "\n"


def _port(view: View, port: switching.Port) -> str:
    state, protocol = port_words(view.live, port)
    link = view.live.link(port.device)
    mac = dotted(port_mac(view.live, port))
    up = protocol == "up"
    lines = [
        f"{port.name} is {state}, line protocol is {protocol} ({port_status(view.live, port)}) ",
        f"  Hardware is Gigabit Ethernet, address is {mac} (bia {mac})",
    ]
    lines += [f"  Description: {port.description}"] if port.description else []
    lines += [
        f"  MTU {min(link.mtu, 1500)} bytes, BW 1000000 Kbit/sec, DLY 10 usec, ",
        "     reliability 255/255, txload 1/255, rxload 1/255",
        "  Encapsulation ARPA, loopback not set",
        f"  {'Full-duplex, 1000Mb/s' if up else 'Auto-duplex, Auto-speed'}, media type is 10/100/1000BaseTX",
    ]
    return "\n".join([*lines, *_counters(link)]) + "\n"


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
