"""Blocks: what is taken and what is free make the whole, whatever the plan."""

# ruff: noqa: E501 - a table reads as rows

from dataclasses import replace
from ipaddress import IPv4Network
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.plan import Plan
from ccp3lab.planning.areas import areas, gaps
from tests.planning.conftest import examples, plans


def networks(*texts: str) -> list[IPv4Network]:
    return [IPv4Network(text) for text in texts]


@pytest.mark.parametrize(
    ("block", "taken", "left"),
    [
        ("10.0.0.0/24", [], ["10.0.0.0/24"]),
        ("10.0.0.0/24", ["10.0.0.0/24"], []),
        ("10.0.0.0/24", ["10.0.0.0/26"], ["10.0.0.64/26", "10.0.0.128/25"]),
        ("10.0.0.0/24", ["10.0.0.192/26"], ["10.0.0.0/25", "10.0.0.128/26"]),
        ("10.0.0.0/24", ["10.0.0.64/26", "10.0.0.0/26"], ["10.0.0.128/25"]),
        ("10.0.0.0/24", ["10.0.0.128/30"], ["10.0.0.0/25", "10.0.0.132/30", "10.0.0.136/29", "10.0.0.144/28", "10.0.0.160/27", "10.0.0.192/26"]),
        ("0.0.0.0/0", ["128.0.0.0/1"], ["0.0.0.0/1"]),
        ("255.255.255.0/24", ["255.255.255.0/25"], ["255.255.255.128/25"]),
    ],
)  # fmt: skip
def test_what_is_left_between_networks(block: str, taken: list[str], left: list[str]) -> None:
    assert list(gaps(IPv4Network(block), networks(*taken))) == networks(*left)


@examples
@given(plans())
def test_free_and_taken_make_the_block(plan: Plan) -> None:
    (area,) = areas(plan)
    free = sum(network.num_addresses for network in area.free)
    assert free + area.taken == area.block.num_addresses


@examples
@given(plans())
def test_no_free_network_touches_a_subnet_or_another(plan: Plan) -> None:
    (area,) = areas(plan)
    every = sorted([*area.free, *(subnet.network for subnet in area.subnets)])
    assert all(not one.overlaps(other) for one, other in pairwise(every))
    assert all(network.subnet_of(area.block) for network in every)


def test_each_site_holds_what_lies_in_its_block(plan: Plan) -> None:
    found = {area.name or str(area.block): [subnet.name for subnet in area.subnets] for area in areas(plan)}
    assert found == {
        "siege": ["compta", "futur", "vpn", "lien"],
        "agence": ["atelier-7"],
        "203.0.113.0/29": ["fai"],
    }


def test_without_sites_a_block_is_the_smallest_around_a_private_range(plan: Plan) -> None:
    found = areas(replace(plan, sites={}))
    assert [(area.name, str(area.block), len(area.subnets)) for area in found] == [
        ("", "10.0.0.0/14", 5),
        ("", "203.0.113.0/29", 1),
    ]


def test_a_site_without_subnets_is_free_as_a_whole(plan: Plan) -> None:
    area = areas(replace(plan, vlans={}, hosts={}))[1]
    assert (area.name, area.taken, area.free) == ("agence", 0, (area.block,))


def test_an_empty_plan_has_no_block(plan: Plan) -> None:
    empty = Plan(plan.company, plan.domain, 1, {}, {})
    assert areas(empty) == ()


@examples
@given(st.integers(8, 24), st.data())
def test_gaps_are_what_excluding_one_by_one_leaves(length: int, data: st.DataObject) -> None:
    """Against the standard library's own way, one network after the other."""
    block = IPv4Network(("10.0.0.0", length))
    inside = data.draw(st.integers(0, 2 ** (32 - length) - 1))
    hole = IPv4Network((int(block[0]) + inside, data.draw(st.integers(length, 32))), strict=False)
    assert list(gaps(block, [hole])) == sorted(block.address_exclude(hole))
