"""From the file to the resolved plan: `{site}` is filled in, positions become addresses."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from ccp3lab.errors import PlanError
from ccp3lab.plan.file import PlanFile, VlanEntry
from ccp3lab.plan.plan import Host, Plan, Range, Vlan
from ccp3lab.plan.rules import problems
from ccp3lab.plan.subnets import gateway_of, network_of, nth


def resolve(raw: PlanFile, site: int | None = None) -> Plan:
    """The plan of RAW for SITE (its own value when None).

    Raises PlanError with every problem when a rule is broken; who has the file asks `problems` first, for its lines.
    """
    value = raw.site if site is None else site
    if found := problems(raw, value):
        raise PlanError("\n".join(f"{'.'.join(map(str, problem.loc))}: {problem}" for problem in found))
    vlans = {name: _vlan(name, entry, value) for name, entry in raw.vlans.items()}
    hosts = {
        name: Host(name, entry.vlan, _interface(vlans[entry.vlan].subnet, entry.address))
        for name, entry in raw.hosts.items()
    }
    return Plan(raw.company, raw.domain, value, vlans, hosts)


def _vlan(name: str, entry: VlanEntry, site: int) -> Vlan:
    title = entry.title or name
    if entry.subnet is None:
        return Vlan(name, entry.id, title=title)
    subnet = network_of(entry.subnet, site)
    return Vlan(name, entry.id, subnet, gateway_of(entry, subnet), _dhcp(entry, subnet), title)


def _dhcp(entry: VlanEntry, subnet: IPv4Network) -> Range | None:
    return Range(nth(subnet, entry.dhcp.first), nth(subnet, entry.dhcp.last)) if entry.dhcp else None


def _interface(subnet: IPv4Network | None, position: int) -> IPv4Interface:
    address: IPv4Address = nth(subnet, position) if subnet else IPv4Address(0)
    return IPv4Interface((address, subnet.prefixlen if subnet else 0))
