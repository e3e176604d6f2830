"""`show etherchannel` and `show lacp`: what Open vSwitch bundles. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.live.contract import Bundled
from ccp3switch.model import channels as model
from ccp3switch.model.channels import Channel
from ccp3switch.model.switching import Port, mode_of
from ccp3switch.names import short
from ccp3switch.show.links import carrier, dotted
from ccp3switch.show.view import View

LEGEND = """Flags:  D - down        P - bundled in port-channel
        I - stand-alone s - suspended
        H - Hot-standby (LACP only)
        R - Layer3      S - Layer2
        U - in use      f - failed to allocate aggregator

        M - not in use, minimum links not met
        u - unsuitable for bundling
        w - waiting to be aggregated
        d - default port


"""
PER_LINE = 4


def summary(view: View) -> str:
    """`show etherchannel summary`: a member that LACP did not bundle carries nothing and is suspended."""
    found = [one for one in model.channels(view.tree) if view.asked.values.get("group") in (None, str(one.number))]
    head = f"Number of channel-groups in use: {len(found)}\nNumber of aggregators:           {len(found)}\n\n"
    table = "Group  Port-channel  Protocol    Ports\n------+-------------+-----------+" + "-" * 47 + "\n"
    return LEGEND + head + table + "".join(f"{line}\n" for one in found for line in _rows(view, one))


def _rows(view: View, one: Channel) -> Iterator[str]:
    state = "SU" if carrier(view.live, one.port) else "SD"
    ports = [f"{short(port.name)}({flag(view, one, port)})" for port in sorted_ports(one)]
    lines = ["".join(f"{port:<12}" for port in ports[at : at + PER_LINE]) for at in range(0, len(ports), PER_LINE)]
    name = f"Po{one.number}({state})"
    protocol = "LACP" if view.tree and one.lacp else "-"
    yield f"{one.number:<6} {name:<13} {protocol:>7}     {(lines or [''])[0]}".rstrip()
    yield from (f"{'':<33}{line}".rstrip() for line in lines[1:])


def sorted_ports(one: Channel) -> list[Port]:
    """All ports of the channel, the suspended too, by number."""
    return sorted((*one.members, *one.suspended), key=lambda port: int(port.device.removeprefix("eth")))


def flag(view: View, one: Channel, port: Port) -> str:
    """The letter of a port: down, bundled, suspended."""
    if not carrier(view.live, port) or port.name in view.live.seen.disabled:
        return "D"
    if port in one.suspended:
        return "s"
    return "P" if not one.lacp or view.live.bundled().get(port.device, Bundled(False)).joined else "s"


def load_balance(view: View) -> str:
    """`show etherchannel load-balance`."""
    by = model.balance(view.tree)
    ip = "Source XOR Destination IP address" if by != "src-mac" else "Source MAC address"
    other = "Source XOR Destination MAC address" if by != "src-mac" else "Source MAC address"
    return f"""EtherChannel Load-Balancing Configuration:
        {by}

EtherChannel Load-Balancing Addresses Used Per-Protocol:
Non-IP: {other}
  IPv4: {ip}
  IPv6: {ip}
"""


_NEIGHBOURS = """Flags:  S - Device is requesting Slow LACPDUs
        F - Device is requesting Fast LACPDUs
        A - Device is in Active mode       P - Device is in Passive mode
"""
_COLUMNS = """
                  LACP port                        Admin  Oper   Port    Port
Port      Flags   Priority  Dev ID          Age    key    Key    Number  State
"""


def lacp_neighbor(view: View) -> str:
    """`show lacp neighbor`: what the other sides say of themselves."""
    told = view.live.bundled()
    out = [_NEIGHBOURS]
    for one in model.channels(view.tree):
        if one.lacp:
            rows = [_neighbour(port, told[port.device]) for port in one.members if port.device in told]
            out.append(f"Channel group {one.number} neighbors\n{_COLUMNS}" + "".join(rows))
    return "\n".join(out)


def _neighbour(port: Port, told: Bundled) -> str:
    flags = f"{'F' if told.fast else 'S'}{'A' if told.partner_active else 'P'}"
    state = (
        0x3D if told.joined else 0x05
    )  # activity, aggregation; synchronized, collecting, distributing (802.1AX 6.4.2)
    return (
        f"{short(port.name):<9} {flags:<7} {told.partner_priority:<9} {dotted(told.partner):<15} {'0s':<6} "
        f"0x{0:<4X} 0x{told.partner_key:<4X} 0x{told.partner_port:<5X} 0x{state:X}\n"
    )


def members(view: View, port: Port) -> str:
    """`Members in this channel: ...` of `show interfaces Port-channel`."""
    channel = next(one for one in model.channels(view.tree) if one.port.name == port.name)
    return " ".join(short(one.name) for one in channel.members if flag(view, channel, one) == "P")


def mode(view: View, port: Port) -> str:
    """`active`, `passive` or `on` of a member."""
    return mode_of(view.tree, port.name)
