"""Networks placed in any way are of the right size, in their block, apart from each other."""

from dataclasses import replace
from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.errors import PlanError
from ccp3lab.sheet import Network, networks
from ccp3lab.sheet.place import Way, covering, place

WAYS = st.builds(
    Way,
    st.sampled_from(["largest", "smallest"]),
    st.sampled_from(["bottom", "top"]),
    st.sampled_from(["first", "last"]),
)
BLOCK = IPv4Network("10.0.0.0/16")


@pytest.mark.parametrize(
    ("hosts", "length"),
    [
        (1, 30),
        (2, 29),
        (5, 29),
        (6, 28),
        (13, 28),
        (14, 27),
        (29, 27),
        (30, 26),
        (61, 26),
        (62, 25),
        (125, 25),
        (126, 24),
    ],
)
def test_the_gateway_counts_too(asked: tuple[Network, ...], hosts: int, length: int) -> None:
    one = replace(asked[0], hosts=hosts)
    assert one.length == length
    assert 2 ** (31 - length) < hosts + 3 <= 2 ** (32 - length)


def test_the_plan_is_one_of_the_right_answers(asked: tuple[Network, ...]) -> None:
    assert all(one.planned.subnet and one.planned.subnet.prefixlen == one.length for one in asked)
    assert all(one.planned.subnet.subnet_of(one.block) for one in asked if one.planned.subnet)


def test_only_what_the_plan_sizes_is_asked_for(plan) -> None:
    given = replace(plan, vlans={key: replace(vlan, need=0) for key, vlan in plan.vlans.items()})
    assert networks(given) == ()


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12), WAYS)
def test_whatever_is_asked_for_is_placed_rightly(asked: tuple[Network, ...], hosts: list[int], way: Way) -> None:
    wanted = [replace(asked[0], key=str(number), hosts=need, block=BLOCK) for number, need in enumerate(hosts)]
    placed = place(wanted, way)
    assert {key: subnet.prefixlen for key, subnet in placed.items()} == {one.key: one.length for one in wanted}
    assert all(subnet.subnet_of(BLOCK) for subnet in placed.values())
    assert not any(one.overlaps(other) for one, other in combinations(placed.values(), 2))


def test_ways_differ(asked: tuple[Network, ...]) -> None:
    found = [
        tuple(place(asked, Way(order, end)).items()) for order in ("largest", "smallest") for end in ("bottom", "top")
    ]
    assert len(set(map(frozenset, found))) == 4


def test_a_block_that_is_too_small_is_told(asked: tuple[Network, ...]) -> None:
    full = [replace(one, block=IPv4Network("10.0.0.0/25")) for one in asked]
    with pytest.raises(PlanError, match="no room left for `wifi-equipe`"):
        place(full, Way())


@given(st.lists(st.integers(0, 2**16 - 1).map(lambda n: IPv4Network(((10 << 24) + n * 4, 30))), min_size=1))
def test_the_covering_network_is_the_smallest(subnets: list[IPv4Network]) -> None:
    found = covering(subnets)
    assert all(subnet.subnet_of(found) for subnet in subnets)
    assert found.prefixlen == 30 or not any(
        all(subnet.subnet_of(half) for subnet in subnets) for half in found.subnets()
    )
