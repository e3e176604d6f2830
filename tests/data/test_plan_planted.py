"""Every error that can be planted in a plan with sites, needs, transits, pools, a public side and variants."""

from collections.abc import Callable

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House

Refused = Callable[[Callable[[], object]], list[str]]

FILE = "inventories/garage/plan.yml"

PLAN = """\
company: Garage
domain: garage.lan
variant: {site: {from: 1, to: 20}, ids: {from: 100, to: 899}}
site: 2
sites:
  siege: {title: siège, block: "10.{site}.0.0/16", ipv6: "fd00:cc:{site}::/48"}
  annexe: {block: 192.168.8.0/22, ipv6: "fd00:cd:{site}::/48"}
vlans:
  bureau: {id: 110, names: [bureau, bureaux], hosts: 100, gateway: first, dhcp: {first: 50, last: last}}
  garage: {id: 120, names: [ateliers], subnet: "10.{site}.20.0/26", gateway: last}
  vente: {id: 130, site: annexe, hosts: 200, gateway: first}
  natif: {id: 99}
hosts:
  pc-bureau: {vlan: bureau, address: 11}
  pc-garage: {vlan: garage, address: 11}
  sw1: {vlan: bureau, address: 2}
  caisse: {vlan: bureau, address: 60, mac: "02:42:ac:00:00:60"}
transits:
  lien: {site: siege, ends: [siege, annexe]}
  secours: {subnet: "10.{site}.240.0/30", ends: [siege, annexe]}
pools:
  vpn: {hosts: 20}
public:
  internet: {subnet: 203.0.113.0/28, gateway: last, hosts: {pare-feu: 2, web: 3}}
reserved:
  cameras: {subnet: "10.{site}.200.0/24"}
secrets:
  wifi: {words: 4}
"""

# name: (what stands in the sound plan, what is put in its place, line, what the message says)
PLANTED = {
    # types
    "secret of two words": ("words: 4", "words: 2", 28, "`words`: 2 is not allowed"),
    "a transit of three ends": ("lien: {site: siege, ends: [siege, annexe]", "lien: {ends: [a, b, c]", 19, "`ends`"),
    "need as text": ("hosts: 20}", "hosts: vingt}", 22, "`hosts`: 'vingt' is not allowed; expected a whole number"),
    # sites
    "unknown site": ("site: annexe", "site: anexe", 11, "there is no site `anexe`; did you mean `annexe`?"),
    "block inside a block": (
        "192.168.8.0/22",
        '"10.{site}.8.0/22"',
        7,
        "10.2.8.0/22 overlaps 10.2.0.0/16 of site `siege`; move or shrink one of them",
    ),
    "block in Docker's network": (
        "192.168.8.0/22",
        "172.17.8.0/22",
        7,
        "172.17.8.0/22 overlaps 172.17.0.0/16 of Docker",
    ),
    "block of somebody": (
        "192.168.8.0/22",
        "8.8.8.0/22",
        7,
        "8.8.8.0/22 belongs to somebody on the Internet; use 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918)",
    ),
    "block wider than private": ("192.168.8.0/22", "192.0.0.0/8", 7, "192.0.0.0/8 belongs to somebody"),
    "address for a block": ("192.168.8.0/22", "192.168.9.0/22", 7, "is an address inside a subnet, not the subnet"),
    "IPv6 that is global": ("fd00:cd:{site}::/48", "2001:db8:1::/48", 7, "is no unique local block (RFC 4193)"),
    "IPv6 of another length": ("fd00:cd:{site}::/48", "fd00:cd:{site}::/64", 7, "must be a /48, one /64 a VLAN"),
    "IPv6 that is none": ("fd00:cd:{site}::/48", "fd00:cd:{site}/48", 7, "is no IPv6 block"),
    "one IPv6 for two": ("fd00:cd:{site}", "fd00:cc:{site}", 7, "fd00:cc:2::/48 is already that of site `siege`"),
    "part of an octet": (
        "10.{site}.20.0",
        "10.1{site}.20.0",
        10,
        "{site} must be a whole octet; write it as 10.{site}",
    ),
    "outside the site": (
        'subnet: "10.{site}.20.0/26", gateway: last',
        "site: annexe, subnet: 192.168.20.0/26, gateway: last",
        10,
        "192.168.20.0/26 is outside the block of site `annexe` (192.168.8.0/22); move it into the block, or name",
    ),
    "in no site": ('"10.{site}.20.0/26"', "192.168.20.0/26", 10, "192.168.20.0/26 is in no block of a site; move it"),
    "one IPv6 for two, for one site": (
        "fd00:cd:{site}",
        "fd00:cc:9",
        7,
        "a variant with site 9 would be wrong: fd00:cc:9::/48 is already that of site `siege`; mend it, or change",
    ),
    "public side inside a site": (
        "192.168.8.0/22",
        "203.0.113.0/24",
        24,
        "203.0.113.0/28 lies in the block of site `annexe` (203.0.113.0/24); move one of them",
    ),
    # needs
    "need of nobody": ("hosts: 200", "hosts: 0", 11, "a need of 0 machines is none; write how many there are"),
    "need that does not fit": (
        "hosts: 200",
        "hosts: 2000",
        11,
        "`vente` needs 2048 addresses and does not fit into 192.168.8.0/22: the largest free place there is a /22",
    ),
    "given too small": (
        '"10.{site}.20.0/26"',
        '"10.{site}.20.0/26", hosts: 62',
        10,
        "10.2.20.0/26 has no room for 62 machines and their gateway; make it a /25, or lower `hosts:`",
    ),
    "pool without addresses": ("vpn: {hosts: 20}", "vpn: {title: VPN}", 22, "pool `vpn` has no addresses; add"),
    # overlaps
    "given over placed": (
        "10.{site}.20.0/26",
        "10.{site}.0.64/26",
        10,
        "10.2.0.64/26 overlaps 10.2.0.0/25, where VLAN `bureau` was placed by its need; "
        'move it, or give VLAN `bureau` `subnet: "10.{site}.0.128/25"`, which is free',
    ),
    "reserved over given": (
        "10.{site}.200.0/24",
        "10.{site}.20.0/24",
        10,
        "10.2.20.0/26 overlaps 10.2.20.0/24 of reserved range `cameras`; move or shrink one of them",
    ),
    "transit in a VLAN": ("10.{site}.240.0/30", "10.{site}.20.8/30", 20, "overlaps 10.2.20.0/26 of VLAN `garage`"),
    "pool in a VLAN": ("vpn: {hosts: 20}", 'vpn: {subnet: "10.{site}.20.0/27"}', 22, "overlaps"),
    "two public sides": (
        "internet: {",
        "secours: {subnet: 203.0.113.8/29}\n  internet: {",
        24,
        "203.0.113.8/29 overlaps 203.0.113.0/28 of public side `internet`",
    ),
    # gateways, ranges, reservations
    "the last lease is the gateway": ("gateway: first, dhcp", "gateway: last, dhcp", 9, "lies in the DHCP range"),
    "card of a group": (
        "02:42:ac:00:00:60",
        "01:42:ac:00:00:60",
        17,
        "`01:42:ac:00:00:60` is no address of a network card; write it as 02:42:ac:00:00:0a, its first number even",
    ),
    "two machines, one card": (
        "sw1: {vlan: bureau, address: 2}",
        'sw1: {vlan: bureau, address: 2, mac: "02-42-AC-00-00-60"}',
        17,
        "02:42:ac:00:00:60 is already the card of `sw1`; each machine has a card of its own",
    ),
    "reservation without DHCP": (
        "pc-garage: {vlan: garage, address: 11}",
        'pc-garage: {vlan: garage, address: 11, mac: "02:42:ac:00:00:61"}',
        15,
        "`pc-garage` waits for DHCP, and VLAN `garage` has none; add `dhcp:` to the VLAN, or take `mac:` away",
    ),
    "the gateway's position in IPv6": (
        "pc-garage: {vlan: garage, address: 11}",
        "pc-garage: {vlan: garage, address: 1}",
        15,
        "host `pc-garage` has position 1, which is the gateway's in IPv6; use another position",
    ),
    # outside
    "public side of somebody": (
        "203.0.113.0/28",
        "8.8.8.0/28",
        24,
        "8.8.8.0/28 is not for the public side of a lab; use",
    ),
    "public side that is private": ("203.0.113.0/28", "192.168.50.0/28", 24, "is not for the public side of a lab"),
    "public address of the provider": (
        "web: 3",
        "web: 14",
        24,
        "has the address of the provider's gateway (203.0.113.14)",
    ),
    "one public address for two": ("web: 3", "web: 2", 24, "host `web` has the address of `pare-feu` (203.0.113.2)"),
    "public broadcast": ("web: 3", "web: 15", 24, "host `web` is the broadcast address of 203.0.113.0/28; use a free"),
    "public gateway outside": ("gateway: last, hosts", "gateway: 16, hosts", 24, "gateway (position 16) is outside"),
    "transit to itself": ("{site: siege, ends: [siege, annexe]}", "{ends: [siege, siege]}", 19, "`siege` to itself"),
    "end without name": (
        "ends: [siege, annexe]}\n  s",
        'ends: [siege, ""]}\n  s',
        19,
        "`` is no name of a device or site",
    ),
    "/32 between two": ("10.{site}.240.0/30", "10.{site}.240.0/32", 20, "has no room for machines; use /30"),
    # names
    "one name for two VLANs": (
        "[ateliers]",
        "[bureaux]",
        10,
        "VLAN name `bureaux` is already one of `bureau`; give each",
    ),
    "the name of another": (
        "[ateliers]",
        "[vente]",
        11,
        "VLAN name `vente` is already one of `garage`; give each VLAN",
    ),
    "a name that is no label": ("[ateliers]", "[Ateliers]", 10, "`Ateliers` is no VLAN name; use lower-case letters"),
    "site with a capital": ("siege: {title", "Siege: {title", 6, "`Siege` is no site name; use lower-case letters"),
    "pool with a space": ("vpn: {", "acces distant: {", 22, "`acces distant` is no pool name; use lower-case letters"),
    "public host with a dot": ("web: 3", "www.web: 3", 24, "`www.web` is no host name (RFC 1123)"),
    "secret with an accent": ("wifi: {", "clé: {", 28, "`clé` is no secret name; use lower-case letters"),
    "host called like a site": (
        "  sw1: {",
        "  annexe: {",
        16,
        "`annexe` is a site and a host: a transit that ends there",
    ),
    # variants
    "ids too few": ("{from: 100, to: 899}", "{from: 1000, to: 1007}", None, None),
    "ids far too few": ("{from: 100, to: 899}", "{from: 1000, to: 1006}", 3, "1000 to 1006 has 3 VLAN ids for 4 VLANs"),
    "ids backwards": (
        "{from: 100, to: 899}",
        "{from: 899, to: 100}",
        3,
        "the VLAN ids end (100) before they begin (899)",
    ),
    "ids that are none": ("to: 899", "to: 5000", 3, "VLAN ids from 100 to 5000 do not all exist (IEEE 802.1Q); stay"),
    "sites beyond an octet": (
        "to: 20",
        "to: 256",
        6,
        "a variant with site 256 would be wrong: `10.{site}.0.0/16` is no IPv4 subnet for site 256; write it as "
        "10.1.10.0/24; mend it, or change the span of sites (1 to 256)",
    ),
    "sites beyond all addresses": ("to: 20", "to: 99999999999", 7, "a variant with site 99999999999 would be wrong"),
    "sites before all addresses": ("from: 1, to: 20", "from: -99999999999, to: 20", 7, "`fd00:cd:{site}::/48` is no"),
    "a block that is aligned for some": (
        '"10.{site}.0.0/16"',
        '"10.{site}.0.0/15"',
        6,
        "a variant with site 1 would be wrong: `10.{site}.0.0/15` is an address inside a subnet, not the subnet; write "
        "10.0.0.0/15; mend it, or change the span of sites (1 to 20)",
    ),
    "private for some": (
        '"10.{site}.200.0/24"',
        '"172.{site}.200.0/24"',
        26,
        "a variant with site 17 would be wrong: it overlaps 172.17.0.0/16 of Docker's own network there",
    ),
    "a fixed one that others meet": (
        'secours: {subnet: "10.{site}.240.0/30"',
        "secours: {subnet: 10.7.20.0/30",
        10,
        "a variant with site 7 would be wrong: it overlaps 10.7.20.0/30 of transit `secours` there; mend it",
    ),
    "a placed one that meets a fixed one": (
        'cameras: {subnet: "10.{site}.200.0/24"}',
        "cameras: {subnet: 10.19.0.0/26}",
        9,
        "a variant with site 19 would be wrong: it overlaps 10.19.0.0/26 of reserved range `cameras` there",
    ),
    "two movements that meet": (
        'cameras: {subnet: "10.{site}.200.0/24"}',
        'cameras: {subnet: "10.20.{site}.0/24"}',
        10,
        "a variant with site 20 would be wrong: it overlaps",
    ),
    "fixed beside placed": (
        "  garage: {id: 120,",
        '  caves: {id: 121, site: annexe, subnet: "192.168.{site}.0/26"}\n  garage: {id: 120,',
        10,
        "does not move with the block of site `annexe`, where others are placed; write {site} where the block has it",
    ),
}


@pytest.fixture
def plan(house: House) -> Callable[[str], None]:
    """Write the plan of the company of HOUSE."""
    return lambda text: (house.root / FILE).write_text(text, encoding="utf-8") and None


@pytest.mark.parametrize(("old", "new", "line", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(
    house: House,
    plan: Callable[[str], None],
    refused: Refused,
    old: str,
    new: str,
    line: int | None,
    said: str | None,
) -> None:
    assert PLAN.count(old) == 1
    plan(PLAN.replace(old, new))
    if said is None:
        load_company(house, "garage")  # a near miss: four ids of 1000 to 1007 are free
        return
    lines = refused(lambda: load_company(house, "garage"))
    assert [text for text in lines if text.startswith(f"{FILE}:{line}: ") and said in text], lines


def test_there_are_enough_kinds() -> None:
    assert len(PLANTED) >= 50


def test_the_sound_plan_is_taken(house: House, plan: Callable[[str], None]) -> None:
    plan(PLAN)
    made = load_company(house, "garage").plan
    assert (len(made.vlans), len(made.sites), made.site) == (4, 2, 2)


def test_all_at_once_in_the_order_of_lines(house: House, plan: Callable[[str], None], refused: Refused) -> None:
    text = PLAN
    for old, new in {
        "garage.lan": "garage.local",
        "192.168.8.0/22": "8.8.8.0/22",
        "id: 120": "id: 1",
        "{vlan: garage, address: 11}": "{vlan: garage, address: 62}",
        "hosts: 20}": "hosts: 0}",
        "203.0.113.0/28": "8.8.8.0/28",
    }.items():
        text = text.replace(old, new)
    plan(text)
    numbers = [int(line.split(":")[1]) for line in refused(lambda: load_company(house, "garage"))]
    assert numbers == sorted(numbers)
    assert {2, 7, 10, 15, 22, 24} <= set(numbers)
