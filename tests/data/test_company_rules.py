"""Every error that can be planted in devices.yml: refused with its line, what is wrong, and what to do."""

from collections.abc import Callable

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House
from tests.conftest import Edit

Refused = Callable[[Callable[[], object]], list[str]]

DEVICES = "inventories/garage/devices.yml"

# name: (what stands in the sound file, what is put in its place, line, what the message says)
PLANTED = {
    "unknown key of a device": ("image: switch,", "imgae: switch,", 2, "unknown key `imgae`; did you mean `image`?"),
    "device without image": ("{image: switch, groups: [acces]}", "{}", 3, "`image` is missing; add `image:`"),
    "no devices": ("devices:", "device:", 1, "`devices` is missing; add `devices:`"),
    "unknown image": (
        "{image: workstation}",
        "{image: worstation}",
        4,
        "there is no image `worstation`; did you mean `workstation`?",
    ),
    "device name is no label": (
        "  pc-garage: {",
        "  PC_Garage: {image: workstation}\n  pc-garage: {",
        5,
        "`PC_Garage` is no device name (RFC 1123); use lower-case letters, digits and hyphens, 63 at most",
    ),
    "device name goes up a folder": (
        "  pc-garage: {",
        "  ../../x: {image: workstation}\n  pc-garage: {",
        5,
        "`../../x` is no device name (RFC 1123); use lower-case letters, digits and hyphens, 63 at most",
    ),
    "unknown device": (
        "sw2:Gi1/0/24",
        "sw3:Gi1/0/24",
        7,
        "there is no device `sw3`; did you mean `sw2`?",
    ),
    "no port": ("sw2:Gi1/0/24", "sw2", 7, "`sw2` names no port; write it as device:port, e.g. sw1:Gi1/0/1"),
    "empty port": (
        "sw2:Gi1/0/24",
        "sw2:",
        7,
        "`sw2` has no port ``; use GigabitEthernet1/0/1 to GigabitEthernet1/0/24",
    ),
    "port over the last": (
        "sw2:Gi1/0/24",
        "sw2:Gi1/0/25",
        7,
        "`sw2` has no port `Gi1/0/25`; use GigabitEthernet1/0/1 to GigabitEthernet1/0/24",
    ),
    "port zero": (
        "sw2:Gi1/0/24",
        "sw2:Gi1/0/0",
        7,
        "`sw2` has no port `Gi1/0/0`; use GigabitEthernet1/0/1 to GigabitEthernet1/0/24",
    ),
    "port of another platform": (
        "pc-garage:eth1",
        "pc-garage:Gi1/0/1",
        12,
        "`pc-garage` has no port `Gi1/0/1`; use eth1 to eth4",
    ),
    "the management port": (
        "pc-garage:eth1",
        "pc-garage:eth0",
        12,
        "`pc-garage` has no port `eth0`; use eth1 to eth4",
    ),
    "a port used twice": (
        "sw1:gi1/0/1",
        "sw1:Gi1/0/24",
        10,
        "port `sw1:Gi1/0/24` is used twice (first in link 1); use a free port",
    ),
    "a port used twice in another spelling": (
        "sw1:gi1/0/1",
        "sw1:GigabitEthernet1/0/24",
        10,
        "port `sw1:GigabitEthernet1/0/24` is used twice (first in link 1); use a free port",
    ),
    "a link to itself": (
        '"sw1:Gi1/0/24", "sw2:Gi1/0/24"',
        '"sw1:Gi1/0/24", "sw1:Gi1/0/23"',
        7,
        "`sw1` is linked to itself; name another device at one end",
    ),
    "three ends": (
        '["sw1:Gi1/0/24", "sw2:Gi1/0/24"]',
        '["sw1:Gi1/0/24", "sw2:Gi1/0/24", "sw2:Gi1/0/23"]',
        7,
        "`ends`: a list is not allowed; expected",
    ),
    "one end": ('["sw1:Gi1/0/24", "sw2:Gi1/0/24"]', '["sw1:Gi1/0/24"]', 7, "`ends`: a list is not allowed; expected"),
    "unknown VLAN in a trunk": (
        "[bureau, garage, natif]",
        "[bureau, garaje, natif]",
        8,
        "the plan has no VLAN `garaje`; did you mean `garage`?",
    ),
    "unknown access VLAN": (
        "access: garage",
        "access: garag",
        13,
        "the plan has no VLAN `garag`; did you mean `garage`?",
    ),
    "unknown native VLAN": (
        "native: natif",
        "native: native",
        9,
        "the plan has no VLAN `native`; did you mean `natif`?",
    ),
    "VLAN number for a name": ("access: garage", "access: 20", 13, "`access`: 20 is not allowed; expected text"),
    "native VLAN not carried": (
        "[bureau, garage, natif]",
        "[bureau, garage]",
        9,
        "native VLAN `natif` is not carried by the trunk; add it to `trunk:`, or choose another one",
    ),
    "native VLAN without a trunk": (
        "    access: garage",
        "    access: garage\n    native: natif",
        14,
        "native VLAN `natif` is not carried by the trunk; add it to `trunk:`, or choose another one",
    ),
    "a VLAN twice in a trunk": (
        "[bureau, garage, natif]",
        "[bureau, garage, natif, bureau]",
        8,
        "VLAN `bureau` is listed twice; keep one of them",
    ),
    "an empty trunk": ("[bureau, garage, natif]", "[]", 8, "the trunk carries no VLAN; list the names of its VLANs"),
    "access and trunk": (
        "    access: garage",
        "    access: garage\n    trunk: [garage]",
        14,
        "the link is access and trunk at once; keep one of them",
    ),
    "neither access nor trunk": (
        "    access: garage\n",
        "",
        12,
        "switch port `sw2:GigabitEthernet1/0/2` carries no VLAN; add `access:` or `trunk:`",
    ),
    "access between two switches": (
        "    trunk: [bureau, garage, natif]\n    native: natif",
        "    access: bureau",
        8,
        "an access link joins a switch and a host; use `trunk:` between switches",
    ),
    "access between two hosts": (
        '"sw2:GigabitEthernet1/0/2", "pc-garage:eth1"',
        '"pc-bureau:eth2", "pc-garage:eth1"',
        13,
        "an access link joins a switch and a host; use `trunk:` between switches",
    ),
    "port in another VLAN than its host": (
        "access: garage",
        "access: bureau",
        13,
        "the plan has `pc-garage` in VLAN `garage`, its port is in `bureau`; make them agree",
    ),
    "a transit that the plan has not": (
        "    trunk: [bureau, garage, natif]\n    native: natif",
        "    transit: agence",
        8,
        "the plan has no transit `agence`; there is none",
    ),
    "a public side that the plan has not": (
        "    access: garage",
        "    public: internet",
        13,
        "the plan has no public `internet`; there is none",
    ),
    "access and transit": (
        "    access: garage",
        "    access: garage\n    transit: agence",
        14,
        "the link is access and transit at once; keep one of them",
    ),
    "host without an address": (
        "  pc-garage: {image: workstation}",
        "  pc-garage: {image: workstation}\n  pc-neuf: {image: workstation}",
        None,
        "",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, edit: Edit, refused: Refused, old: str, new: str, line: int | None, said: str) -> None:
    edit(DEVICES, old, new)
    if line is None:
        load_company(house, "garage")  # a near miss that must be taken: a device that is plugged nowhere
        return
    lines = refused(lambda: load_company(house, "garage"))
    assert any(told.startswith(f"{DEVICES}:{line}: {said}") for told in lines), lines


def test_a_plugged_host_needs_an_address(house: House, edit: Edit, refused: Refused) -> None:
    edit("inventories/garage/plan.yml", "  pc-garage: {vlan: garage, address: 11}\n", "")
    assert refused(lambda: load_company(house, "garage")) == [
        f"{DEVICES}:13: `pc-garage` has no address in the plan; add it to `hosts:` of plan.yml in VLAN garage, or "
        "give that VLAN a `dhcp:` range"
    ]


def test_a_plugged_host_without_an_address_asks_dhcp(house: House, edit: Edit) -> None:
    edit("inventories/garage/plan.yml", "  pc-bureau: {vlan: bureau, address: 11}\n", "")
    assert "pc-bureau" not in load_company(house, "garage").plan.hosts


TRUNK = "    trunk: [bureau, garage, natif]\n    native: natif"


def test_a_cable_between_routed_ports_has_the_subnet_of_a_transit(house: House, edit: Edit) -> None:
    edit("inventories/garage/plan.yml", "hosts:", "transits: {lien: {ends: [un, deux], subnet: 10.9.9.0/30}}\nhosts:")
    edit(DEVICES, TRUNK, "    transit: lien")
    link = load_company(house, "garage").links[0]
    assert (link.transit, link.carried, link.ends[0].device) == ("lien", (), "sw1")


def test_two_cables_cannot_have_one_subnet(house: House, edit: Edit, refused: Refused) -> None:
    edit("inventories/garage/plan.yml", "hosts:", "transits: {lien: {ends: [un, deux], subnet: 10.9.9.0/30}}\nhosts:")
    edit(DEVICES, TRUNK, '    transit: lien\n  - {ends: ["sw1:Gi1/0/5", "sw2:Gi1/0/5"], transit: lien}')
    assert refused(lambda: load_company(house, "garage")) == [
        f"{DEVICES}:9: transit `lien` is link 1 already; one cable has one subnet: use another, or a VLAN"
    ]


def test_problems_of_both_files_come_together(house: House, edit: Edit, refused: Refused) -> None:
    edit("inventories/garage/plan.yml", "id: 10", "id: 5000")
    edit(DEVICES, "sw2:Gi1/0/24", "sw9:Gi1/0/24")
    edit(DEVICES, "native: natif", "native: nativ")
    lines = refused(lambda: load_company(house, "garage"))
    assert [line.split(": ")[0] for line in lines] == [
        f"{DEVICES}:7",
        f"{DEVICES}:9",
        f"{DEVICES}:9",
        "inventories/garage/plan.yml:7",
    ]


def test_an_unknown_image_is_told_once(house: House, edit: Edit, refused: Refused) -> None:
    edit(DEVICES, "sw2: {image: switch,", "sw2: {image: swtch,")
    assert refused(lambda: load_company(house, "garage")) == [
        f"{DEVICES}:3: there is no image `swtch`; did you mean `switch`?"
    ]


def test_unknown_company(house: House, refused: Refused) -> None:
    assert refused(lambda: load_company(house, "garaje")) == ["there is no company `garaje`; did you mean `garage`?"]


@pytest.mark.parametrize("key", ["../inventories/garage", "garage/", "/etc", "", "."])
def test_a_company_is_a_name_never_a_path(house: House, refused: Refused, key: str) -> None:
    (line,) = refused(lambda: load_company(house, key))
    assert line.startswith(f"there is no company `{key}`")


def test_broken_image(house: House, edit: Edit, refused: Refused) -> None:
    edit("images/switch/image.yml", "ports: 24", "ports: many")
    (line,) = refused(lambda: load_company(house, "garage"))
    assert line.startswith("images/switch/image.yml:")
    assert "`ports`: 'many' is not allowed; expected a whole number" in line
