"""VLANs and the spanning tree."""

from ccp3switch.config.edits import sections, switching
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG

TABLE = (
    Command("spanning-tree mode = rapid-pvst|pvst", CONFIG, edit=switching.spanning_tree_mode, rank=170),
    Command("spanning-tree portfast default", CONFIG, rank=171),
    Command("spanning-tree extend system-id", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("vlan internal allocation policy ascending", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("vlan {vlans}", CONFIG, edit=sections.open_vlans, opens="vlan", rank=sections.VLAN_RANK),
    Command("name = {word}", ("vlan",), edit=switching.name_vlan, rank=1),
)
