"""Show commands."""

from ccp3switch.grammar.command import Command as C
from ccp3switch.modes import ANY_EXEC, EXEC
from ccp3switch.shell import configs, moving, users
from ccp3switch.show import interfaces, ip, macs, ports, spanning, status, version, vlans

TABLE = (
    C("show running-config [all]", EXEC, configs.running),
    C("show running-config interface {interface}", EXEC, configs.running_interface),
    C("show running-config vlan", EXEC, configs.running_vlan),
    C("show startup-config", EXEC, configs.startup),
    C("show archive", EXEC, configs.archive),
    C(
        "show archive config differences [running-config|startup-config|{file} [running-config|startup-config|{file}]]",
        EXEC,
        configs.differences_shown,
    ),
    C("show archive config incremental-diffs startup-config|{file} [ignorecase]", EXEC, configs.incremental_shown),
    C("show archive config rollback timer", EXEC, configs.rollback_timer),
    C("show history", ANY_EXEC, moving.history),
    C("show privilege", ANY_EXEC, moving.privilege),
    C("show terminal", ANY_EXEC, moving.terminal_shown),
    C("show users", ANY_EXEC, users.users),
    C("show version", ANY_EXEC, show=version.version),
    C("show clock", ANY_EXEC, show=version.clock),
    C("show hosts", ANY_EXEC, show=version.hosts),
    C("show ip ssh", ANY_EXEC, show=version.ip_ssh),
    C("show vlan [brief]", ANY_EXEC, show=vlans.vlan),
    C("show vlan id {vlan}", ANY_EXEC, show=vlans.vlan),
    C("show vlan name {word}", ANY_EXEC, show=vlans.vlan),
    C("show vlan all-ports", ANY_EXEC, show=vlans.vlan),
    C("show interfaces [{interface}]", ANY_EXEC, show=interfaces.interfaces),
    C("show interfaces [{port}] status", ANY_EXEC, show=status.status),
    C("show interfaces [{interface}] description", ANY_EXEC, show=status.description),
    C("show interfaces [{port}] trunk", ANY_EXEC, show=ports.trunk),
    C("show interfaces [{port}] switchport", ANY_EXEC, show=ports.switchport),
    C("show ip interface [{interface}]", ANY_EXEC, show=ip.interface),
    C("show ip interface brief", ANY_EXEC, show=ip.brief),
    C("show ip route", ANY_EXEC, show=ip.route),
    C("show ip arp", ANY_EXEC, show=ip.arp),
    C("show arp", ANY_EXEC, show=ip.arp),
    C("show mac address-table [dynamic]", ANY_EXEC, show=macs.table),
    C("show mac address-table [dynamic] interface {port}", ANY_EXEC, show=macs.table),
    C("show mac address-table [dynamic] vlan {vlan}", ANY_EXEC, show=macs.table),
    C("show mac address-table [dynamic] address {mac}", ANY_EXEC, show=macs.table),
    C("show mac-address-table [dynamic]", ANY_EXEC, show=macs.table),
    C("show spanning-tree [vlan {vlan}]", ANY_EXEC, show=spanning.tree),
    C("show lldp neighbors [detail]", ANY_EXEC, show=version.lldp),
    C("show cdp neighbors [detail]", ANY_EXEC, show=version.cdp),
)
