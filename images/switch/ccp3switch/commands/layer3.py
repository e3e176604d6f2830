"""The switch's own addresses, and its routes."""

from ccp3switch.config.edits import addresses, layer3, routes, sections
from ccp3switch.grammar.command import Command
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
    Command("ip default-gateway = {ip}", CONFIG, rank=700),
    Command("ip route {prefix} {mask} = {hop} [{distance}] [name {word}]", CONFIG, edit=routes.route, rank=705),
    Command(
        "ip route {prefix} {mask} = {egress} [{hop}] [{distance}] [name {word}]", CONFIG, edit=routes.route, rank=705
    ),
)
