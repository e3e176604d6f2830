"""EtherChannels -> a bridge each, where the members are bundled; without LACP, by flows and a group. Pure."""

from __future__ import annotations

from ccp3switch.config.tree import Line
from ccp3switch.model.channels import Channel, balance, channels
from ccp3switch.state.flows import Program
from ccp3switch.state.rows import NETDEV, Bridge, Port, patch

# How Open vSwitch chooses a member: by source address, or by addresses and ports of both ends (needs LACP).
_MODES = {"src-mac": "balance-slb", "src-dst-ip": "balance-tcp"}
_FIELDS = {"src-mac": "eth_src", "src-dst-ip": "eth_type,ip_src,ip_dst"}


def inner(channel: Channel) -> str:
    """The channel's end of the patch."""
    return f"{channel.port.device}-in"


def bridges(tree: Line) -> dict[str, Bridge]:
    """One for each channel that has members; frames of the spanning tree pass through it."""
    return {_name(channel): _bridge(channel, balance(tree)) for channel in channels(tree) if channel.members}


def _name(channel: Channel) -> str:
    return f"b{channel.port.device}"


def _bridge(channel: Channel, by: str) -> Bridge:
    name = _name(channel)
    ports = {inner(channel): patch(inner(channel), channel.port.device), name: Port({"tag": "4095"}, {name: {}})}
    return Bridge({**NETDEV, "other_config:forward-bpdu": "true"}, {**ports, **_members(channel, by)})


def _members(channel: Channel, by: str) -> dict[str, Port]:
    devices = [port.device for port in channel.members]
    if not channel.lacp:  # an Open vSwitch bond without LACP drops broadcasts that come in by all links but one
        return {device: Port({}, {device: {}}) for device in devices}
    columns = {"lacp": channel.mode, "bond_mode": _MODES[by]}
    return {bond(channel): Port(columns, {device: {} for device in devices})}


def bond(channel: Channel) -> str:
    """Name of the port that bundles: a lone member is a port of its own name."""
    return f"bond{channel.number}" if len(channel.members) > 1 else channel.members[0].device


def programs(tree: Line) -> dict[str, Program]:
    """What the bridges of channels do with frames. With LACP, ordinary switching; else in by any, out by one."""
    return {_name(channel): _program(channel, balance(tree)) for channel in channels(tree) if channel.members}


def _program(channel: Channel, by: str) -> Program:
    if channel.lacp:
        return Program()
    devices = [port.device for port in channel.members]
    buckets = {device: f"bucket=watch_port:{device},actions=output:{device}" for device in devices}
    flows = {(f"priority=10,in_port={device}", device): f"output:{inner(channel)}" for device in devices}
    flows[(f"priority=10,in_port={inner(channel)}", inner(channel))] = "group:1"
    return Program(flows, buckets, f"group_id=1,type=select,selection_method=hash,fields({_FIELDS[by]})")
