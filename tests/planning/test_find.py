"""Whose an address is, in words."""

# ruff: noqa: E501 - a table reads as rows

import pytest
from hypothesis import given

from ccp3lab.errors import UsageError
from ccp3lab.plan import Plan
from ccp3lab.planning.areas import areas
from ccp3lab.planning.find import address_of, find
from tests.planning.conftest import examples, plans

SIEGE = ("block", "10.1.0.0/16, site siege (siège)")
SIEGE6 = ("block", "fd00:cc:1::/48, site siege (siège)")
COMPTA = ("subnet", "10.1.10.0/24, VLAN 10 compta (comptabilité)")
COMPTA6 = ("subnet", "fd00:cc:1:10::/64, VLAN 10 compta (comptabilité)")
MASK, GATEWAY = ("mask", "255.255.255.0"), ("gateway", "10.1.10.1")
MAC = ("DHCP", "given to 02:42:0a:01:0a:0b")

FOUND = {
    "10.1.10.1": (SIEGE, COMPTA, ("role", "gateway"), MASK),
    "10.1.10.11": (SIEGE, COMPTA, ("role", "host pc-1"), MASK, GATEWAY, MAC),
    "10.1.10.60": (SIEGE, COMPTA, ("role", "DHCP range, 10.1.10.50 to 10.1.10.199"), MASK, GATEWAY),
    "10.1.10.13": (SIEGE, COMPTA, ("role", "free, 10.1.10.12 to 10.1.10.49"), MASK, GATEWAY),
    "10.1.10.0": (SIEGE, COMPTA, ("role", "network address"), MASK, GATEWAY),
    "10.1.10.255": (SIEGE, COMPTA, ("role", "broadcast address"), MASK, GATEWAY),
    "10.1.10.255/24": (SIEGE, COMPTA, ("role", "broadcast address"), MASK, GATEWAY),
    "10.1.255.2": (
        SIEGE,
        ("subnet", "10.1.255.0/30, transit lien (liaison louée)"),
        ("role", "end agence"),
        ("mask", "255.255.255.252"),
    ),
    "10.1.250.3": (
        SIEGE,
        ("subnet", "10.1.250.0/28, pool vpn (télétravail)"),
        ("role", "clients of the pool, 10.1.250.1 to 10.1.250.14"),
        ("mask", "255.255.255.240"),
    ),
    "10.1.130.9": (
        SIEGE,
        ("subnet", "10.1.128.0/20, reserved futur (extension)"),
        ("role", "reserved, 10.1.128.0 to 10.1.143.255"),
        ("mask", "255.255.240.0"),
    ),
    "203.0.113.2": (
        ("subnet", "203.0.113.0/29, public side fai (opérateur)"),
        ("role", "host box"),
        ("mask", "255.255.255.248"),
        ("gateway", "203.0.113.1"),
    ),
    "10.1.64.1": (SIEGE, ("role", "in no subnet: 10.1.64.0/18 is free")),
    "10.9.9.9": (),
    "fd00:cc:1:10::1": (SIEGE6, COMPTA6, ("role", "gateway")),
    "FD00:CC:1:10:0:0:0:11": (SIEGE6, COMPTA6, ("role", "host pc-1"), MAC),
    "fd00:cc:1:10::": (SIEGE6, COMPTA6, ("role", "subnet-router anycast address (RFC 4291)")),
    "fd00:cc:1:10::abcd/64": (SIEGE6, COMPTA6, ("role", "free, or formed by a client itself (RFC 4862)")),
    "fd00:cc:1:77::1": (SIEGE6,),
    "2001:db8::1": (),
}


@pytest.mark.parametrize(("text", "facts"), FOUND.items(), ids=FOUND)
def test_what_the_plan_says_of_an_address(plan: Plan, text: str, facts: tuple[tuple[str, str], ...]) -> None:
    assert find(plan, address_of(text)).facts == facts


@pytest.mark.parametrize("text", ["", "pc-1", "10.1.10", "10.1.10.256", "10.1.10.01", "10.1.10.1/33", "fd00::g", "10.1.10.1 10.1.10.2"])  # fmt: skip
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(UsageError, match=r"is no IPv4 or IPv6 address; write it as 192\.0\.2\.10"):
        address_of(text)


def test_blanks_around_an_address_are_no_mistake() -> None:
    assert str(address_of(" 10.1.10.1\n")) == "10.1.10.1"


@examples
@given(plans())
def test_every_free_network_is_found_as_free(plan: Plan) -> None:
    for network in areas(plan)[0].free:
        for address in (network[0], network[-1]):
            assert find(plan, address).facts[-1] == ("role", f"in no subnet: {network} is free")


@examples
@given(plans())
def test_every_machine_is_found_under_its_name(plan: Plan) -> None:
    for host in plan.hosts.values():
        assert ("role", f"host {host.name}") in find(plan, host.address).facts
