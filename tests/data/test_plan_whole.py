"""What a resolved plan holds beside VLANs and hosts: sites, IPv6, reservations, the public side, secrets, names."""

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network

import pytest

from ccp3lab.plan import Public, Reserved, Site, Values, resolve, written
from ccp3lab.plan.names import mac_of
from ccp3lab.plan.subnets import network6_of, nth6, subnet6_of
from tests.data.plans import plan, raw

VLAN = {"id": 10, "subnet": "10.1.10.0/24", "gateway": "first"}


def test_a_site() -> None:
    sites = {"siege": {"title": "siège", "block": "10.{site}.0.0/16", "ipv6": "fd00:cc:{site}::/48"}}
    assert plan(sites=sites, site=12).sites["siege"] == Site(
        "siege", "siège", IPv4Network("10.12.0.0/16"), IPv6Network("fd00:cc:12::/48")
    )
    assert plan(sites={"s": {"block": "10.0.0.0/8"}}).sites["s"].block6 is None


def test_ipv6_shows_the_digits_of_site_vlan_and_position() -> None:
    made = plan(vlans={"compta": VLAN | {"id": 4094}}, hosts={"pc": {"vlan": "compta", "address": 111}})
    vlan = made.vlan("compta")
    assert vlan.subnet6 == IPv6Network("fd00:cc:1:4094::/64")
    assert vlan.gateway6 == IPv6Address("fd00:cc:1:4094::1")
    assert made.host("pc").interface6 == IPv6Interface("fd00:cc:1:4094::111/64")


def test_without_ipv6_block_subnet_or_gateway_there_is_none_in_ipv6() -> None:
    made = plan(vlans={"a": VLAN}, sites={"s": {"block": "10.1.0.0/16"}}, hosts={"h": {"vlan": "a", "address": 9}})
    assert (made.vlan("a").subnet6, made.vlan("a").gateway6, made.host("h").interface6) == (None, None, None)
    made = plan(vlans={"a": {"id": 10, "subnet": "10.1.10.0/24"}, "natif": {"id": 99, "site": "siege"}})
    assert made.vlan("a").subnet6 == IPv6Network("fd00:cc:1:10::/64")
    assert (made.vlan("a").gateway6, made.vlan("natif").subnet6) == (None, None)


@pytest.mark.parametrize("vlan", [2, 10, 99, 1001, 4094])
def test_every_vlan_has_a_64_of_its_own(vlan: int) -> None:
    block = IPv6Network("fd00:cc:200::/48")
    assert str(subnet6_of(block, vlan)) == f"fd00:cc:200:{vlan}::/64"
    assert str(nth6(subnet6_of(block, vlan), 12)) == f"fd00:cc:200:{vlan}::12"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2001:db8::/48", "is no unique local block"),
        ("fc00::/48", "is no unique local block"),
        ("fe80::/48", "is no unique local block"),
        ("fd00:cc::/64", "must be a /48"),
        ("fd00:cc:{site}::/32", "is no IPv6 block"),
        ("10.1.0.0/16", "is no IPv6 block"),
        ("fd00:cc:{sit}::/48", "is no IPv6 block"),
        ("", "is no IPv6 block"),
    ],
)
def test_an_ipv6_block_that_is_none(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        network6_of(text, 7)


def test_a_reservation_keeps_its_card_in_one_spelling() -> None:
    vlans = {"a": VLAN | {"dhcp": {"first": 20, "last": "last"}}}
    made = plan(vlans=vlans, hosts={"imprimante": {"vlan": "a", "address": 30, "mac": "02-42-AC-00-00-0A"}})
    assert (made.host("imprimante").mac, str(made.host("imprimante").address)) == ("02:42:ac:00:00:0a", "10.1.10.30")
    dhcp = made.vlan("a").dhcp
    assert dhcp
    assert dhcp.last == IPv4Address("10.1.10.254")


MACS = {
    "02:42:ac:00:00:0a": "02:42:ac:00:00:0a",
    "02-42-AC-00-00-0A": "02:42:ac:00:00:0a",
    "01:00:5e:00:00:01": None,
    "ff:ff:ff:ff:ff:ff": None,
    "00:00:00:00:00:00": None,
    "02:42:ac:00:00": None,
    "0242.ac00.000a": None,
    "02:42:ac:00:00:0g": None,
    "": None,
}


@pytest.mark.parametrize(("text", "mac"), MACS.items())
def test_addresses_of_cards(text: str, mac: str | None) -> None:
    assert mac_of(text) == mac


def test_the_public_side_and_reserved_ranges() -> None:
    made = plan(
        public={
            "internet": {"title": "fournisseur", "subnet": "203.0.113.0/28", "gateway": "last", "hosts": {"fw": 2}}
        },
        reserved={"cameras": {"title": "plus tard", "subnet": "10.1.200.0/24"}},
    )
    assert made.public["internet"] == Public(
        "internet",
        "fournisseur",
        IPv4Network("203.0.113.0/28"),
        IPv4Address("203.0.113.14"),
        {"fw": IPv4Interface("203.0.113.2/28")},
    )
    assert made.reserved == {"cameras": Reserved("cameras", "plus tard", IPv4Network("10.1.200.0/24"))}


def test_needs_are_kept() -> None:
    made = plan(vlans={"a": {"id": 2, "hosts": 60}, "b": {"id": 3}}, pools={"vpn": {"hosts": 5}})
    assert (made.vlan("a").need, made.vlan("b").need, made.pools["vpn"].need) == (60, 0, 5)


def test_a_given_subnet_may_say_its_need_too() -> None:
    assert plan(vlans={"a": VLAN | {"hosts": 253}}).vlan("a").need == 253


def test_the_values_of_a_variant_replace_what_is_written() -> None:
    file = raw(vlans={"compta": VLAN | {"names": ["compta", "comptes"]}, "rh": {"id": 20}}, secrets={"wifi": {}})
    made = resolve(file, Values(1, {"compta": 310}, {"compta": "comptes"}, {"wifi": "un deux trois quatre"}))
    assert (made.vlan("compta").id, made.vlan("compta").name, made.vlan("rh").id) == (310, "comptes", 20)
    assert made.vlan("compta").subnet6 == IPv6Network("fd00:cc:1:310::/64")
    assert made.secret("wifi") == "un deux trois quatre"
    assert resolve(file, replace(written(file), ids={})).vlan("compta").id == 10
