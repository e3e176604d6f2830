"""What is asked for: each network of the plan that is sized by its need, the block that it must lie in."""

from dataclasses import dataclass
from ipaddress import IPv4Network

from ccp3lab.plan import Plan
from ccp3lab.plan import Vlan as PlannedVlan


@dataclass(frozen=True)
class Network:
    """A network that a learner has to place: `hosts` machines and a gateway, in BLOCK, the one of its site."""

    key: str
    id: int
    title: str
    site: str
    site_title: str
    hosts: int
    block: IPv4Network
    has_dhcp: bool
    planned: PlannedVlan

    @property
    def length(self) -> int:
        """The longest prefix that still holds machines, gateway, network and broadcast address."""
        return 32 - (self.hosts + 2).bit_length()

    @property
    def label(self) -> str:
        """How the sheet that a learner is given calls it."""
        return f"VLAN {self.id} - {self.title}"


def networks(plan: Plan) -> tuple[Network, ...]:
    """The networks that PLAN sizes by their need, in its order."""
    return tuple(_network(plan, vlan, key) for key, vlan in plan.vlans.items() if vlan.need and vlan.site)


def _network(plan: Plan, vlan: PlannedVlan, key: str) -> Network:
    site = plan.sites[vlan.site]
    return Network(key, vlan.id, vlan.title, site.name, site.title, vlan.need, site.block, vlan.dhcp is not None, vlan)
