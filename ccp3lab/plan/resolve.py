"""From the file to the resolved plan: `{site}` is filled in, needs and positions become subnets and addresses. Pure."""

from functools import partial
from ipaddress import IPv4Interface, IPv4Network, IPv6Interface, IPv6Network

from ccp3lab.errors import PlanError
from ccp3lab.plan.draft import Draft, examine
from ccp3lab.plan.file import HostEntry, PlanFile, PublicEntry, TransitEntry, VlanEntry
from ccp3lab.plan.names import mac_of
from ccp3lab.plan.plan import Host, Plan, Pool, Public, Range, Reserved, Site, Transit, Vlan
from ccp3lab.plan.rules import found
from ccp3lab.plan.subnets import dhcp_positions, gateway_of, nth, nth6, subnet6_of
from ccp3lab.plan.values import Values, written


def resolve(raw: PlanFile, values: Values | None = None) -> Plan:
    """The plan of RAW for the VALUES of a variant (None: as written).

    Raises PlanError with every problem when a rule is broken; who has the file asks `problems` first, for its lines.
    """
    draft = examine(raw, values or written(raw))
    if wrong := found(draft):
        raise PlanError("\n".join(f"{'.'.join(map(str, problem.loc))}: {problem}" for problem in wrong))
    return resolved(draft)


def resolved(draft: Draft) -> Plan:
    """The plan of DRAFT, which breaks no rule."""
    raw = draft.raw
    vlans = {key: _vlan(draft, key, entry) for key, entry in raw.vlans.items()}
    return Plan(
        raw.company,
        raw.domain,
        draft.values.site,
        vlans,
        {name: _host(name, entry, vlans[entry.vlan]) for name, entry in raw.hosts.items()},
        {name: _site(draft, name) for name in raw.sites},
        {name: _transit(draft, name, entry) for name, entry in raw.transits.items()},
        {name: _pool(draft, name) for name in raw.pools},
        {name: _public(draft, name, entry) for name, entry in raw.public.items()},
        {name: Reserved(name, e.title or name, draft.networks["reserved", name]) for name, e in raw.reserved.items()},
        draft.values.secrets,
    )


def _site(draft: Draft, name: str) -> Site:
    return Site(name, draft.raw.sites[name].title or name, draft.blocks[name], draft.blocks6.get(name))


def _vlan(draft: Draft, key: str, entry: VlanEntry) -> Vlan:
    name, number = draft.values.names.get(key, key), draft.values.ids.get(key, entry.id)
    subnet, home = draft.networks.get(("vlans", key)), draft.homes.get(("vlans", key), "")
    made = partial(Vlan, name, number, title=entry.title or key, site=home, need=entry.hosts or 0)
    if subnet is None:
        return made()
    gateway, block6 = gateway_of(entry, subnet), draft.blocks6.get(home)
    subnet6 = subnet6_of(block6, number) if block6 else None
    gateway6 = nth6(subnet6, 1) if subnet6 and gateway else None
    return made(subnet=subnet, gateway=gateway, dhcp=_dhcp(entry, subnet), subnet6=subnet6, gateway6=gateway6)


def _dhcp(entry: VlanEntry, subnet: IPv4Network) -> Range | None:
    positions = dhcp_positions(entry, subnet)
    return Range(nth(subnet, positions[0]), nth(subnet, positions[1])) if positions else None


def _host(name: str, entry: HostEntry, vlan: Vlan) -> Host:
    if vlan.subnet is None:
        raise PlanError(f"host `{name}`: VLAN `{entry.vlan}` has no subnet; the rules of the plan should have said so")
    mac = (entry.mac and mac_of(entry.mac)) or ""
    return Host(name, entry.vlan, interface(vlan.subnet, entry.address), mac, _interface6(vlan.subnet6, entry.address))


def interface(subnet: IPv4Network, position: int) -> IPv4Interface:
    """The address at POSITION of SUBNET with the length of SUBNET."""
    return IPv4Interface((nth(subnet, position), subnet.prefixlen))


def _interface6(subnet: IPv6Network | None, position: int) -> IPv6Interface | None:
    return IPv6Interface((nth6(subnet, position), subnet.prefixlen)) if subnet else None


def _transit(draft: Draft, name: str, entry: TransitEntry) -> Transit:
    subnet = draft.networks["transits", name]
    first = 0 if subnet.num_addresses == len(entry.ends) else 1  # a /31 has neither network nor broadcast (RFC 3021)
    ends = {end: interface(subnet, position) for position, end in enumerate(entry.ends, start=first)}
    return Transit(name, entry.title or name, subnet, ends, draft.homes.get(("transits", name), ""))


def _pool(draft: Draft, name: str) -> Pool:
    entry, key = draft.raw.pools[name], ("pools", name)
    return Pool(name, entry.title or name, draft.networks[key], draft.homes.get(key, ""), entry.hosts or 0)


def _public(draft: Draft, name: str, entry: PublicEntry) -> Public:
    subnet = draft.networks["public", name]
    hosts = {host: interface(subnet, position) for host, position in entry.hosts.items()}
    return Public(name, entry.title or name, subnet, gateway_of(entry, subnet), hosts)
