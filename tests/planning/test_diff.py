"""What changed, in words."""

# ruff: noqa: E501 - a table reads as rows

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Any

import pytest
from hypothesis import given

from ccp3lab.plan import Host, Plan, Range
from ccp3lab.planning.diff import differences
from tests.planning.conftest import examples, garage, plans


def changed(mapping: str, name: str, /, **values: Any) -> Plan:
    """The plan with some values of one entry changed."""
    plan = garage()
    entries = dict(getattr(plan, mapping))
    entries[name] = replace(entries[name], **values)
    return replace(plan, **{mapping: entries})


def without(mapping: str, name: str) -> Plan:
    plan = garage()
    return replace(plan, **{mapping: {key: value for key, value in getattr(plan, mapping).items() if key != name}})


RANGE = Range(IPv4Address("10.1.10.100"), IPv4Address("10.1.10.199"))
ENDS = {"siege": IPv4Interface("10.1.255.1/30"), "usine": IPv4Interface("10.1.255.2/30")}
CHANGES: dict[str, tuple[Plan, str]] = {
    "the domain": (replace(garage(), domain="g.lan"), "plan: domain garage.lan -> g.lan"),
    "the site value": (replace(garage(), site=7), "plan: site value 1 -> 7"),
    "an id": (changed("vlans", "compta", id=110), "VLAN `compta`: id 10 -> 110"),
    "a name on devices": (changed("vlans", "compta", name="finance"), "VLAN `compta`: name compta -> finance"),
    "a range": (
        changed("vlans", "compta", dhcp=RANGE),
        "VLAN `compta`: DHCP range 10.1.10.50 to 10.1.10.199 -> 10.1.10.100 to 10.1.10.199",
    ),
    "two values at once": (
        changed("vlans", "compta", dhcp=None, gateway=None),
        "VLAN `compta`: gateway 10.1.10.1 -> none, DHCP range 10.1.10.50 to 10.1.10.199 -> none",
    ),
    "a block": (changed("sites", "agence", block=IPv4Network("10.3.0.0/22")), "site `agence`: block 10.2.0.0/22 -> 10.3.0.0/22"),
    "an address": (changed("hosts", "pc-2", interface=IPv4Interface("10.2.0.9/26")), "host `pc-2`: address 10.2.0.1 -> 10.2.0.9"),
    "a reservation": (changed("hosts", "pc-2", mac="02:42:00:00:00:01"), "host `pc-2`: MAC address none -> 02:42:00:00:00:01"),
    "an end": (changed("transits", "lien", ends=ENDS), "transit `lien`: end agence 10.1.255.2 -> none, end usine none -> 10.1.255.2"),
    "a pool": (changed("pools", "vpn", subnet=IPv4Network("10.1.250.0/27")), "pool `vpn`: subnet 10.1.250.0/28 -> 10.1.250.0/27"),
    "the public gateway": (changed("public", "fai", gateway=None), "public side `fai`: gateway 203.0.113.1 -> none"),
    "a title": (changed("reserved", "futur", title="usine"), "reserved `futur`: title extension -> usine"),
    "a machine gone": (
        without("hosts", "pc-1"),
        "host `pc-1`: gone (VLAN compta, address 10.1.10.11, IPv6 address fd00:cc:1:10::11, MAC address 02:42:0a:01:0a:0b)",
    ),
    "a VLAN gone": (without("vlans", "natif"), "VLAN `natif`: gone (id 99, name natif, title VLAN natif, site siege)"),
    "a secret gone": (without("secrets", "wifi"), "secret `wifi`: gone"),
}  # fmt: skip


@pytest.mark.parametrize(("new", "line"), CHANGES.values(), ids=CHANGES)
def test_one_change_is_one_line(new: Plan, line: str) -> None:
    assert differences(garage(), new) == [line]


def test_a_new_entry(plan: Plan) -> None:
    host = Host("pc-3", "atelier", IPv4Interface("10.2.0.3/26"))
    new = replace(plan, hosts={**plan.hosts, "pc-3": host})
    assert differences(plan, new) == ["host `pc-3`: new (VLAN atelier, address 10.2.0.3)"]


def test_secrets_are_never_shown(plan: Plan) -> None:
    new = replace(plan, secrets={"wifi": "autre chose", "portail": "rien à voir"})
    assert differences(plan, new) == ["secret `wifi`: another one", "secret `portail`: new"]


def test_lines_come_in_the_order_of_a_plan_file(plan: Plan) -> None:
    lines = differences(plan, Plan("Usine", plan.domain, 1, {}, {}))
    kinds = [line.partition(" `")[0].partition(":")[0] for line in lines]
    order = ["plan", "site", "VLAN", "host", "transit", "pool", "public side", "reserved", "secret"]
    assert list(dict.fromkeys(kinds)) == order


@examples
@given(plans())
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert differences(plan, plan) == []


@examples
@given(plans(), plans())
def test_what_is_new_one_way_is_gone_the_other(old: Plan, new: Plan) -> None:
    there, back = differences(old, new), differences(new, old)
    assert len(there) == len(back)
    assert [line.replace(": new", ": gone") for line in there if ": new" in line] == [
        line for line in back if ": gone" in line
    ]
