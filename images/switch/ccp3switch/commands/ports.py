"""Switch ports."""

from ccp3switch.config import edits
from ccp3switch.grammar.command import Command as C
from ccp3switch.grammar.command import Kept
from ccp3switch.modes import CONFIG, INTERFACE, PORT

_ALLOWED = "switchport trunk allowed vlan = "

TABLE = (
    C("interface {port}", CONFIG, edit=edits.open_port, opens="port", rank=600),
    C("interface range {ports}", CONFIG, edit=edits.open_range, opens="range", rank=600),
    C("default interface {interface}", CONFIG, edit=edits.default_interface),
    C("description = {line}", INTERFACE, rank=1),
    C("switchport", PORT, kept=Kept.TRUE_ANYWAY),
    C("switchport access vlan = {vlan}", PORT, edit=edits.access_vlan, rank=2),
    C("switchport trunk encapsulation dot1q", PORT, kept=Kept.TRUE_ANYWAY),
    C("switchport trunk native vlan = {vlan}", PORT, edit=edits.native_vlan, rank=3),
    C(_ALLOWED + "{vlans}|all|none", PORT, edit=edits.allowed_vlans, rank=4),
    C(_ALLOWED + "add|remove|except {vlans}", PORT, edit=edits.allowed_vlans, rank=4),
    C("switchport mode = access|trunk", PORT, rank=5),
    C("switchport nonegotiate", PORT, rank=6),
    C("shutdown", INTERFACE, rank=20),
    C("speed = auto|10|100|1000", PORT, rank=21, cosmetic=True),
    C("duplex = auto|full", PORT, rank=22, cosmetic=True),
    C("spanning-tree portfast = [trunk|disable]", PORT, edit=edits.portfast, rank=30),
)
