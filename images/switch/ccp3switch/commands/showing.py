"""Show commands."""

from ccp3switch.grammar.command import Command
from ccp3switch.modes import ANY_EXEC, EXEC
from ccp3switch.shell import configs, moving, users
from ccp3switch.show import (
    interfaces,
    ip,
    ipv6,
    ports,
    route_entry,
    routes,
    routes6,
    status,
    version,
    vlans,
)

TABLE = (
    Command("show running-config [all]", EXEC, configs.running),
    Command("show running-config interface {interface}", EXEC, configs.running_interface),
    Command("show running-config vlan", EXEC, configs.running_vlan),
    Command("show startup-config", EXEC, configs.startup),
    Command(
        "show archive config differences [running-config|startup-config|{file} [running-config|startup-config|{file}]]",
        EXEC,
        configs.differences_shown,
    ),
    Command(
        "show archive config incremental-diffs startup-config|{file} [ignorecase]", EXEC, configs.incremental_shown
    ),
    Command("show history", ANY_EXEC, moving.history),
    Command("show privilege", ANY_EXEC, moving.privilege),
    Command("show terminal", ANY_EXEC, moving.terminal_shown),
    Command("show users", ANY_EXEC, users.users),
    Command("show version", ANY_EXEC, show=version.version),
    Command("show inventory", ANY_EXEC, show=version.inventory),
    Command("show hosts", ANY_EXEC, show=version.hosts),
    Command("show ip ssh", ANY_EXEC, show=version.ip_ssh),
    Command("show vlan [brief]", ANY_EXEC, show=vlans.vlan),
    Command("show vlan id {vlan}", ANY_EXEC, show=vlans.vlan),
    Command("show vlan name {word}", ANY_EXEC, show=vlans.vlan),
    Command("show vlan all-ports", ANY_EXEC, show=vlans.vlan),
    Command("show interfaces [{interface}]", ANY_EXEC, show=interfaces.interfaces),
    Command("show interfaces summary", ANY_EXEC, show=interfaces.summary),
    Command("show interfaces [{interface}] status", ANY_EXEC, show=status.status),
    Command("show interfaces [{interface}] description", ANY_EXEC, show=status.description),
    Command("show interfaces [{interface}] trunk", ANY_EXEC, show=ports.trunk),
    Command("show interfaces [{interface}] switchport", ANY_EXEC, show=ports.switchport),
    Command("show ip interface [{interface}]", ANY_EXEC, show=ip.interface),
    Command("show ip interface brief [{interface}]", ANY_EXEC, show=ip.brief),
    Command("show ip route [connected|static]", ANY_EXEC, show=routes.ip),
    Command("show ip route {ip} [{mask}]", ANY_EXEC, show=route_entry.entry),
    Command("show ipv6 route [connected|static]", ANY_EXEC, show=routes6.routes),
    Command("show ipv6 interface [{interface}]", ANY_EXEC, show=ipv6.interface),
    Command("show ipv6 interface brief [{interface}]", ANY_EXEC, show=ipv6.brief),
    Command("show ipv6 neighbors [{interface}]", ANY_EXEC, show=ipv6.neighbors),
    Command("show ip arp [{interface}]", ANY_EXEC, show=ip.arp),
    Command("show ip arp {ip}", ANY_EXEC, show=ip.arp),
    Command("show arp", ANY_EXEC, show=ip.arp),
    Command("show cdp neighbors [detail]", ANY_EXEC, show=version.cdp),
)
