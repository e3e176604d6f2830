"""DHCP: the relay of the interfaces, the pools of the server (RFC 2131)."""

from ccp3switch.config.edits import dhcp as edits
from ccp3switch.config.edits import dhcp_pool as pool
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import ANY_EXEC, CONFIG, EXEC
from ccp3switch.shell import dhcp as running
from ccp3switch.show import dhcp

POOL = ("dhcp",)

TABLE = (
    Command("service dhcp", CONFIG, kept=Kept.NEGATED, rank=102),
    Command("ip dhcp ping packets = {packets}", CONFIG, edit=edits.ping_packets, rank=144),
    Command("ip dhcp excluded-address {ip} [{ip}]", CONFIG, edit=edits.excluded, rank=145),
    Command("ip dhcp pool {word}", CONFIG, edit=edits.open_pool, opens="dhcp", rank=146),
    Command("ip address = dhcp", edits.RELAYING, edit=edits.address, rank=10),
    Command("ip helper-address {ip}", edits.RELAYING, edit=edits.helper, rank=14),
    Command("network = {ip} [{mask}|{slash}]", POOL, edit=pool.network, rank=1),
    Command("host = {ip} [{mask}|{slash}]", POOL, edit=pool.host, rank=2),
    Command("client-identifier = {identifier}", POOL, edit=pool.client, rank=3),
    Command("hardware-address = {mac}", POOL, edit=pool.client, rank=4),
    Command("bootfile = {path}", POOL, rank=5),
    Command("next-server = {ip}", POOL, rank=6),
    Command("default-router = {addresses}", POOL, rank=7),
    Command("domain-name = {domain}", POOL, rank=8),
    Command("dns-server = {addresses}", POOL, rank=9),
    Command("netbios-name-server = {addresses}", POOL, rank=10),
    Command("netbios-node-type = b-node|h-node|m-node|p-node", POOL, rank=11),
    Command("option {code} = ip {addresses}", POOL, edit=pool.option, rank=12),
    Command("option {code} = hex {octets}", POOL, edit=pool.option, rank=12),
    Command("option {code} = ascii {text}", POOL, edit=pool.option, rank=12),
    Command("client-name = {name}", POOL, edit=pool.client_name, rank=13),
    Command("lease = infinite", POOL, edit=pool.lease, rank=14),
    Command("lease = {days} [{hours} [{sixtieths}]]", POOL, edit=pool.lease, rank=14),
    Command("show ip dhcp binding [{ip}]", ANY_EXEC, show=dhcp.binding),
    Command("show ip dhcp pool [{word}]", ANY_EXEC, show=dhcp.pool),
    Command("show ip dhcp conflict", ANY_EXEC, show=dhcp.conflict),
    Command("clear ip dhcp binding *|{ip}", EXEC, running.clear_binding),
    Command("clear ip dhcp conflict *", EXEC, running.clear_conflict),
)
