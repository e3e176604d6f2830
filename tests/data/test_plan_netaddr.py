"""A plan of 500 subnets against an independent library: netaddr (ours is the standard library's `ipaddress`)."""

import ipaddress
from typing import Any

import netaddr
import pytest

from ccp3lab.plan import Plan
from tests.data.plans import plan as planned

SITES = 10
EACH = 50


def _parts() -> dict[str, Any]:
    sites = {f"s{n}": {"block": f"10.{n}.0.0/16", "ipv6": f"fd00:cc:{n}::/48"} for n in range(SITES)}
    vlans = {
        f"s{n}-v{k}": {
            "id": 1006 + n * EACH + k,
            "site": f"s{n}",
            "hosts": 1 + (n * 7 + k * 13) % 400,
            "gateway": ("first", "last")[k % 2],
        }
        for n in range(SITES)
        for k in range(EACH)
    }
    hosts = {f"h-{name}": {"vlan": name, "address": 2} for name, vlan in vlans.items() if vlan["hosts"] > 1}
    ends = ["a", "b"]
    return {
        "sites": sites,
        "vlans": vlans,
        "hosts": hosts,
        "transits": {f"t{n}": {"site": f"s{n}", "ends": ends} for n in range(SITES)},
        "pools": {f"p{n}": {"site": f"s{n}", "hosts": 10 + n} for n in range(SITES)},
    }


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(**_parts())


def test_there_are_500_subnets(plan: Plan) -> None:
    assert len(plan.vlans) == SITES * EACH == 500


def test_sizes_masks_and_edges(plan: Plan) -> None:
    for vlan in plan.vlans.values():
        assert vlan.subnet
        other = netaddr.IPNetwork(str(vlan.subnet))
        assert str(other.cidr) == str(vlan.subnet)
        assert (other.size, str(other.netmask)) == (vlan.subnet.num_addresses, str(vlan.subnet.netmask))
        assert str(other.network) == str(vlan.subnet.network_address)
        assert str(other.broadcast) == str(vlan.subnet.broadcast_address)
        assert other.size - 3 >= vlan.need
        assert other.size == 4 or other.size // 2 - 3 < vlan.need


def test_gateways_are_the_first_and_the_last_host(plan: Plan) -> None:
    for number, vlan in enumerate(plan.vlans.values()):
        usable = netaddr.IPNetwork(str(vlan.subnet))
        assert str(vlan.gateway) == str(usable[1] if number % 2 == 0 else usable[-2])


def test_hosts_are_in_their_subnet(plan: Plan) -> None:
    assert len(plan.hosts) > 450
    for host in plan.hosts.values():
        subnet = netaddr.IPNetwork(str(plan.vlan(host.vlan).subnet))
        assert str(subnet[2]) == str(host.address)
        assert netaddr.IPNetwork(str(host.interface)).cidr == subnet


def test_transits_have_their_two_ends(plan: Plan) -> None:
    for transit in plan.transits.values():
        hosts = [str(address) for address in netaddr.IPNetwork(str(transit.subnet)).iter_hosts()]
        assert hosts == [str(end.ip) for end in transit.ends.values()]


def test_nothing_overlaps_and_all_lies_in_the_blocks(plan: Plan) -> None:
    entries = [*plan.vlans.values(), *plan.transits.values(), *plan.pools.values()]
    networks = [netaddr.IPNetwork(str(entry.subnet)) for entry in entries]
    everything = netaddr.IPSet(networks)
    assert everything.size == sum(network.size for network in networks)
    assert everything.issubset(netaddr.IPSet([str(site.block) for site in plan.sites.values()]))
    for entry in entries:
        assert netaddr.IPNetwork(str(entry.subnet)) in netaddr.IPNetwork(str(plan.sites[entry.site].block))


def test_ipv6(plan: Plan) -> None:
    for vlan in plan.vlans.values():
        site = plan.sites[vlan.site]
        subnet, gateway = netaddr.IPNetwork(str(vlan.subnet6)), netaddr.IPAddress(str(vlan.gateway6))
        assert subnet.prefixlen == 64
        assert subnet in netaddr.IPNetwork(str(site.block6))
        assert subnet in netaddr.IPNetwork("fc00::/7")
        assert gateway == subnet[1]
    assert len({vlan.subnet6 for vlan in plan.vlans.values()}) == 500
    for host in plan.hosts.values():
        assert str(netaddr.IPNetwork(str(plan.vlan(host.vlan).subnet6))[2]) == str(
            host.interface6 and host.interface6.ip
        )


def test_the_libraries_disagree_where_they_should() -> None:
    """A subnet with host bits is none for `ipaddress`: the plan says so before netaddr would take it silently."""
    assert str(netaddr.IPNetwork("10.0.0.5/24").cidr) == "10.0.0.0/24"
    with pytest.raises(ValueError, match="host bits set"):
        ipaddress.IPv4Network("10.0.0.5/24")
