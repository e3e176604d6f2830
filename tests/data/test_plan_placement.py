"""Sized subnets: their size, their place, and that nothing added later moves them."""

from ipaddress import IPv4Network
from typing import Any

import pytest

from ccp3lab.plan.placement import Space, bits_for, length_for
from tests.data.plans import plan, raw, sized, told


@pytest.mark.parametrize(
    ("machines", "length"),
    {1: 30, 2: 29, 5: 29, 6: 28, 13: 28, 14: 27, 29: 27, 30: 26, 61: 26, 62: 25, 253: 24, 254: 23, 65534: 15}.items(),
)
def test_a_size_holds_machines_gateway_network_and_broadcast(machines: int, length: int) -> None:
    assert length_for(machines) == length
    assert (1 << bits_for(machines)) >= machines + 3
    assert length == 30 or (1 << bits_for(machines) - 1) < machines + 3


def test_space_gives_the_lowest_aligned_place() -> None:
    space = Space(8)
    assert [space.lowest(bits) for bits in (6, 7, 6, 2)] == [0, 128, 64, None]
    assert (space.left(), space.largest()) == (0, None)


def test_what_is_taken_is_not_given() -> None:
    space = Space(8)
    space.take(64, 6)
    assert [space.lowest(6), space.lowest(7), space.lowest(6)] == [0, 128, None]


def test_taking_twice_or_around_or_inside_what_is_taken_takes_the_rest_only() -> None:
    space = Space(8)
    for start, bits in ((64, 6), (64, 6), (80, 2), (0, 7)):
        space.take(start, bits)
    assert (space.left(), space.largest()) == (128, 7)
    assert space.lowest(2) == 128


def _subnets(**parts: Any) -> list[str]:
    return [str(vlan.subnet) for vlan in plan(**parts).vlans.values()]


def test_vlans_fill_the_block_from_its_beginning() -> None:
    assert _subnets(vlans=sized(60, 100, 20, 10, 254)) == [
        "10.1.0.0/26",
        "10.1.0.128/25",
        "10.1.0.64/27",
        "10.1.0.96/28",
        "10.1.2.0/23",
    ]


def test_given_vlans_above_are_stepped_over() -> None:
    given = {"a": {"id": 100, "subnet": "10.1.0.0/25"}, "b": {"id": 101, "subnet": "10.1.1.0/24"}}
    assert _subnets(vlans=given | sized(100, 100)) == ["10.1.0.0/25", "10.1.1.0/24", "10.1.0.128/25", "10.1.2.0/25"]


def test_each_site_has_its_own_places_and_the_first_is_the_usual_one() -> None:
    sites = {"siege": {"block": "10.1.0.0/16"}, "agence": {"block": "192.168.4.0/22"}}
    vlans = {"a": {"id": 2, "hosts": 60}, "b": {"id": 3, "hosts": 60, "site": "agence"}, "c": {"id": 4, "hosts": 60}}
    made = plan(sites=sites, vlans=vlans).vlans
    assert [(vlan.site, str(vlan.subnet)) for vlan in made.values()] == [
        ("siege", "10.1.0.0/26"),
        ("agence", "192.168.4.0/26"),
        ("siege", "10.1.0.64/26"),
    ]


def test_a_given_subnet_is_at_home_in_the_block_that_holds_it() -> None:
    sites = {"siege": {"block": "10.1.0.0/16"}, "agence": {"block": "10.0.0.0/16"}, "depot": {"block": "10.9.0.0/16"}}
    vlans = {name: {"id": n + 2, "subnet": f"10.{n}.5.0/24"} for n, name in enumerate(["x", "y"])}
    made = plan(sites=sites, vlans=vlans | {"natif": {"id": 99}})
    assert [vlan.site for vlan in made.vlans.values()] == ["agence", "siege", ""]
    assert plan(sites={}, vlans=vlans).vlan("x").site == ""


def test_transits_and_pools_fill_the_block_from_its_end() -> None:
    made = plan(
        transits={"t1": {"ends": ["a", "b"]}, "t2": {"ends": ["b", "c"]}},
        pools={"vpn": {"hosts": 20}, "invites": {"hosts": 200}},
    )
    assert [str(transit.subnet) for transit in made.transits.values()] == ["10.1.255.252/30", "10.1.255.248/30"]
    assert [str(pool.subnet) for pool in made.pools.values()] == ["10.1.223.224/27", "10.1.222.0/24"]
    assert {end: str(address) for end, address in made.transits["t1"].ends.items()} == {
        "a": "10.1.255.253/30",
        "b": "10.1.255.254/30",
    }


def test_given_transits_and_pools_above_are_stepped_over() -> None:
    made = plan(
        transits={"t1": {"ends": ["a", "b"], "subnet": "10.1.255.252/30"}, "t2": {"ends": ["b", "c"]}},
        pools={"vpn": {"subnet": "10.1.223.0/24"}, "invites": {"hosts": 200}},
    )
    assert str(made.transits["t2"].subnet) == "10.1.255.248/30"
    assert str(made.pools["invites"].subnet) == "10.1.222.0/24"


def test_a_transit_of_two_addresses() -> None:
    made = plan(transits={"t": {"ends": ["a", "b"], "subnet": "10.1.9.2/31"}}).transits["t"]
    assert list(map(str, made.ends.values())) == ["10.1.9.2/31", "10.1.9.3/31"]
    assert (made.site, made.title) == ("siege", "t")


def test_a_block_is_filled_to_its_last_address() -> None:
    sites = {"siege": {"block": "10.1.0.0/24"}}
    full = plan(sites=sites, vlans=sized(100, 60, 13), transits={"t": {"ends": ["a", "b"]}}, pools={"p": {"hosts": 13}})
    networks = [vlan.subnet for vlan in full.vlans.values()]
    assert networks == [IPv4Network(text) for text in ("10.1.0.0/25", "10.1.0.128/26", "10.1.0.192/28")]
    assert (str(full.transits["t"].subnet), str(full.pools["p"].subnet)) == ("10.1.0.252/30", "10.1.0.208/28")


def test_where_two_placed_ones_meet_the_plan_is_refused_with_a_free_place() -> None:
    sites = {"siege": {"block": "10.1.0.0/24"}}
    assert told(sites=sites, vlans=sized(100, 60, 29), pools={"p": {"hosts": 29}}) == [
        "pools.p.hosts: 10.1.0.192/27 overlaps 10.1.0.192/27, where VLAN `v2` was placed by its need; "
        'give pool `p` `subnet: "10.1.0.224/27"`, which is free'
    ]


def test_what_does_not_fit_is_told_with_what_is_left() -> None:
    sites = {"siege": {"block": "10.1.0.0/24"}}
    assert told(sites=sites, vlans=sized(100, 60, 100)) == [
        "vlans.v2.hosts: `v2` needs 128 addresses and does not fit into 10.1.0.0/24: the largest free place there is a "
        "/26; enlarge the block of site `siege`, or lower the need"
    ]
    assert "nothing is left there" in told(sites=sites, vlans=sized(100, 100, 1))[0]


def test_a_given_subnet_where_one_was_placed_is_refused_and_does_not_move_it() -> None:
    vlans = sized(60, 60) | {"cameras": {"id": 100, "subnet": "10.1.0.0/24"}}
    assert told(vlans=vlans) == [
        "vlans.cameras.subnet: 10.1.0.0/24 overlaps 10.1.0.0/26, where VLAN `v0` was placed by its need; "
        'move it, or give VLAN `v0` `subnet: "10.1.1.0/26"`, which is free',
        "vlans.cameras.subnet: 10.1.0.0/24 overlaps 10.1.0.64/26, where VLAN `v1` was placed by its need; "
        'move it, or give VLAN `v1` `subnet: "10.1.1.0/26"`, which is free',
    ]


def test_the_proposed_place_moves_with_the_site() -> None:
    sites = {"siege": {"block": "10.{site}.0.0/16"}}
    (said,) = told(sites=sites, vlans=sized(60), reserved={"r": {"subnet": "10.{site}.0.0/26"}})
    assert said.startswith("reserved.r.subnet: 10.1.0.0/26 overlaps 10.1.0.0/26, where VLAN `v0`")
    assert '`subnet: "10.{site}.0.64/26"`' in said


def test_a_sized_vlan_moves_with_its_site() -> None:
    parts = {"sites": {"siege": {"block": "10.{site}.0.0/16"}}, "vlans": sized(60, 60)}
    assert [str(v.subnet) for v in plan(site=7, **parts).vlans.values()] == ["10.7.0.0/26", "10.7.0.64/26"]


ADDED: dict[str, dict[str, Any]] = {
    "a sized VLAN": {"vlans": {"new": {"id": 900, "hosts": 20}}},
    "a given VLAN": {"vlans": {"new": {"id": 900, "subnet": "10.1.100.0/24"}}},
    "a transit": {"transits": {"new": {"ends": ["x", "y"]}}},
    "a given transit": {"transits": {"new": {"ends": ["x", "y"], "subnet": "10.1.240.0/30"}}},
    "a pool": {"pools": {"new": {"hosts": 500}}},
    "a given pool": {"pools": {"new": {"subnet": "10.1.101.0/24"}}},
    "a reserved range": {"reserved": {"new": {"subnet": "10.1.128.0/18"}}},
    "a public side": {"public": {"new": {"subnet": "203.0.113.0/29"}}},
    "a site": {"sites": {"new": {"block": "10.2.0.0/16"}}},
}


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_what_is_added_at_the_end_moves_nothing(added: dict[str, Any]) -> None:
    base: dict[str, Any] = {
        "sites": {"siege": {"block": "10.1.0.0/16"}},
        "vlans": sized(60, 100, 12, 300),
        "transits": {"t1": {"ends": ["a", "b"]}, "t2": {"ends": ["b", "c"]}},
        "pools": {"vpn": {"hosts": 20}, "invites": {"hosts": 100}},
    }
    before, after = plan(**base), plan(**(base | {key: base.get(key, {}) | value for key, value in added.items()}))
    for kind in ("vlans", "transits", "pools"):
        kept = {name: entry for name, entry in getattr(after, kind).items() if name != "new"}
        assert kept == getattr(before, kind)


def test_needs_beyond_all_addresses_are_refused() -> None:
    assert "does not fit" in told(vlans=sized(2**40))[0]
    assert raw(vlans=sized(2**40)).vlans["v0"].hosts == 2**40
