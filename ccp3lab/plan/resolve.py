"""From the file to the resolved plan: `{site}` is filled in, positions become addresses."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from ccp3lab.errors import PlanError
from ccp3lab.plan.file import PlanFile, VlanEntry
from ccp3lab.plan.plan import Host, Plan, Range, Vlan
from ccp3lab.plan.rules import problems
from ccp3lab.plan.subnets import dhcp_positions, gateway_of, network_of, nth
from ccp3lab.plan.values import Values, written


def resolve(raw: PlanFile, values: Values | None = None) -> Plan:
    """The plan of RAW for the VALUES of a variant (None: as written).

    Raises PlanError with every problem when a rule is broken; who has the file asks `problems` first, for its lines.
    """
    chosen = values or written(raw)
    if found := problems(raw, chosen):
        raise PlanError("\n".join(f"{'.'.join(map(str, problem.loc))}: {problem}" for problem in found))
    vlans = {name: _vlan(name, entry, chosen) for name, entry in raw.vlans.items()}
    hosts = {
        name: Host(name, entry.vlan, _interface(vlans[entry.vlan].subnet, entry.address))
        for name, entry in raw.hosts.items()
    }
    return Plan(raw.company, raw.domain, chosen.site, vlans, hosts)


def _vlan(key: str, entry: VlanEntry, values: Values) -> Vlan:
    name, number, title = values.names.get(key, key), values.ids.get(key, entry.id), entry.title or key
    if entry.subnet is None:
        return Vlan(name, number, title=title)
    subnet = network_of(entry.subnet, values.site)
    return Vlan(name, number, subnet, gateway_of(entry, subnet), _dhcp(entry, subnet), title)


def _dhcp(entry: VlanEntry, subnet: IPv4Network) -> Range | None:
    positions = dhcp_positions(entry, subnet)
    return Range(nth(subnet, positions[0]), nth(subnet, positions[1])) if positions else None


def _interface(subnet: IPv4Network | None, position: int) -> IPv4Interface:
    address: IPv4Address = nth(subnet, position) if subnet else IPv4Address(0)
    return IPv4Interface((address, subnet.prefixlen if subnet else 0))
