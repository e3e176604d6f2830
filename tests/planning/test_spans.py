"""The addresses of a subnet by role: nothing is left out, nothing twice."""

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from itertools import pairwise

import pytest
from hypothesis import given

from ccp3lab.plan import Plan, Range
from ccp3lab.planning.room import room
from ccp3lab.planning.spans import Role, Span, count, spans
from ccp3lab.planning.subnets import Kind, Subnet, layer2, subnets
from tests.planning.conftest import examples, plans


def said(subnet: Subnet) -> list[str]:
    return [f"{span.first}-{span.last} {span.role} {span.name}".strip() for span in spans(subnet)]


def of(plan: Plan, name: str) -> Subnet:
    return next(subnet for subnet in subnets(plan) if subnet.name == name)


SPANS = {
    "compta": [
        "10.1.10.0-10.1.10.0 network address",
        "10.1.10.1-10.1.10.1 gateway",
        "10.1.10.2-10.1.10.4 free",
        "10.1.10.5-10.1.10.5 host srv-1",
        "10.1.10.6-10.1.10.10 free",
        "10.1.10.11-10.1.10.11 host pc-1",
        "10.1.10.12-10.1.10.49 free",
        "10.1.10.50-10.1.10.199 DHCP range",
        "10.1.10.200-10.1.10.254 free",
        "10.1.10.255-10.1.10.255 broadcast address",
    ],
    "lien": [
        "10.1.255.0-10.1.255.0 network address",
        "10.1.255.1-10.1.255.1 host siege",
        "10.1.255.2-10.1.255.2 host agence",
        "10.1.255.3-10.1.255.3 broadcast address",
    ],
    "vpn": [
        "10.1.250.0-10.1.250.0 network address",
        "10.1.250.1-10.1.250.14 clients of the pool",
        "10.1.250.15-10.1.250.15 broadcast address",
    ],
    "fai": [
        "203.0.113.0-203.0.113.0 network address",
        "203.0.113.1-203.0.113.1 gateway",
        "203.0.113.2-203.0.113.2 host box",
        "203.0.113.3-203.0.113.6 free",
        "203.0.113.7-203.0.113.7 broadcast address",
    ],
    "futur": ["10.1.128.0-10.1.143.255 reserved"],
}


@pytest.mark.parametrize(("name", "expected"), SPANS.items(), ids=SPANS)
def test_the_spans_of_each_kind(plan: Plan, name: str, expected: list[str]) -> None:
    assert said(of(plan, name)) == expected


def test_a_reservation_inside_the_dhcp_range_is_a_machine() -> None:
    at = IPv4Address("10.0.0.3")
    subnet = Subnet(Kind.VLAN, "v", "v", IPv4Network("10.0.0.0/29"), dhcp=Range(at - 1, at + 1), fixed={at: "pc"})
    assert [span.role for span in spans(subnet)] == [
        Role.NETWORK,
        Role.FREE,
        Role.DHCP,
        Role.HOST,
        Role.DHCP,
        Role.FREE,
        Role.BROADCAST,
    ]


def test_a_point_to_point_subnet_has_neither_network_nor_broadcast_address() -> None:
    ends = {IPv4Address("10.0.0.0"): "a", IPv4Address("10.0.0.1"): "b"}
    subnet = Subnet(Kind.TRANSIT, "t", "t", IPv4Network("10.0.0.0/31"), fixed=ends)
    assert said(subnet) == ["10.0.0.0-10.0.0.0 host a", "10.0.0.1-10.0.0.1 host b"]


@examples
@given(plans())
def test_spans_follow_each_other_from_the_first_address_to_the_last(plan: Plan) -> None:
    for subnet in subnets(plan):
        found = spans(subnet)
        assert (found[0].first, found[-1].last) == (subnet.network[0], subnet.network[-1])
        assert all(one.last + 1 == next_.first for one, next_ in pairwise(found))
        assert all(one.size >= 1 for one in found)


@examples
@given(plans())
def test_every_address_is_told_as_the_plan_has_it(plan: Plan) -> None:
    for subnet in subnets(plan):
        roles = {span.first: (span.role, span.name) for span in spans(subnet)}
        assert {(Role.HOST, name) for name in subnet.fixed.values()} == {
            told for told in roles.values() if told[0] is Role.HOST
        }
        assert all(roles[address] == (Role.HOST, name) for address, name in subnet.fixed.items())
        assert subnet.gateway is None or roles[subnet.gateway][0] is Role.GATEWAY


@examples
@given(plans())
def test_used_and_free_addresses_make_the_subnet(plan: Plan) -> None:
    for subnet in subnets(plan):
        left = room(subnet)
        assert left.machines + left.dhcp + left.free + left.kept == subnet.network.num_addresses
        assert left.machines == len(subnet.fixed)
        assert (left.next is None) == (left.free == 0)


@examples
@given(plans())
def test_the_next_address_is_the_lowest_that_nobody_has(plan: Plan) -> None:
    for subnet in subnets(plan):
        if (lowest := room(subnet).next) is None:
            continue
        assert lowest not in subnet.fixed
        assert lowest != subnet.gateway
        assert subnet.dhcp is None or lowest not in subnet.dhcp
        below = [span for span in spans(subnet) if span.last < lowest]
        assert Role.FREE not in {span.role for span in below}


def test_the_room_of_each_kind(plan: Plan) -> None:
    rooms = {subnet.name: room(subnet) for subnet in subnets(plan)}
    told = {name: (one.machines, one.dhcp, one.free, one.kept, str(one.next)) for name, one in rooms.items()}
    assert told == {
        "compta": (2, 150, 101, 3, "10.1.10.2"),
        "futur": (0, 0, 0, 4096, "None"),
        "vpn": (0, 14, 0, 2, "None"),
        "lien": (2, 0, 0, 2, "None"),
        "atelier-7": (1, 0, 60, 3, "10.2.0.2"),
        "fai": (1, 0, 4, 3, "203.0.113.3"),
    }


def test_a_subnet_of_millions_costs_no_more() -> None:
    subnet = Subnet(Kind.VLAN, "v", "v", IPv4Network("10.0.0.0/8"), gateway=IPv4Address("10.0.0.1"))
    assert len(spans(subnet)) == 4
    assert room(subnet).free == 2**24 - 3


def test_count_adds_the_roles_asked_for(plan: Plan) -> None:
    found = spans(of(plan, "compta"))
    assert count(found) == 0
    assert count(found, Role.GATEWAY, Role.DHCP) == 151
    assert count(found, *Role) == 256


def test_an_address_is_in_its_span() -> None:
    span = Span(Role.DHCP, IPv4Address("10.0.0.2"), IPv4Address("10.0.0.4"))
    assert [IPv4Address(f"10.0.0.{last}") in span for last in range(1, 6)] == [False, True, True, True, False]


def test_subnets_come_by_address_and_say_what_they_are(plan: Plan) -> None:
    assert [subnet.label for subnet in subnets(plan)] == [
        "VLAN 10 compta",
        "reserved futur",
        "pool vpn",
        "transit lien",
        "VLAN 20 atelier-7",
        "public side fai",
    ]


def test_a_machine_is_found_by_the_plans_own_name_of_its_vlan(plan: Plan) -> None:
    """Devices may call the VLAN otherwise in a variant."""
    assert of(plan, "atelier-7").fixed == {IPv4Address("10.2.0.1"): "pc-2"}


def test_vlans_without_a_subnet(plan: Plan) -> None:
    assert [vlan.name for vlan in layer2(plan)] == ["natif"]
    assert layer2(replace(plan, vlans={})) == ()
