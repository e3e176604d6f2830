"""What the devices are sent, read by the programs that read it on the devices."""

import difflib
from collections.abc import Callable

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.diff import differences
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.render import render
from ccp3switch.config.whole import whole

from custom_napalm.linux import document
from tests.tasks.conftest import DEVICES, SECRET

PORTS = 24
SWITCHES = ("sw1", "sw2")
HOSTS = tuple(name for name in DEVICES if name not in SWITCHES)
Rendered = Callable[[str, str], str]

MANAGEMENT = """\
interface Vlan90
 ip address 10.7.90.11 255.255.255.0
 no shutdown
ip default-gateway 10.7.90.1
!
"""
SWITCHING = """\
vlan 10
 name compta
vlan 20
 name atelier
vlan 90
 name gestion
vlan 99
 name natif
interface GigabitEthernet1/0/1
 description pc-compta-1
 switchport access vlan 10
 switchport mode access
 spanning-tree portfast
interface GigabitEthernet1/0/2
 description pc-atelier-1
 switchport access vlan 20
 switchport mode access
 spanning-tree portfast
interface GigabitEthernet1/0/24
 description vers sw2
 switchport trunk native vlan 99
 switchport trunk allowed vlan 10,20,90,99
 switchport mode trunk
!
"""
SYSTEM = f"""\
hostname sw1
no ip domain-lookup
ip domain-name atelier-velo.lan
username admin privilege 15 secret 9 {SECRET}
ip scp server enable
ip ssh version 2
line con 0
 logging synchronous
line vty 0 15
 login local
 transport input ssh
!
end
"""


def test_a_switch_solved(rendered: Rendered) -> None:
    assert rendered("sw1", "solved") == MANAGEMENT + SWITCHING + SYSTEM


def test_a_switch_at_the_start_lacks_exactly_the_learners_work(rendered: Rendered) -> None:
    assert rendered("sw1", "start") == MANAGEMENT + SYSTEM


@pytest.mark.parametrize("device", SWITCHES)
def test_start_gives_nothing_of_the_solution_away(rendered: Rendered, device: str) -> None:
    start = rendered(device, "start")
    assert not [word for word in ("switchport", "spanning-tree", "\nvlan ", "description", " name ") if word in start]


@pytest.mark.parametrize("device", SWITCHES)
def test_the_solution_only_adds_to_the_start(rendered: Rendered, device: str) -> None:
    start, solved = (rendered(device, state).splitlines() for state in ("start", "solved"))
    assert not [line for line in difflib.ndiff(start, solved) if line.startswith("-")]


def understood(text: str) -> Reading:
    return read(GRAMMAR, text, blank(GRAMMAR, PORTS))


@pytest.mark.parametrize("state", ["start", "solved"])
@pytest.mark.parametrize("device", SWITCHES)
def test_the_switch_takes_every_line(rendered: Rendered, device: str, state: str) -> None:
    for reading in (understood(rendered(device, state)), whole(GRAMMAR, rendered(device, state), PORTS)):
        assert [refused.line for refused in reading.refused] == []
        assert not [said for said in reading.said if not said.startswith("%Warning: portfast")]  # as IOS says each time


@pytest.mark.parametrize("state", ["start", "solved"])
@pytest.mark.parametrize("device", SWITCHES)
def test_what_the_switch_shows_reads_back_the_same(rendered: Rendered, device: str, state: str) -> None:
    tree = understood(rendered(device, state)).tree
    again = understood(render(tree))
    assert again.refused == []
    assert render(again.tree) == render(tree)
    assert differences(tree, again.tree) == []


@pytest.mark.parametrize("device", SWITCHES)
def test_start_and_solved_differ_for_the_switch_too(rendered: Rendered, device: str) -> None:
    start, solved = (whole(GRAMMAR, rendered(device, state), PORTS).tree for state in ("start", "solved"))
    assert any("switchport mode trunk" in line for line in differences(start, solved))


INTERFACES = """\
# interfaces(5): what ifup and ifdown bring up and down. eth0 belongs to the lab's management.
auto lo
iface lo inet loopback

auto eth1
iface eth1 inet static
    address 10.7.10.11/24
    gateway 10.7.10.1
"""
NAMES = """\
127.0.0.1 localhost
::1 localhost ip6-localhost ip6-loopback
127.0.1.1 pc-compta-1.atelier-velo.lan pc-compta-1
"""


def test_a_workstation(rendered: Rendered) -> None:
    found = document.parse(rendered("pc-compta-1", "solved"))
    assert {file.path: file.content for file in found.files} == {
        "/etc/network/interfaces": INTERFACES,
        "/etc/hosts": NAMES,
    }
    assert [(file.mode, file.owner, file.secret) for file in found.files] == [("0644", "root:root", False)] * 2
    assert [(service.name, service.unit) for service in found.services] == [("networking", "networking")]


@pytest.mark.parametrize("device", HOSTS)
def test_a_document_reads_back_the_same(rendered: Rendered, device: str) -> None:
    found = document.parse(rendered(device, "solved"))
    assert document.parse(document.dump(found)) == found


@pytest.mark.parametrize("device", HOSTS)
def test_a_workstation_is_the_same_at_the_start(rendered: Rendered, device: str) -> None:
    assert rendered(device, "start") == rendered(device, "solved")


def test_no_two_hosts_share_an_address(rendered: Rendered) -> None:
    addresses = [
        line.split()[1]
        for device in HOSTS
        for file in document.parse(rendered(device, "solved")).files
        for line in file.content.splitlines()
        if line.strip().startswith("address")
    ]
    assert len(set(addresses)) == len(addresses) == len(HOSTS)
