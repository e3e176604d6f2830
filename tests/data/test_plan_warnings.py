"""What deserves a second look in a sound plan, apart from errors."""

from typing import Any

import pytest

from ccp3lab.plan import warnings
from tests.data.plans import plan

VLAN = {"id": 10, "subnet": "10.1.10.0/24", "gateway": "first"}


def seen(**parts: Any) -> list[str]:
    return [f"{'.'.join(map(str, w.loc))}: {w}" for w in warnings(plan(**parts))]


def test_a_roomy_plan_has_none() -> None:
    vlans = {"a": VLAN | {"dhcp": {"first": 50, "last": 199}}, "b": {"id": 11, "hosts": 40, "gateway": "first"}}
    assert seen(vlans=vlans, hosts={"h": {"vlan": "a", "address": 11}}, transits={"t": {"ends": ["a", "b"]}}) == []


def test_the_edge_of_a_fifth() -> None:
    """A /28 has 14 addresses; a fifth of them is 2.8."""
    assert seen(vlans={"a": {"id": 2, "hosts": 10, "gateway": "first"}}) == []
    assert seen(vlans={"a": {"id": 2, "hosts": 11, "gateway": "first"}}) == [
        "vlans.a: `a` has 2 of 14 addresses of 10.1.0.0/28 left; give it more room while nobody uses it"
    ]


def test_leases_machines_and_gateway_count_and_a_reservation_only_once() -> None:
    vlans = {"a": VLAN | {"dhcp": {"first": 50, "last": 250}}}
    hosts = {"r": {"vlan": "a", "address": 60, "mac": "02:00:00:00:00:01"}}
    assert seen(vlans=vlans, hosts=hosts) == []  # 201 leases and the gateway of 254: 52 left
    hosts |= {f"h{n}": {"vlan": "a", "address": n} for n in (2, 3)}
    assert seen(vlans=vlans, hosts=hosts) == [
        "vlans.a: `a` has 50 of 254 addresses of 10.1.10.0/24 left; give it more room while nobody uses it"
    ]


def test_more_machines_than_addresses_is_no_negative_room() -> None:
    vlans = {"a": {"id": 2, "subnet": "10.1.0.0/29", "gateway": "first", "dhcp": {"first": 2, "last": "last"}}}
    assert seen(vlans=vlans)[0].startswith("vlans.a: `a` has 0 of 6 addresses")


def test_a_full_pool_and_a_pool_that_says_nothing() -> None:
    assert seen(pools={"vpn": {"hosts": 13}}) == [
        "pools.vpn: `vpn` has 0 of 14 addresses of 10.1.223.240/28 left; give it more room while nobody uses it"
    ]
    assert seen(pools={"vpn": {"subnet": "10.1.223.0/28"}}) == []


def test_a_subnet_for_two_is_full_by_design() -> None:
    assert seen(vlans={"a": {"id": 2, "hosts": 1, "gateway": "first"}}) == []


def test_a_block_that_is_nearly_full() -> None:
    sites = {"s": {"block": "10.1.0.0/24"}}
    given = {"a": {"id": 2, "subnet": "10.1.0.0/25"}, "b": {"id": 3, "subnet": "10.1.0.128/26"}}
    assert seen(sites=sites, vlans=given) == []
    given["c"] = {"id": 4, "subnet": "10.1.0.192/28"}
    assert seen(sites=sites, vlans=given) == [
        "sites.s.block: 48 of 256 addresses of 10.1.0.0/24 are in no subnet; "
        "a longer block now is easier than a second one later"
    ]


def test_clients_without_gateway() -> None:
    vlans = {"a": {"id": 2, "subnet": "10.1.10.0/24", "dhcp": {"first": 50, "last": 99}}}
    assert seen(vlans=vlans) == [
        "vlans.a.dhcp: the DHCP clients of VLAN `a` have no gateway; "
        "add `gateway:`, unless they are to stay among themselves"
    ]


@pytest.mark.parametrize(("need", "count"), [(2, 0), (1, 1)])
def test_more_fixed_addresses_than_the_need(need: int, count: int) -> None:
    hosts = {f"h{n}": {"vlan": "a", "address": n} for n in (2, 3)}
    told = seen(vlans={"a": VLAN | {"hosts": need}}, hosts=hosts)
    assert len([line for line in told if "and 2 have a fixed address there; raise `hosts:`" in line]) == count


def test_a_subnet_far_larger_than_its_need() -> None:
    assert seen(vlans={"a": VLAN | {"hosts": 62}}) == []
    assert seen(vlans={"a": VLAN | {"hosts": 61}}) == [
        "vlans.a.subnet: 10.1.10.0/24 is large for 61 machines; a /26 would do"
    ]


def test_an_empty_plan_has_none() -> None:
    assert seen(sites={}) == []
