"""What each configuration line does to the tree."""

from __future__ import annotations

import re

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.render import lines_of

PORT = "interface GigabitEthernet1/0/1"


def after(text: str) -> Reading:
    return read(GRAMMAR, text, blank(GRAMMAR, 4))


def section(reading: Reading, key: str) -> list[str]:
    return [line.strip() for line in lines_of(reading.tree.lines[key])[1:]]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("switchport mode access", ["switchport mode access"]),
        ("switchport mode access\nswitchport mode trunk", ["switchport mode trunk"]),
        ("switchport mode access\nno switchport mode", []),
        ("switchport access vlan 10", ["switchport access vlan 10"]),
        ("switchport access vlan 10\nswitchport access vlan 1", []),
        ("switchport access vlan 10\nno switchport access vlan", []),
        ("switchport trunk native vlan 99", ["switchport trunk native vlan 99"]),
        ("switchport trunk native vlan 99\nswitchport trunk native vlan 1", []),
        ("switchport trunk allowed vlan 10,20", ["switchport trunk allowed vlan 10,20"]),
        ("switchport trunk allowed vlan 10\nswitchport trunk allowed vlan add 11-12",
         ["switchport trunk allowed vlan 10-12"]),
        ("switchport trunk allowed vlan 10-12\nswitchport trunk allowed vlan remove 11",
         ["switchport trunk allowed vlan 10,12"]),
        ("switchport trunk allowed vlan remove 2-4094", ["switchport trunk allowed vlan 1"]),
        ("switchport trunk allowed vlan except 100-4094", ["switchport trunk allowed vlan 1-99"]),
        ("switchport trunk allowed vlan none", ["switchport trunk allowed vlan none"]),
        ("switchport trunk allowed vlan none\nswitchport trunk allowed vlan add 5",
         ["switchport trunk allowed vlan 5"]),
        ("switchport trunk allowed vlan 5\nswitchport trunk allowed vlan remove 5",
         ["switchport trunk allowed vlan none"]),
        ("switchport trunk allowed vlan 5\nswitchport trunk allowed vlan all", []),
        ("switchport trunk allowed vlan add 5", []),
        ("switchport trunk allowed vlan 5\nno switchport trunk allowed vlan", []),
        ("description vers sw2", ["description vers sw2"]),
        ("description a\nno description", []),
        ("shutdown", ["shutdown"]),
        ("shutdown\nno shutdown", []),
        ("no shutdown", []),
        ("switchport", []),
        ("switchport trunk encapsulation dot1q", []),
        ("switchport mode access\nswitchport nonegotiate", ["switchport mode access", "switchport nonegotiate"]),
        ("spanning-tree portfast", ["spanning-tree portfast"]),
        ("spanning-tree portfast trunk", ["spanning-tree portfast trunk"]),
        ("spanning-tree portfast\nno spanning-tree portfast", []),
        ("speed 100\nduplex full", ["speed 100", "duplex full"]),
        ("shutdown\nswitchport mode trunk\nswitchport trunk allowed vlan 3\ndescription x",
         ["description x", "switchport trunk allowed vlan 3", "switchport mode trunk", "shutdown"]),
    ],
)  # fmt: skip
def test_lines_of_a_port(lines: str, kept: list[str]) -> None:
    reading = after(f"interface gi1/0/1\n{lines}")
    assert not reading.refused
    assert section(reading, PORT) == kept


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("interface gi1/0/1\nip address 10.0.0.1 255.0.0.0", "ip address 10.0.0.1 255.0.0.0"),
        ("interface gi1/0/5", "interface gi1/0/5"),
        ("interface range gi1/0/3 - 5", "interface range gi1/0/3 - 5"),
        ("no interface gi1/0/1", "no interface gi1/0/1"),
        ("no interface vlan 1", "no interface vlan 1"),
        ("no interface vlan 10\nvlan 1002", "vlan 1002"),
        ("no vlan 1", "no vlan 1"),
        ("no vlan 1002", "no vlan 1002"),
        ("vlan 1\nname X", "name X"),
        ("vlan 10\nname A\nvlan 20\nname A", "name A"),
        (f"vlan 10\nname {'x' * 33}", f"name {'x' * 33}"),
        ("interface vlan 10\nip address 10.0.0.0 255.255.255.0", "ip address 10.0.0.0 255.255.255.0"),
        ("interface vlan 10\nip address 10.0.0.255 255.255.255.0", "ip address 10.0.0.255 255.255.255.0"),
        ("interface vlan 10\nip address 224.0.0.1 255.255.255.0", "ip address 224.0.0.1 255.255.255.0"),
        ("interface vlan 10\nip address 10.0.0.1 255.255.255.0\ninterface vlan 20\nip address 10.0.0.2 255.255.0.0",
         "ip address 10.0.0.2 255.255.0.0"),
        ("router ospf 1", "router ospf 1"),
        ("ip http server", "ip http server"),
        ("aaa new-model", "aaa new-model"),
        ("cdp run", "cdp run"),
        ("no spanning-tree extend system-id", "no spanning-tree extend system-id"),
        ("line vty 0 3", "line vty 0 3"),
        ("line con 0\ntransport input ssh", "transport input ssh"),
        ("no line vty 0 4", "no line vty 0 4"),
        ("username bob secret 5 $1$abc$def", "username bob secret 5 $1$abc$def"),
        ("username bob secret 9 pas-un-hash", "username bob secret 9 pas-un-hash"),
        ("username bob password 7 toto", "username bob password 7 toto"),
        ("enable password 5 toto", "enable password 5 toto"),
        ("enable password 0 7 0822455D0A16", "enable password 0 7 0822455D0A16"),
        ("enable secret level 5 toto", "enable secret level 5 toto"),
        ("username bob password a\nusername bob secret b", "username bob secret b"),
        ("username bob secret a\nusername bob password b", "username bob password b"),
        ("hostname sw_1", "hostname sw_1"),
        ("show vlan", "show vlan"),
        ("reload", "reload"),
        ("do reload", "do reload"),
        ("default interface gi1/0/9", "default interface gi1/0/9"),
        ("interface gi1/0/1\nduplex half", "duplex half"),
        ("banner motd #", "banner motd #"),
        ("banner motd #a^Cb#", "banner motd #a^Cb#"),
    ],
)  # fmt: skip
def test_refused(text: str, line: str) -> None:
    reading = after(text)
    assert [refused.line for refused in reading.refused] == [line]
    assert reading.refused[0].shown.endswith("^\n% Invalid input detected at '^' marker.\n")


@pytest.mark.parametrize(
    "line",
    ["version 15.2", "boot-start-marker", "no service pad", "no aaa new-model", "no ip http server", "no cdp run",
     "spanning-tree extend system-id", "vlan internal allocation policy ascending", "no ip routing"],
)  # fmt: skip
def test_what_holds_anyway_is_accepted_and_not_kept(line: str) -> None:
    reading = after(line)
    assert not reading.refused
    assert reading.tree == blank(GRAMMAR, 4)


def test_a_missing_access_vlan_is_made() -> None:
    reading = after("interface gi1/0/1\nswitchport access vlan 30")
    assert reading.said == ["% Access VLAN does not exist. Creating vlan 30\n"]
    assert reading.tree.has("vlan 30")


def test_an_access_vlan_that_exists_says_nothing() -> None:
    assert after("vlan 30\ninterface gi1/0/1\nswitchport access vlan 30").said == []


def test_vlans_in_lists_and_ranges() -> None:
    reading = after("vlan 10,20-22\nvlan 30\nname X\nno vlan 20-21")
    assert [line.text for line in reading.tree.under("vlan ")] == ["vlan 10", "vlan 22", "vlan 30"]


def test_a_range_changes_every_port_or_none() -> None:
    reading = after("interface range gi1/0/1 - 2, gi1/0/4\nshutdown\nswitchport mode dynamic")
    shut = [line.key for line in reading.tree.under("interface Gig") if line.has("shutdown")]
    assert shut == [PORT, "interface GigabitEthernet1/0/2", "interface GigabitEthernet1/0/4"]


def test_a_name_that_one_of_several_vlans_refuses_changes_none() -> None:
    reading = after("vlan 10,20\nname A")
    assert len(reading.refused) == 1
    assert not any(line.has("name") for line in reading.tree.under("vlan "))


def test_default_interface_empties_the_port() -> None:
    reading = after("interface gi1/0/1\nshutdown\ndescription x\ndefault interface gi1/0/1")
    assert section(reading, PORT) == []
    assert reading.said == ["Interface GigabitEthernet1/0/1 set to default configuration\n"]


def test_both_halves_of_the_vty_lines() -> None:
    reading = after("line vty 0 15\nlogin local\ntransport input ssh\nexec-timeout 0 0")
    for key in ("line vty 0 4", "line vty 5 15"):
        assert section(reading, key) == ["exec-timeout 0 0", "login local", "transport input ssh"]
    assert section(reading, "line con 0") == []


def test_console_in_full() -> None:
    assert section(after("line console 0\nlogging synchronous"), "line con 0") == ["logging synchronous"]


@pytest.mark.parametrize(("typed", "kept"), [("exec-timeout 5", ["exec-timeout 5 0"]), ("exec-timeout 10 0", [])])
def test_exec_timeout(typed: str, kept: list[str]) -> None:
    assert section(after(f"line con 0\n{typed}"), "line con 0") == kept


@pytest.mark.parametrize(
    ("lines", "pattern"),
    [
        ("username bob secret toto", r"username bob secret 9 \$9\$\S{14}\$\S{43}"),
        ("username bob privilege 15 secret 0 toto", r"username bob privilege 15 secret 9 \$9\$\S+"),
        ("username bob secret toto\nusername bob privilege 15", r"username bob privilege 15 secret 9 \S+"),
        ("username bob privilege 15", r"username bob privilege 15"),
        ("username bob privilege 15 secret a\nusername bob secret b", r"username bob privilege 15 secret 9 \S+"),
    ],
)
def test_users_are_kept_hashed(lines: str, pattern: str) -> None:
    line = after(lines).tree.lines["username bob"].text
    assert re.fullmatch(pattern, line)
    assert "toto" not in line


def test_the_enable_secret_is_hashed() -> None:
    assert re.fullmatch(r"enable secret 9 \$9\$\S+", after("enable secret toto").tree.lines["enable secret"].text)


def test_an_svi_is_made_and_removed() -> None:
    assert after("interface vlan 10").tree.has("interface Vlan10")
    assert not after("interface vlan 10\nno interface vlan 10").tree.has("interface Vlan10")


def test_portfast_warns_once() -> None:
    reading = after("interface gi1/0/1\nspanning-tree portfast\nspanning-tree portfast")
    assert len(reading.said) == 1
    assert "GigabitEthernet1/0/1" in reading.said[0]
    assert "Invalid" not in reading.said[0]


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("banner motd #bonjour#", "bonjour"),
        ("banner motd ^Cbonjour^C", "bonjour"),
        ("banner motd \x03bonjour\x03", "bonjour"),
        ("banner motd ^C\nligne 1\n ligne 2\n^C", "\nligne 1\n ligne 2\n"),
        ("banner motd #\nhostname pas-une-commande\n!\nend\n#", "\nhostname pas-une-commande\n!\nend\n"),
    ],
)
def test_banners(typed: str, body: str) -> None:
    reading = after(f"{typed}\nhostname sw9")
    assert reading.tree.value("banner motd") == f"^C{body}^C"
    assert reading.tree.value("hostname") == "sw9"


def test_the_file_ends_at_end() -> None:
    assert after("hostname a\nend\nhostname b").tree.value("hostname") == "a"


def test_exit_closes_the_section() -> None:
    reading = after("interface gi1/0/1\nexit\nshutdown")
    assert [refused.line for refused in reading.refused] == ["shutdown"]


def test_a_refused_line_stays_in_its_section() -> None:
    reading = after("interface gi1/0/1\nfoo bar\nshutdown")
    assert section(reading, PORT) == ["shutdown"]


def test_spanning_tree_mode() -> None:
    assert after("spanning-tree mode rapid-pvst").tree.has("spanning-tree mode")
    assert not after("spanning-tree mode rapid-pvst\nspanning-tree mode pvst").tree.has("spanning-tree mode")
