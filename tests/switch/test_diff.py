"""The differences that NAPALM reads, and files as text."""

from __future__ import annotations

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.diff import differences, equal
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import incremental, read, statements
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line

OLD = """
hostname sw1
vlan 10
 name A
vlan 20
interface GigabitEthernet1/0/1
 description vieux
 switchport access vlan 10
interface GigabitEthernet1/0/2
 shutdown
"""


def tree(text: str) -> Line:
    return read(GRAMMAR, text, blank(GRAMMAR, 3)).tree


def test_additions_come_first_then_removals_with_their_header_again() -> None:
    new = OLD.replace("vieux", "neuf").replace("vlan 20\n", "vlan 30\n name B\n").replace(" shutdown\n", "")
    assert differences(tree(OLD), tree(new)) == [
        "+vlan 30",
        " +name B",
        "interface GigabitEthernet1/0/1",
        " +description neuf",
        "-vlan 20",
        "interface GigabitEthernet1/0/1",
        " -description vieux",
        "interface GigabitEthernet1/0/2",
        " -shutdown",
    ]


def test_equal_trees_have_no_difference() -> None:
    assert differences(tree(OLD), tree(OLD)) == []
    assert equal(tree(OLD), tree(OLD))


def test_a_changed_value_is_no_equality() -> None:
    assert not equal(tree(OLD), tree(OLD.replace("vieux", "neuf")))
    assert not equal(tree(OLD), tree(OLD + "vlan 40\n"))


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        ("vlan 10\n name A\n", []),
        ("vlan 30\n name B\n", ["vlan 30", " name B"]),
        ("vlan 10\n name B\n", ["vlan 10", " name B"]),
        ("hostname sw1\nhostname sw2\n", ["hostname sw2"]),
        ("interface gi1/0/1\n description vieux\n shutdown\n", ["interface gi1/0/1", " shutdown"]),
        ("interface gi1/0/2\n no shutdown\n", ["interface gi1/0/2", " no shutdown"]),
        ("interface gi1/0/1\n no shutdown\n", []),
        ("interface gi1/0/1\n switchport access vlan 50\n", ["interface gi1/0/1", " switchport access vlan 50"]),
        ("foo bar\n", ["foo bar"]),
        ("interface gi1/0/1\n description vieux\nhostname sw3\n", ["hostname sw3"]),
        ("no vlan 20\n", ["no vlan 20"]),
        ("vlan 30\nvlan 31\n", ["vlan 30", "vlan 31"]),
        ("! rien\nend\nhostname x\n", []),
    ],
)
def test_incremental_shows_only_what_would_change(file: str, lines: list[str]) -> None:
    assert incremental(GRAMMAR, file, tree(OLD)) == lines


def test_incremental_leaves_the_configuration_alone() -> None:
    base = tree(OLD)
    before = render(base)
    incremental(GRAMMAR, "hostname autre\nno vlan 10\n", base)
    assert render(base) == before


def test_statements_join_a_banner() -> None:
    text = "!\nhostname a\n\nbanner motd ^C\nun\n! deux\n^C\n vlan 3\nend\nx"
    assert list(statements(text)) == ["hostname a", "banner motd ^C\nun\n! deux\n^C", " vlan 3"]


def test_a_banner_that_never_closes_is_refused() -> None:
    reading = read(GRAMMAR, "banner motd ^C\nhostname x\n", blank(GRAMMAR, 2))
    assert len(reading.refused) == 1
    assert not reading.tree.has("hostname")


def test_running_configuration_in_ios_order() -> None:
    text = """
line vty 0 4
 login local
ip default-gateway 10.0.0.1
interface Vlan20
interface GigabitEthernet1/0/2
 switchport mode access
 switchport access vlan 20
vlan 20
vlan 3
spanning-tree mode rapid-pvst
no ip domain-lookup
hostname sw1
service password-encryption
ip scp server enable
ip ssh version 2
"""
    assert render(read(GRAMMAR, text, blank(GRAMMAR, 2)).tree) == (
        """!
version 15.2
!
service password-encryption
!
hostname sw1
!
no ip domain-lookup
!
spanning-tree mode rapid-pvst
!
vlan 3
!
vlan 20
!
interface GigabitEthernet1/0/1
!
interface GigabitEthernet1/0/2
 switchport access vlan 20
 switchport mode access
!
interface Vlan1
 no ip address
!
interface Vlan20
 no ip address
!
ip default-gateway 10.0.0.1
!
ip ssh version 2
ip scp server enable
!
line con 0
line vty 0 4
 login local
line vty 5 15
!
end
"""
    )
