"""VLANs and the spanning tree."""

from ccp3switch.config import edits
from ccp3switch.grammar.command import Command as C
from ccp3switch.grammar.command import Kept
from ccp3switch.modes import CONFIG

TABLE = (
    C("spanning-tree mode = rapid-pvst|pvst", CONFIG, edit=edits.spanning_tree_mode, rank=170),
    C("spanning-tree portfast default", CONFIG, rank=171),
    C("spanning-tree extend system-id", CONFIG, kept=Kept.TRUE_ANYWAY),
    C("vlan internal allocation policy ascending", CONFIG, kept=Kept.TRUE_ANYWAY),
    C("vlan {vlans}", CONFIG, edit=edits.open_vlans, opens="vlan", rank=edits.VLAN_RANK),
    C("name = {word}", ("vlan",), edit=edits.name_vlan, rank=1),
)
