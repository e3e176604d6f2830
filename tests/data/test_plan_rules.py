"""Every error that can be planted in plan.yml: refused with its line, what is wrong, and what to do."""

from collections.abc import Callable
from functools import partial

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House
from ccp3lab.plan import written
from tests.conftest import Edit

Refused = Callable[[Callable[[], object]], list[str]]

PLAN = "inventories/garage/plan.yml"

# name: (what stands in the sound plan, what is put in its place, line, what the message says)
PLANTED = {
    # values of a wrong type, unknown keys
    "VLAN id as text": ("id: 10", "id: dix", 7, "`id`: 'dix' is not allowed; expected a whole number"),
    "unknown key": ("gateway: first", "gatway: first", 10, "unknown key `gatway`; did you mean `gateway`?"),
    "unknown gateway": (
        "gateway: first",
        "gateway: middle",
        10,
        "`gateway`: 'middle' is not allowed; expected 'first' or 'last' or a whole number",
    ),
    "VLAN without id": ("    id: 99\n", "    title: natif\n", 16, "`id` is missing; add `id:`"),
    "plan without VLANs": ("vlans:", "vlan:", 1, "`vlans` is missing; add `vlans:`"),
    # ids
    "VLAN 5000": ("id: 10", "id: 5000", 7, "VLAN 5000 does not exist (IEEE 802.1Q); use 2 to 1001 or 1006 to 4094"),
    "VLAN 4095": ("id: 10", "id: 4095", 7, "VLAN 4095 does not exist (IEEE 802.1Q); use 2 to 1001 or 1006 to 4094"),
    "VLAN 0": ("id: 10", "id: 0", 7, "VLAN 0 does not exist (IEEE 802.1Q); use 2 to 1001 or 1006 to 4094"),
    "VLAN -1": ("id: 10", "id: -1", 7, "VLAN -1 does not exist (IEEE 802.1Q); use 2 to 1001 or 1006 to 4094"),
    "VLAN 1": ("id: 10", "id: 1", 7, "VLAN 1 is every switch's own; use 2 to 1001 or 1006 to 4094"),
    "VLAN 1002": ("id: 10", "id: 1002", 7, "VLAN 1002 is every switch's own; use 2 to 1001 or 1006 to 4094"),
    "VLAN 1005": ("id: 10", "id: 1005", 7, "VLAN 1005 is every switch's own; use 2 to 1001 or 1006 to 4094"),
    "one id for two VLANs": ("id: 20", "id: 10", 13, "VLAN 10 is already `bureau`; give one of them another id"),
    # subnets
    "no prefix length": (
        "10.{site}.10.0/24",
        "10.{site}.10.0",
        9,
        "`10.{site}.10.0` has no prefix length; write it as 10.1.10.0/24",
    ),
    "prefix /33": (
        "10.{site}.10.0/24",
        "10.{site}.10.0/33",
        9,
        "`10.{site}.10.0/33`: prefix length /33 does not exist; it goes from /0 to /32",
    ),
    "mask for a length": (
        "10.{site}.10.0/24",
        "10.{site}.10.0/255.255.255.0",
        9,
        "`10.{site}.10.0/255.255.255.0`: prefix length /255.255.255.0 does not exist; it goes from /0 to /32",
    ),
    "address for a subnet": (
        "10.{site}.10.0/24",
        "10.{site}.10.5/24",
        9,
        "`10.{site}.10.5/24` is an address inside a subnet, not the subnet; write 10.1.10.0/24",
    ),
    "no address": (
        "10.{site}.10.0/24",
        "bureau/24",
        9,
        "`bureau/24` is no IPv4 subnet; write it as 10.1.10.0/24",
    ),
    "octet over 255": (
        "10.{site}.10.0/24",
        "10.300.10.0/24",
        9,
        "`10.300.10.0/24` is no IPv4 subnet; write it as 10.1.10.0/24",
    ),
    "unknown word in braces": (
        "10.{site}.10.0/24",
        "10.{stie}.10.0/24",
        9,
        "`10.{stie}.10.0/24`: only {site} may stand between braces; write the other values out",
    ),
    "no room for machines": (
        "10.{site}.20.0/26",
        "10.{site}.20.0/31",
        14,
        "`10.{site}.20.0/31` has no room for machines; use /30 or shorter",
    ),
    # overlaps
    "the same subnet twice": (
        "10.{site}.20.0/26",
        "10.{site}.10.0/24",
        14,
        "10.1.10.0/24 overlaps 10.1.10.0/24 of VLAN `bureau`; move or shrink one of them",
    ),
    "a subnet inside another": (
        "10.{site}.20.0/26",
        "10.{site}.10.128/25",
        14,
        "10.1.10.128/25 overlaps 10.1.10.0/24 of VLAN `bureau`; move or shrink one of them",
    ),
    "a subnet around another": (
        "10.{site}.20.0/26",
        "10.0.0.0/8",
        9,
        "10.1.10.0/24 overlaps 10.0.0.0/8 of VLAN `garage`; move or shrink one of them",
    ),
    "inside the labs' management": (
        "10.{site}.20.0/26",
        "100.70.20.0/26",
        14,
        "100.70.20.0/26 overlaps 100.64.0.0/10 of the labs' own management network; move or shrink one of them",
    ),
    "around the labs' management": (
        "10.{site}.20.0/26",
        "100.0.0.0/8",
        14,
        "100.0.0.0/8 overlaps 100.64.0.0/10 of the labs' own management network; move or shrink one of them",
    ),
    "Docker's network": (
        "10.{site}.20.0/26",
        "172.17.20.0/26",
        14,
        "172.17.20.0/26 overlaps 172.17.0.0/16 of Docker's own network; move or shrink one of them",
    ),
    "loopback": (
        "10.{site}.20.0/26",
        "127.0.20.0/26",
        14,
        "127.0.20.0/26 overlaps 127.0.0.0/8 of the loopback addresses (RFC 1122); move or shrink one of them",
    ),
    "multicast": (
        "10.{site}.20.0/26",
        "239.0.20.0/26",
        14,
        "239.0.20.0/26 overlaps 224.0.0.0/3 of the multicast and reserved addresses (RFC 1112); "
        "move or shrink one of them",
    ),
    # gateways
    "gateway is the network": (
        "gateway: first",
        "gateway: 0",
        10,
        "gateway is the network address of 10.1.10.0/24; use a free position from 1 to 254",
    ),
    "gateway is the broadcast": (
        "gateway: first",
        "gateway: 255",
        10,
        "gateway is the broadcast address of 10.1.10.0/24; use a free position from 1 to 254",
    ),
    "gateway outside": (
        "gateway: last",
        "gateway: 64",
        15,
        "gateway (position 64) is outside 10.1.20.0/26; use a free position from 1 to 62",
    ),
    "gateway of a VLAN without subnet": (
        "    id: 99",
        "    id: 99\n    gateway: first",
        18,
        "VLAN `natif` has no subnet for it; add `subnet:` or `hosts:`",
    ),
    "gateway in the DHCP range": (
        "gateway: first",
        "gateway: 60",
        11,
        "the gateway 10.1.10.60 lies in the DHCP range: it would be leased to a client; "
        "begin the range after the gateway",
    ),
    "gateway at the end of the DHCP range": (
        "gateway: first",
        "gateway: 99",
        11,
        "the gateway 10.1.10.99 lies in the DHCP range: it would be leased to a client; "
        "begin the range after the gateway",
    ),
    "gateway far outside, inside a DHCP range that is too": (
        "gateway: first\n    dhcp: {first: 50, last: 99}",
        "gateway: 99999999998\n    dhcp: {first: 50, last: 99999999999}",
        10,
        "gateway (position 99999999998) is outside 10.1.10.0/24; use a free position from 1 to 254",
    ),
    # DHCP ranges
    "DHCP range outside": (
        "last: 99",
        "last: 300",
        11,
        "last address of the DHCP range (position 300) is outside 10.1.10.0/24; use a free position from 1 to 254",
    ),
    "DHCP range on the broadcast": (
        "last: 99",
        "last: 255",
        11,
        "last address of the DHCP range is the broadcast address of 10.1.10.0/24; use a free position from 1 to 254",
    ),
    "DHCP range before the subnet": (
        "first: 50",
        "first: -3",
        11,
        "first address of the DHCP range (position -3) is outside 10.1.10.0/24; use a free position from 1 to 254",
    ),
    "DHCP range backwards": (
        "first: 50",
        "first: 150",
        11,
        "the DHCP range ends (99) before it begins (150); swap them",
    ),
    "DHCP of a VLAN without subnet": (
        "    id: 99",
        "    id: 99\n    dhcp: {first: 1, last: 2}",
        18,
        "VLAN `natif` has no subnet for it; add `subnet:` or `hosts:`",
    ),
    # hosts
    "unknown VLAN": ("vlan: garage", "vlan: garaje", 20, "there is no VLAN `garaje`; did you mean `garage`?"),
    "VLAN without subnet": (
        "vlan: garage",
        "vlan: natif",
        20,
        "VLAN `natif` has no subnet; add it, or use another VLAN",
    ),
    "host is the network": (
        "{vlan: garage, address: 11}",
        "{vlan: garage, address: 0}",
        20,
        "host `pc-garage` is the network address of 10.1.20.0/26; use a free position from 1 to 62",
    ),
    "host is the broadcast": (
        "{vlan: garage, address: 11}",
        "{vlan: garage, address: 63}",
        20,
        "host `pc-garage` is the broadcast address of 10.1.20.0/26; use a free position from 1 to 62",
    ),
    "host outside": (
        "{vlan: garage, address: 11}",
        "{vlan: garage, address: 200}",
        20,
        "host `pc-garage` (position 200) is outside 10.1.20.0/26; use a free position from 1 to 62",
    ),
    "host far outside": (
        "{vlan: garage, address: 11}",
        "{vlan: garage, address: 99999999999}",
        20,
        "host `pc-garage` (position 99999999999) is outside 10.1.20.0/26; use a free position from 1 to 62",
    ),
    "host has the gateway's address": (
        "{vlan: garage, address: 11}",
        "{vlan: garage, address: 62}",
        20,
        "host `pc-garage` has the address of its gateway (10.1.20.62); use a free position from 1 to 62",
    ),
    "host in the DHCP range": (
        "{vlan: bureau, address: 11}",
        "{vlan: bureau, address: 50}",
        19,
        "host `pc-bureau` has an address (10.1.10.50) inside the DHCP range; use a free position from 1 to 254",
    ),
    "two hosts, one address": (
        "{vlan: bureau, address: 2}",
        "{vlan: bureau, address: 11}",
        21,
        "host `sw1` has the address of `pc-bureau` (10.1.10.11); use a free position from 1 to 254",
    ),
    # names
    "host with a capital": (
        "pc-garage: {vlan: garage, address: 11}",
        "pc-garage: {vlan: garage, address: 11}\n  PC_2: {vlan: garage, address: 12}",
        21,
        "`PC_2` is no host name (RFC 1123); use lower-case letters, digits and hyphens, 63 at most",
    ),
    "VLAN with a space": (
        "  natif:\n    id: 99",
        "  natif:\n    id: 99\n  salle de pause:\n    id: 98",
        18,
        "`salle de pause` is no VLAN name; use lower-case letters, digits and hyphens, 32 at most",
    ),
    "VLAN name too long": (
        "  natif:\n    id: 99",
        f"  natif:\n    id: 99\n  {'v' * 33}:\n    id: 98",
        18,
        f"`{'v' * 33}` is no VLAN name; use lower-case letters, digits and hyphens, 32 at most",
    ),
    "domain with an underscore": (
        "garage.lan",
        "mon_garage.lan",
        2,
        "`mon_garage.lan` is no DNS name; use lower-case letters, digits and hyphens between dots",
    ),
    "domain of one label": (
        "garage.lan",
        "garage",
        2,
        "`garage` has one label only; add one, as in atelier.lan",
    ),
    "domain of multicast DNS": (
        "garage.lan",
        "garage.local",
        2,
        "`garage.local` belongs to multicast DNS (RFC 6762); end it in .lan or .internal",
    ),
    # sites
    "site outside the variant": ("site: 1\n", "site: 12\n", 4, "site 12 is outside the variant; use 1 to 9"),
    "variant backwards": (
        "{from: 1, to: 9}",
        "{from: 9, to: 1}",
        3,
        "the sites end (1) before they begin (9); swap from and to",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, edit: Edit, refused: Refused, old: str, new: str, line: int, said: str) -> None:
    edit(PLAN, old, new)
    assert f"{PLAN}:{line}: {said}" in refused(lambda: load_company(house, "garage"))


def test_there_are_enough_kinds() -> None:
    assert len(PLANTED) >= 50


def test_the_sound_plan_is_taken(house: House) -> None:
    assert load_company(house, "garage").plan.site == 1


def test_all_at_once_in_the_order_of_lines(house: House, edit: Edit, refused: Refused) -> None:
    edit(PLAN, "garage.lan", "garage.local")
    edit(PLAN, "id: 10", "id: 5000")
    edit(PLAN, "10.{site}.20.0/26", "10.{site}.10.0/26")
    edit(PLAN, "pc-bureau: {vlan: bureau, address: 11}", "pc-bureau: {vlan: bureau, address: 60}")
    lines = refused(lambda: load_company(house, "garage"))
    assert [int(line.split(":")[1]) for line in lines] == [2, 7, 14, 19]


def test_a_subnet_that_does_not_exist_for_a_site_is_told_with_the_site(
    house: House, edit: Edit, refused: Refused
) -> None:
    edit(PLAN, "variant: {site: {from: 1, to: 9}}\n", "")
    lines = refused(lambda: load_company(house, "garage", partial(written, site=300)))
    assert f"{PLAN}:8: `10.{{site}}.10.0/24` is no IPv4 subnet for site 300; write it as 10.1.10.0/24" in lines


def test_a_fixed_subnet_that_clashes_with_one_site_is_refused_for_all(
    house: House, edit: Edit, refused: Refused
) -> None:
    edit(PLAN, "10.{site}.20.0/26", "10.3.10.0/26")
    assert refused(lambda: load_company(house, "garage", partial(written, site=2))) == [
        f"{PLAN}:9: a variant with site 3 would be wrong: it overlaps 10.3.10.0/26 of VLAN `garage` there; "
        "mend it, or change the span of sites (1 to 9)"
    ]
    edit(PLAN, "variant: {site: {from: 1, to: 9}}\n", "")
    assert refused(lambda: load_company(house, "garage", partial(written, site=3))) == [
        f"{PLAN}:13: 10.3.10.0/26 overlaps 10.3.10.0/24 of VLAN `bureau`; move or shrink one of them",
        f"{PLAN}:19: host `pc-garage` has the address of `pc-bureau` (10.3.10.11); use a free position from 1 to 62",
    ]
