"""The switch's own addresses, and its routes."""

from ccp3switch.config.edits import addresses, ipv6, layer3, routes, sections
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.modes import CONFIG, PORT

LOOPBACK = ("loopback",)
SUBINTERFACE = ("subif",)
ADDRESSED = (*PORT, "svi", *SUBINTERFACE, *LOOPBACK)

TABLE = (
    Command("ip routing", CONFIG, rank=142),
    Command("interface {loopback}", CONFIG, edit=sections.open_made, opens="loopback", rank=580),
    Command("interface {subinterface}", CONFIG, edit=layer3.open_subinterface, opens="subif", rank=600),
    Command("interface {svi}", CONFIG, edit=sections.open_made, opens="svi", rank=610),
    Command("switchport", PORT, edit=layer3.switchport, rank=2),
    Command("encapsulation dot1q = {vlan} [native]", SUBINTERFACE, edit=layer3.encapsulation, rank=3),
    Command("ip address {ip} {mask} secondary", ADDRESSED, edit=addresses.secondary, rank=9),
    Command("ip address = {ip} {mask}", ADDRESSED, edit=addresses.primary, rank=10),
    Command("ip redirects", ADDRESSED, edit=layer3.feature, kept=Kept.NEGATED, rank=13),
    Command("ip proxy-arp", ADDRESSED, edit=layer3.feature, kept=Kept.NEGATED, rank=14),
    Command("ipv6 unicast-routing", CONFIG, rank=143),
    Command("ipv6 address = {ip6} link-local", ADDRESSED, edit=ipv6.link_local, rank=25),
    Command("ipv6 address = {prefix6} [eui-64]", ADDRESSED, edit=ipv6.address, rank=26),
    Command("ipv6 enable", ADDRESSED, edit=ipv6.enable, rank=27),
    Command("ip route-cache", ADDRESSED, kept=Kept.NEVER, why="packets are forwarded by the kernel's table"),
    Command("ip mroute-cache", ADDRESSED, kept=Kept.NEVER, why="no multicast is routed"),
    Command("ip classless", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("ip subnet-zero", CONFIG, kept=Kept.TRUE_ANYWAY),
    Command("ip multicast-routing", CONFIG, kept=Kept.NEVER, why="no multicast is routed"),
    Command("ip source-route", CONFIG, kept=Kept.NEVER, why="the kernel refuses packets that name their own route"),
    Command("ip default-gateway = {ip}", CONFIG, rank=700),
    Command("ip route {prefix} {mask} = {hop} [{distance}] [name {word}]", CONFIG, edit=routes.route, rank=705),
    Command(
        "ip route {prefix} {mask} = {egress} [{hop}] [{distance}] [name {word}]", CONFIG, edit=routes.route, rank=705
    ),
    Command("ipv6 route {prefix6} = {ip6} [{distance}] [name {word}]", CONFIG, edit=routes.route6, rank=708),
    Command("ipv6 route {prefix6} = {egress} [{ip6}] [{distance}] [name {word}]", CONFIG, edit=routes.route6, rank=708),
)
