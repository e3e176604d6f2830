"""Show commands: every one that ntc-templates knows parses; NAPALM's and people's readings besides."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ccp3switch.commands import TABLE
from ccp3switch.grammar.trie import variants
from ccp3switch.live.contract import Learned, Neighbour, SpanningTree, TreePort
from ccp3switch.live.leases import Lease
from ccp3switch.modes import EXEC
from ccp3switch.shell.session import Session
from ccp3switch.show.version import uptime
from ccp3switch.switch import Switch
from ntc_templates.parse import parse_output
from switchbench.offline import FakeLive, type_lines

CONFIG = """
hostname sw1
no ip domain-lookup
ip domain-name atelier.lan
vlan 10
name COMPTA
vlan 20
name ATELIER
interface gi1/0/1
description vers sw2
switchport mode trunk
switchport trunk allowed vlan 10,20
switchport trunk native vlan 10
interface gi1/0/2
switchport access vlan 10
switchport mode access
spanning-tree portfast
interface gi1/0/3
shutdown
interface port-channel 1
interface vlan 10
description gestion
ip address 10.0.10.2 255.255.255.0
ip dhcp pool COMPTA
network 10.0.10.0 /24
ip default-gateway 10.0.10.1
username admin privilege 15 secret x
ip access-list extended WEB
 permit tcp any host 10.0.20.80 eq www
 permit tcp 10.0.10.0 0.0.0.255 range 1024 2000 any established
 deny ip any any log
access-list 10 permit 10.0.10.7
access-list 10 permit 10.0.10.0 0.0.0.255
ip nat inside source static tcp 10.0.10.7 80 203.0.113.9 8080
"""
PARAMETERS = {
    "{interface}": "GigabitEthernet1/0/2", "{port}": "Gi1/0/2", "{vlan}": "10", "{word}": "COMPTA",
    "{mac}": "0242.aabb.cc01", "{mask}": "255.255.255.0", "{file}": "running-config",
    "{ip}": "10.0.10.7",
    "{list}": "WEB",
    "{channel}": "Po1", "{group}": "1", "{session}": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def configured(switch: Switch, live: FakeLive) -> None:
    live.up = {"eth1", "eth2"}
    live.macs = (Learned(10, "02:42:aa:bb:cc:01", "eth2", 3), Learned(20, "02:42:aa:bb:cc:02", "eth1", 1),
                 Learned(10, "02:42:aa:bb:cc:03", "to-svi"))  # fmt: skip
    live.arp = (Neighbour("10.0.10.7", "02:42:aa:bb:cc:01", "vlan10"),)
    live.leased = (Lease("10.0.10.7", "02:42:aa:bb:cc:01", "", None),)
    ports = (
        TreePort("eth1", "Root", "Forwarding", 2000, "128.1"),
        TreePort("eth2", "Designated", "Learning", 2000, "128.2"),
    )
    live.tree = SpanningTree(32768, "02:42:00:00:00:01", 2000, 32768, live.base_mac, ports)
    reading = switch.merged(CONFIG)
    assert reading.refused == []
    switch.commit(reading.tree)
    switch.save()


def lines() -> list[str]:
    """Every show command of the table, with and without its optional parts, parameters filled in."""
    found = [
        " ".join(PARAMETERS.get(token, token.split("|")[0]) for token in tokens)
        for command in TABLE
        if command.show is not None or (command.pattern.startswith("show") and set(EXEC) <= set(command.modes))
        for tokens in variants(command.pattern)
    ]
    return sorted(set(found))


@pytest.mark.parametrize("command", lines())
def test_every_show_command_answers(session: Session, command: str) -> None:
    assert "% In" not in session.feed(command)


def rows(session: Session, command: str) -> list[dict[str, Any]]:
    """Rows that ntc-templates reads."""
    return list(parse_output("cisco_ios", command, session.feed(command)))


def test_vlan(session: Session) -> None:
    found = {row["vlan_id"]: row for row in rows(session, "show vlan")}
    assert found["10"]["vlan_name"] == "COMPTA"
    assert found["10"]["interfaces"] == ["Gi1/0/2"]
    assert found["20"]["interfaces"] == []
    assert found["1"]["interfaces"][:2] == ["Gi1/0/3", "Gi1/0/4"]
    assert found["1002"]["status"] == "act/unsup"


@pytest.mark.parametrize(
    ("command", "ports"),
    [
        ("show vlan id 10", "Gi1/0/1, Gi1/0/2"),
        ("show vlan name ATELIER", "Gi1/0/1"),
        ("show vlan id 30", "VLAN id 30 not found in current VLAN database"),
        ("show vlan name X", "VLAN X not found in current VLAN database"),
    ],
)
def test_one_vlan(session: Session, command: str, ports: str) -> None:
    assert ports in session.feed(command)


def test_all_ports_lists_trunks_too(session: Session) -> None:
    assert re.search(r"^10   COMPTA +active    Gi1/0/1, Gi1/0/2$", session.feed("show vlan all-ports"), re.MULTILINE)


def test_a_trunk_that_is_down_stands_in_its_access_vlan(session: Session, live: FakeLive) -> None:
    live.up = set()
    assert re.search(r"^1    default +active    Gi1/0/1,", session.feed("show vlan brief"), re.MULTILINE)


def test_status(session: Session) -> None:
    found = {row["port"]: row for row in rows(session, "show interfaces status")}
    assert {port: (found[port]["status"], found[port]["vlan_id"]) for port in ("Gi1/0/1", "Gi1/0/2", "Gi1/0/3")} == {
        "Gi1/0/1": ("connected", "trunk"),
        "Gi1/0/2": ("connected", "10"),
        "Gi1/0/3": ("disabled", "1"),
    }
    assert found["Gi1/0/1"]["name"] == "vers sw2"
    assert found["Gi1/0/4"]["status"] == "notconnect"
    assert len(found) == 25


def test_switchport(session: Session) -> None:
    found = {row["interface"]: row for row in rows(session, "show interfaces switchport")}
    trunk, access, fresh = found["Gi1/0/1"], found["Gi1/0/2"], found["Gi1/0/4"]
    assert (trunk["admin_mode"], trunk["mode"], trunk["native_vlan"]) == ("trunk", "trunk", "10")
    assert trunk["trunking_vlans"] == ["10", "20"]
    assert (access["admin_mode"], access["mode"], access["access_vlan"]) == ("static access", "static access", "10")
    assert (fresh["admin_mode"], fresh["mode"]) == ("dynamic auto", "down")
    assert "Access Mode VLAN: 10 (COMPTA)" in session.feed("show interfaces gi1/0/2 switchport")


def test_an_inactive_access_vlan_says_so(session: Session) -> None:
    type_lines(session, "conf t\nno vlan 10\nend")
    assert "Access Mode VLAN: 10 (Inactive)" in session.feed("show int gi1/0/2 switchport")


def test_trunk(session: Session) -> None:
    assert session.feed("show interfaces trunk") == (
        """
Port        Mode             Encapsulation  Status        Native vlan
Gi1/0/1     on               802.1q         trunking      10

Port        Vlans allowed on trunk
Gi1/0/1     10,20

Port        Vlans allowed and active in management domain
Gi1/0/1     10,20

Port        Vlans in spanning tree forwarding state and not pruned
Gi1/0/1     10,20
"""
    )


def test_a_blocked_trunk_forwards_nothing(session: Session, live: FakeLive) -> None:
    live.tree = SpanningTree(0, "a", 0, 0, "b", (TreePort("eth1", "Alternate", "Discarding", 2000, "128.1"),))
    assert session.feed("show interfaces trunk").endswith("not pruned\nGi1/0/1     none\n")


def test_a_port_that_does_not_trunk_is_shown_when_asked_for(session: Session) -> None:
    assert "Gi1/0/2     off              802.1q         not-trunking  1" in session.feed("show int gi1/0/2 trunk")


def test_no_trunk_at_all(session: Session, live: FakeLive) -> None:
    live.up = set()
    assert session.feed("show interfaces trunk").strip() == ""


@pytest.mark.parametrize(
    "command", ["show interfaces gi1/0/30", "show int gi1/0/30 status", "show int gi1/0/30 switchport",
                "show int vlan 99", "show ip interface gi1/0/30", "show int vlan 10 trunk"],
)  # fmt: skip
def test_an_interface_that_is_not_there(session: Session, command: str) -> None:
    assert session.feed(command).endswith("% Invalid input detected at '^' marker.\n")


def test_interfaces(session: Session) -> None:
    found = {row["interface"]: row for row in rows(session, "show interfaces")}
    assert (found["GigabitEthernet1/0/1"]["link_status"], found["GigabitEthernet1/0/1"]["protocol_status"]) == (
        "up",
        "up (connected)",
    )
    assert found["GigabitEthernet1/0/3"]["link_status"] == "administratively down"
    assert found["GigabitEthernet1/0/1"]["description"] == "vers sw2"
    assert found["GigabitEthernet1/0/4"]["mac_address"] == "0242.64a1.b204"
    assert (found["Vlan10"]["ip_address"], found["Vlan10"]["prefix_length"]) == ("10.0.10.2", "24")
    assert found["GigabitEthernet1/0/1"]["input_packets"] == "12"


def test_ip_brief(session: Session) -> None:
    found = {row["interface"]: row for row in rows(session, "show ip interface brief")}
    assert (found["Vlan10"]["ip_address"], found["Vlan10"]["status"], found["Vlan10"]["proto"]) == (
        "10.0.10.2",
        "up",
        "up",
    )
    assert found["Vlan1"]["ip_address"] == "unassigned"
    assert (found["GigabitEthernet1/0/3"]["status"], found["GigabitEthernet1/0/3"]["proto"]) == (
        "administratively down", "down",
    )  # fmt: skip


def test_an_svi_is_down_without_a_port_that_carries_its_vlan(session: Session, live: FakeLive) -> None:
    live.up = {"eth4"}
    assert re.search(r"Vlan10 .* up +down$", session.feed("show ip interface brief"), re.MULTILINE)
    type_lines(session, "conf t\nno vlan 10\nend")
    assert re.search(r"Vlan10 .* down +down$", session.feed("show ip interface brief"), re.MULTILINE)
    type_lines(session, "conf t\nint vlan 10\nshutdown\nend")
    assert re.search(r"Vlan10 .* administratively down down$", session.feed("show ip int br"), re.MULTILINE)


def test_mac_table(session: Session) -> None:
    found = rows(session, "show mac address-table")
    assert [(row["vlan_id"], row["destination_address"], row["destination_port"]) for row in found] == [
        ("10", "0242.aabb.cc01", ["Gi1/0/2"]),
        ("20", "0242.aabb.cc02", ["Gi1/0/1"]),
    ]


@pytest.mark.parametrize(
    ("which", "count"),
    [("vlan 10", 1), ("interface gi 1/0/1", 1), ("address 0242.aabb.cc01", 1), ("dynamic vlan 20", 1), ("vlan 30", 0)],
)
def test_a_part_of_the_mac_table(session: Session, which: str, count: int) -> None:
    assert session.feed(f"show mac address-table {which}").endswith(f"criterion: {count}\n")


def test_arp(session: Session) -> None:
    found = {row["ip_address"]: row for row in rows(session, "show ip arp")}
    assert found["10.0.10.2"]["age"] == "-"
    assert (found["10.0.10.7"]["mac_address"], found["10.0.10.7"]["interface"]) == ("0242.aabb.cc01", "Vlan10")


def test_spanning_tree(session: Session) -> None:
    text = session.feed("show spanning-tree vlan 10")
    assert "Spanning tree enabled protocol rstp" in text
    assert "Cost        2000" in text
    assert re.search(r"^Gi1/0/1 +Root FWD 2000 +128.1 +P2p$", text, re.MULTILINE)
    assert re.search(r"^Gi1/0/2 +Desg LRN 2000 +128.2 +P2p Edge$", text, re.MULTILINE)
    assert "does not exist" in session.feed("show spanning-tree vlan 99")


def test_no_spanning_tree(session: Session, live: FakeLive) -> None:
    live.tree = None
    assert session.feed("show spanning-tree") == "No spanning tree instance exists.\n"


def test_version_says_what_it_is(session: Session, live: FakeLive) -> None:
    live.seconds = 788_645
    text = session.feed("show version")
    row = rows(session, "show version")[0]
    assert row["hostname"] == "sw1"
    assert row["serial"] == ["CCP3A1B2C3"]
    assert row["hardware"] == ["compatible-ccp3-switch"]
    assert "Not a Cisco product" in text
    assert "sw1 uptime is 1 week, 2 days, 3 hours, 4 minutes\n" in text
    for once in ("Cisco IOS Software", " uptime is ", "Processor board ID "):
        assert text.count(once) == 1, f"NAPALM reads the wrong line when {once!r} stands twice"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 minutes"),
        (60, "1 minute"),
        (3600, "1 hour, 0 minutes"),
        (86400, "1 day, 0 hours, 0 minutes"),
        (31536000 + 604800, "1 year, 1 week, 0 days, 0 hours, 0 minutes"),
    ],
)
def test_uptime(seconds: int, text: str) -> None:
    assert uptime(seconds) == text


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("show clock", "*08:09:10.123 UTC Thu Nov 5 2026\n"),
        ("show hosts", "Default domain is atelier.lan\nName/address lookup disabled\n"),
        ("show lldp neighbors detail", "% LLDP is not enabled\n"),
        ("show cdp neighbors", "% CDP is not enabled\n"),
        ("show archive", " Archive feature not enabled\n"),
        ("show archive config rollback timer", "%No Rollback Confirmed Change pending\n"),
        ("show privilege", "Current privilege level is 15\n"),
    ],
)
def test_short_answers(session: Session, command: str, text: str) -> None:
    assert session.feed(command) == text


def test_route_of_a_switch_that_does_not_route(session: Session) -> None:
    assert session.feed("show ip route").startswith("Default gateway is 10.0.10.1\n")
