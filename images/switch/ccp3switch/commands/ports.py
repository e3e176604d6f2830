"""Switch ports."""

from ccp3switch.config.edits import sections, switching
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG, INTERFACE, PORT

_ALLOWED = "switchport trunk allowed vlan = "

TABLE = (
    Command("interface {port}", CONFIG, edit=sections.open_port, opens="port", rank=600),
    Command("interface range {ports}", CONFIG, edit=sections.open_range, opens="range", rank=600),
    Command("default interface {interface}", CONFIG, edit=sections.default_interface),
    Command("description = {line}", INTERFACE, rank=1),
    Command("switchport access vlan = {vlan}", PORT, edit=switching.access_vlan, rank=2),
    Command("switchport trunk encapsulation dot1q", PORT, kept=Kept.TRUE_ANYWAY),
    Command("switchport trunk native vlan = {vlan}", PORT, edit=switching.native_vlan, rank=3),
    Command(_ALLOWED + "{vlans}|all|none", PORT, edit=switching.allowed_vlans, rank=4),
    Command(_ALLOWED + "add|remove|except {vlans}", PORT, edit=switching.allowed_vlans, rank=4),
    Command("switchport mode = access|trunk", PORT, rank=5),
    Command("switchport nonegotiate", PORT, rank=6),
    Command("shutdown", INTERFACE, rank=20),
    Command("speed = auto|10|100|1000", PORT, rank=21, cosmetic=True),
    Command("duplex = auto|full", PORT, rank=22, cosmetic=True),
    Command("spanning-tree portfast = [trunk|disable]", PORT, edit=switching.portfast, rank=30),
)
