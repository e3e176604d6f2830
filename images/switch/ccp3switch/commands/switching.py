"""Show and clear commands of switching."""

from ccp3switch.grammar.command import Command
from ccp3switch.modes import ANY_EXEC, EXEC
from ccp3switch.shell import forgetting
from ccp3switch.show import channels, errdisable, lldp, macs, monitoring, security, spanning, trees, vlans

_TABLE = "show mac address-table [dynamic|static]"

TABLE = (
    Command("show vlan summary", ANY_EXEC, show=vlans.summary),
    Command("show interfaces [{interface}] status err-disabled", ANY_EXEC, show=errdisable.status),
    Command("show errdisable recovery", ANY_EXEC, show=errdisable.recovery),
    Command(_TABLE, ANY_EXEC, show=macs.table),
    Command(f"{_TABLE} interface {{port}}", ANY_EXEC, show=macs.table),
    Command(f"{_TABLE} interface {{channel}}", ANY_EXEC, show=macs.table),
    Command(f"{_TABLE} vlan {{vlan}}", ANY_EXEC, show=macs.table),
    Command(f"{_TABLE} address {{mac}}", ANY_EXEC, show=macs.table),
    Command("show mac-address-table [dynamic|static]", ANY_EXEC, show=macs.table),
    Command("show mac address-table count", ANY_EXEC, show=macs.count),
    Command("show mac address-table aging-time", ANY_EXEC, show=macs.aging),
    Command("show spanning-tree [vlan {vlan}]", ANY_EXEC, show=spanning.tree),
    Command("show spanning-tree [vlan {vlan}] detail", ANY_EXEC, show=trees.detail),
    Command("show spanning-tree [vlan {vlan}] root", ANY_EXEC, show=trees.root),
    Command("show spanning-tree summary", ANY_EXEC, show=trees.summary),
    Command("show spanning-tree interface {interface}", ANY_EXEC, show=spanning.interface),
    Command("show etherchannel [{group}] summary", ANY_EXEC, show=channels.summary),
    Command("show etherchannel load-balance", ANY_EXEC, show=channels.load_balance),
    Command("show lacp [{group}] neighbor", ANY_EXEC, show=channels.lacp_neighbor),
    Command("show port-security", ANY_EXEC, show=security.summary),
    Command("show port-security interface {port}", ANY_EXEC, show=security.interface),
    Command("show port-security [interface {port}] address", ANY_EXEC, show=security.addresses),
    Command("show monitor", ANY_EXEC, show=monitoring.session),
    Command("show monitor session {session}", ANY_EXEC, show=monitoring.session),
    Command("show monitor session all", ANY_EXEC, show=monitoring.session),
    Command("show lldp", ANY_EXEC, show=lldp.settings),
    Command("show lldp neighbors [{interface}]", ANY_EXEC, show=lldp.neighbours),
    Command("show lldp neighbors [{interface}] detail", ANY_EXEC, show=lldp.detail),
    Command("clear port-security all|dynamic|sticky [interface {port}]", EXEC, forgetting.port_security),
    Command("clear lldp table", EXEC, forgetting.lldp),
)
