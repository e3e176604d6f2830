"""Switch ports."""

from ccp3switch.config.edits import channels, sections, spanning, switching
from ccp3switch.config.edits.channels import as_typed, spread
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG, INTERFACE, PORT

_ALLOWED = "switchport trunk allowed vlan = "
_SWITCHED = (*PORT, "portchannel")

TABLE = (
    Command("interface {channel}", CONFIG, edit=channels.open_channel, opens="portchannel", rank=channels.RANK),
    Command("interface {port}", CONFIG, edit=sections.open_port, opens="port", rank=600),
    Command("interface range {ports}", CONFIG, edit=sections.open_range, opens="range", rank=600),
    Command("default interface {interface}", CONFIG, edit=sections.default_interface),
    Command("description = {line}", INTERFACE, rank=1),
    Command("switchport", ("portchannel",), kept=Kept.TRUE_ANYWAY),
    Command("switchport access vlan = {vlan}", _SWITCHED, edit=spread(switching.access_vlan), rank=2),
    Command("switchport trunk encapsulation dot1q", _SWITCHED, kept=Kept.TRUE_ANYWAY),
    Command("switchport trunk native vlan = {vlan}", _SWITCHED, edit=spread(switching.native_vlan), rank=3),
    Command(_ALLOWED + "{vlans}|all|none", _SWITCHED, edit=spread(switching.allowed_vlans), rank=4),
    Command(_ALLOWED + "add|remove|except {vlans}", _SWITCHED, edit=spread(switching.allowed_vlans), rank=4),
    Command("switchport mode = access|trunk", _SWITCHED, edit=spread(switching.mode), rank=5),
    Command("switchport mode = dynamic auto", _SWITCHED, edit=spread(switching.mode), rank=5),
    Command("switchport nonegotiate", _SWITCHED, edit=spread(switching.nonegotiate), rank=6),
    Command("switchport voice vlan = {vlan}|none", PORT, edit=switching.voice_vlan, rank=7),
    Command("switchport protected", _SWITCHED, rank=8),
    Command("shutdown", ("svi", "loopback", "subif"), rank=20),
    Command("shutdown", _SWITCHED, edit=spread(as_typed), rank=20),
    Command("speed = auto|10|100|1000", PORT, rank=21, cosmetic=True),
    Command("duplex = auto|full", PORT, rank=22, cosmetic=True),
    Command("channel-group = {group} mode active|passive|on", PORT, edit=channels.join, rank=25),
    Command("lldp transmit|receive", PORT, kept=Kept.NEGATED, rank=26),
    Command("spanning-tree portfast = [edge] [trunk|disable]", _SWITCHED, edit=spanning.portfast, rank=30),
    Command("spanning-tree bpduguard = enable|disable", _SWITCHED, rank=31),
    Command("spanning-tree cost = {cost}", _SWITCHED, rank=32),
    Command("spanning-tree port-priority = {stp}", _SWITCHED, edit=spanning.port_priority, rank=33),
)
