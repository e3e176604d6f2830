"""VLANs and the spanning tree."""

from ccp3switch.config.edits import channels, monitoring, sections, spanning, switching
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG

VLAN = ("vlan",)
_SPAN = "monitor session {session}"

TABLE = (
    Command("mac address-table aging-time = {aging}", CONFIG, rank=148),
    Command("port-channel load-balance = src-mac|src-dst-ip", CONFIG, edit=channels.balance, rank=150),
    Command("spanning-tree mode = rapid-pvst|pvst", CONFIG, edit=spanning.mode, rank=170),
    Command("spanning-tree portfast [edge] default", CONFIG, edit=spanning.everywhere, rank=171),
    Command("spanning-tree portfast [edge] bpduguard default", CONFIG, edit=spanning.everywhere, rank=172),
    Command("spanning-tree vlan {vlans} priority = {priority}", CONFIG, edit=spanning.priority, rank=174),
    Command("spanning-tree vlan {vlans} root = primary|secondary", CONFIG, edit=spanning.priority, rank=174),
    Command("spanning-tree extend system-id", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("vlan internal allocation policy ascending", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("vlan {vlans}", CONFIG, edit=sections.open_vlans, opens="vlan", rank=sections.VLAN_RANK),
    Command("name = {word}", VLAN, edit=switching.name_vlan, rank=1),
    Command("state = active|suspend", VLAN, edit=switching.vlan_state, rank=2),
    Command("shutdown", VLAN, edit=switching.vlan_state, rank=3),
    Command("monitor session {session}|all", CONFIG, edit=monitoring.session, rank=960),
    Command(f"{_SPAN} source interface {{port}} = [both|rx|tx]", CONFIG, edit=monitoring.source, rank=960),
    Command(f"{_SPAN} source vlan = {{vlans}}", CONFIG, edit=monitoring.source, rank=960),
    Command(f"{_SPAN} destination interface = {{port}}", CONFIG, edit=monitoring.destination, rank=961),
)
