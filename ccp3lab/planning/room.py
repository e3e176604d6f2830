"""What is left in each subnet: how many addresses, and the next one to give."""

from dataclasses import dataclass
from ipaddress import IPv4Address

from ccp3lab.planning.spans import Role, count, spans
from ccp3lab.planning.subnets import Subnet


@dataclass(frozen=True)
class Room:
    """The addresses of a subnet by use; `next` is the lowest free one (outside the DHCP range), None when none is left.

    `machines + dhcp + free + kept` are all its addresses; `kept` are network, broadcast and gateway.
    """

    subnet: Subnet
    machines: int
    dhcp: int
    free: int
    kept: int
    next: IPv4Address | None


def room(subnet: Subnet) -> Room:
    """What is left in SUBNET. Clients of a pool count as leased ones; a reserved subnet is kept whole."""
    found = spans(subnet)
    lowest = next((span.first for span in found if span.role is Role.FREE), None)
    return Room(
        subnet,
        machines=count(found, Role.HOST),
        dhcp=count(found, Role.DHCP, Role.CLIENT),
        free=count(found, Role.FREE),
        kept=count(found, Role.NETWORK, Role.GATEWAY, Role.BROADCAST, Role.RESERVED),
        next=lowest,
    )
