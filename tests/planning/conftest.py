"""A resolved plan that has one of everything, and random sound ones."""

from dataclasses import replace
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
)

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from ccp3lab.plan import Host, Plan, Pool, Public, Range, Reserved, Site, Transit, Vlan

examples = settings(max_examples=30)
"""How often a property is tried."""

HOSTILE = "=cmd|' /C calc'!A0\"><script>alert(1)</script>\r\n| [x](javascript:1) \x07"


def garage() -> Plan:
    """Two sites, IPv6, a transit, a pool, a public side, a reserved part, a VLAN of layer 2."""
    compta = Vlan(
        "compta",
        10,
        IPv4Network("10.1.10.0/24"),
        IPv4Address("10.1.10.1"),
        Range(IPv4Address("10.1.10.50"), IPv4Address("10.1.10.199")),
        "comptabilité",
        "siege",
        IPv6Network("fd00:cc:1:10::/64"),
        IPv6Address("fd00:cc:1:10::1"),
    )
    atelier = Vlan(
        "atelier-7", 20, IPv4Network("10.2.0.0/26"), IPv4Address("10.2.0.62"), title="atelier", site="agence"
    )
    natif = Vlan("natif", 99, title="VLAN natif", site="siege")
    pc = IPv6Interface("fd00:cc:1:10::11/64")
    hosts = {
        "pc-1": Host("pc-1", "compta", IPv4Interface("10.1.10.11/24"), "02:42:0a:01:0a:0b", pc),
        "srv-1": Host("srv-1", "compta", IPv4Interface("10.1.10.5/24")),
        "pc-2": Host("pc-2", "atelier", IPv4Interface("10.2.0.1/26")),
    }
    ends = {"siege": IPv4Interface("10.1.255.1/30"), "agence": IPv4Interface("10.1.255.2/30")}
    box = {"box": IPv4Interface("203.0.113.2/29")}
    return Plan(
        "Garage",
        "garage.lan",
        1,
        {"compta": compta, "atelier": atelier, "natif": natif},
        hosts,
        {
            "siege": Site("siege", "siège", IPv4Network("10.1.0.0/16"), IPv6Network("fd00:cc:1::/48")),
            "agence": Site("agence", "agence de Lyon", IPv4Network("10.2.0.0/22")),
        },
        {"lien": Transit("lien", "liaison louée", IPv4Network("10.1.255.0/30"), ends, "siege")},
        {"vpn": Pool("vpn", "télétravail", IPv4Network("10.1.250.0/28"), "siege")},
        {"fai": Public("fai", "opérateur", IPv4Network("203.0.113.0/29"), IPv4Address("203.0.113.1"), box)},
        {"futur": Reserved("futur", "extension", IPv4Network("10.1.128.0/20"))},
        {"wifi": "quatre mots bien choisis"},
    )


def hostile() -> Plan:
    """The same with titles that a spreadsheet, a browser or a Markdown reader would take for more than text."""
    plan = garage()
    vlans = {key: replace(vlan, title=HOSTILE) for key, vlan in plan.vlans.items()}
    sites = {key: replace(site, title=HOSTILE) for key, site in plan.sites.items()}
    pools = {key: replace(pool, title=HOSTILE) for key, pool in plan.pools.items()}
    return replace(plan, company=HOSTILE, vlans=vlans, sites=sites, pools=pools)


@pytest.fixture
def plan() -> Plan:
    return garage()


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """One site with subnets that do not overlap, each with machines and perhaps a DHCP range."""
    block = IPv4Network((int(IPv4Address("10.0.0.0")), draw(st.integers(8, 22))))
    left, vlans, hosts = [block], {}, {}
    for number in range(draw(st.integers(0, 8))):
        whole = left.pop(draw(st.integers(0, len(left) - 1)))
        subnet = next(whole.subnets(new_prefix=draw(st.integers(min(30, whole.prefixlen + 1), 30))))
        left += [network for network in whole.address_exclude(subnet) if network.prefixlen < 30]
        vlan, machines = draw(_filled(f"v{number}", subnet))
        vlans[vlan.name] = vlan
        hosts |= {host.name: host for host in machines}
        if not left:
            break
    return Plan("X", "x.lan", 1, vlans, hosts, {"s": Site("s", "s", block)})


@st.composite
def _filled(draw: st.DrawFn, name: str, subnet: IPv4Network) -> tuple[Vlan, list[Host]]:
    inside = st.integers(1, subnet.num_addresses - 2)
    gateway = draw(st.none() | inside)
    first, last = sorted((draw(inside), draw(inside)))
    spare = gateway is not None and first <= gateway <= last
    dhcp = None if spare else Range(subnet[first], subnet[last])
    taken = draw(st.sets(inside, max_size=4)) - {gateway}
    machines = [Host(f"{name}-{at}", name, IPv4Interface((subnet[at], subnet.prefixlen))) for at in sorted(taken)]
    return Vlan(name, 10, subnet, None if gateway is None else subnet[gateway], dhcp, name, "s"), machines
