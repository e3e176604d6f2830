"""`show ip route` and its kin: IOS's layout, and only what is in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from ccp3switch.live.contract import Neighbour
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from ntc_templates.parse import parse_output
from switchbench.offline import FakeEngine, FakeLive, make_switch

CONFIG = """
vlan 10,20
interface gi1/0/1
switchport access vlan 10
interface gi1/0/2
no switchport
ip address 192.168.7.1 255.255.255.252
ipv6 address 2001:db8:7::1/64
ipv6 address fe80::7 link-local
interface gi1/0/3
no switchport
interface gi1/0/3.5
encapsulation dot1q 5
ip address 172.16.5.1 255.255.255.0
ip address 172.16.6.1 255.255.255.0 secondary
interface vlan 10
ip address 10.0.10.1 255.255.255.0
interface vlan 20
ip address 10.0.20.1 255.255.255.0
interface lo0
ip address 1.1.1.1 255.255.255.255
ip routing
"""


@pytest.fixture
def live() -> FakeLive:
    return FakeLive(up={"eth1", "eth2", "eth3"})


@pytest.fixture
def switch(tmp_path: Path, live: FakeLive) -> Switch:
    made = make_switch(tmp_path, FakeEngine(), live, ports=4)
    reading = made.merged(CONFIG)
    assert reading.refused == []
    made.commit(reading.tree)
    return made


def asked(switch: Switch, command: str, more: str = "") -> str:
    """The answer after these lines more."""
    reading = switch.merged(more)
    assert reading.refused == []
    switch.commit(reading.tree)
    return Session(switch, mode="exec").feed(command)


def test_the_whole_table(switch: Switch) -> None:
    """The next hop on Vlan20, which is down, resolves through the default route, as on IOS."""
    text = asked(switch, "show ip route", """
ip route 0.0.0.0 0.0.0.0 192.168.7.2
ip route 10.0.30.0 255.255.255.0 192.168.7.2
ip route 10.0.30.0 255.255.255.0 10.0.10.9
ip route 10.0.40.0 255.255.255.0 10.0.20.9
ip route 11.0.0.0 255.0.0.0 Null0
ip route 192.168.9.0 255.255.255.0 gi1/0/2 192.168.7.2 5
""")  # fmt: skip
    assert (
        text.partition("override\n")[2]
        == """
Gateway of last resort is 192.168.7.2 to network 0.0.0.0

S*    0.0.0.0/0 [1/0] via 192.168.7.2
      1.0.0.0/32 is subnetted, 1 subnets
C        1.1.1.1 is directly connected, Loopback0
      10.0.0.0/8 is variably subnetted, 4 subnets, 2 masks
C        10.0.10.0/24 is directly connected, Vlan10
L        10.0.10.1/32 is directly connected, Vlan10
S        10.0.30.0/24 [1/0] via 192.168.7.2
                      [1/0] via 10.0.10.9
S        10.0.40.0/24 [1/0] via 10.0.20.9
S     11.0.0.0/8 is directly connected, Null0
      172.16.0.0/16 is variably subnetted, 4 subnets, 2 masks
C        172.16.5.0/24 is directly connected, GigabitEthernet1/0/3.5
L        172.16.5.1/32 is directly connected, GigabitEthernet1/0/3.5
C        172.16.6.0/24 is directly connected, GigabitEthernet1/0/3.5
L        172.16.6.1/32 is directly connected, GigabitEthernet1/0/3.5
      192.168.7.0/24 is variably subnetted, 2 subnets, 2 masks
C        192.168.7.0/30 is directly connected, GigabitEthernet1/0/2
L        192.168.7.1/32 is directly connected, GigabitEthernet1/0/2
S     192.168.9.0/24 [5/0] via 192.168.7.2, GigabitEthernet1/0/2
"""
    )


def test_the_template_reads_networks_masks_and_ways(switch: Switch) -> None:
    text = asked(switch, "show ip route", "ip route 10.9.0.0 255.255.0.0 192.168.7.2 7")
    found = {(row["protocol"], row["network"], row["prefix_length"]): row for row in parse_output(
        "cisco_ios", "show ip route", text)}  # fmt: skip
    assert found["S", "10.9.0.0", "16"]["nexthop_ip"] == "192.168.7.2"
    assert found["S", "10.9.0.0", "16"]["distance"] == "7"
    assert found["C", "1.1.1.1", "32"]["nexthop_if"] == "Loopback0"
    assert found["C", "172.16.6.0", "24"]["nexthop_if"] == "GigabitEthernet1/0/3.5"


@pytest.mark.parametrize(
    ("command", "codes"), [("show ip route static", {"S"}), ("show ip route connected", {"C", "L"})]
)
def test_a_part_of_the_table(switch: Switch, command: str, codes: set[str]) -> None:
    rows = parse_output("cisco_ios", "show ip route", asked(switch, command, "ip route 9.0.0.0 255.0.0.0 10.0.10.9"))
    assert {row["protocol"] for row in rows} == codes


def test_what_lost_its_carrier_is_not_there(switch: Switch, live: FakeLive) -> None:
    live.up = set()
    text = asked(switch, "show ip route", "ip route 0.0.0.0 0.0.0.0 192.168.7.2")
    assert "Gateway of last resort is not set" in text
    assert [line[0] for line in text.partition("not set\n")[2].split("\n") if line[:1].isalpha()] == ["C"]


def test_a_default_route_out_of_an_interface(switch: Switch) -> None:
    text = asked(switch, "show ip route", "ip route 0.0.0.0 0.0.0.0 gi1/0/2")
    assert "Gateway of last resort is 0.0.0.0 to network 0.0.0.0" in text
    assert "S*    0.0.0.0/0 is directly connected, GigabitEthernet1/0/2\n" in text


@pytest.mark.parametrize(
    ("asked_for", "text"),
    [
        ("10.0.10.7", 'Routing entry for 10.0.10.0/24\n  Known via "connected", distance 0, metric 0 (connected, via'
         " interface)\n  Routing Descriptor Blocks:\n  * directly connected, via Vlan10\n"
         "      Route metric is 0, traffic share count is 1\n"),
        ("9.1.1.1", 'Routing entry for 9.0.0.0/8\n  Known via "static", distance 5, metric 0\n'
         "  Routing Descriptor Blocks:\n  * 10.0.10.9\n      Route metric is 0, traffic share count is 1\n"),
        ("0.0.0.0", 'Routing entry for 0.0.0.0/0, supernet\n  Known via "static", distance 1, metric 0, candidate'
         " default path\n  Routing Descriptor Blocks:\n  * 10.0.10.9\n"
         "      Route metric is 0, traffic share count is 1\n"),
        ("10.0.10.0 255.255.255.0", "Routing entry for 10.0.10.0/24\n"),
        ("10.0.0.0 255.0.0.0", "% Subnet not in table\n"),
        ("10.99.0.1", "% Subnet not in table\n"),
        ("8.8.8.8", "% Network not in table\n"),
    ],
)  # fmt: skip
def test_one_entry(switch: Switch, asked_for: str, text: str) -> None:
    more = "ip route 9.0.0.0 255.0.0.0 10.0.10.9 5\nip route 0.0.0.0 0.0.0.0 10.0.10.9"
    assert asked(switch, f"show ip route {asked_for}", more).startswith(text)


def test_ipv6_routes(switch: Switch) -> None:
    text = asked(switch, "show ipv6 route", """
ipv6 route ::/0 2001:db8:7::2
ipv6 route 2001:db8:9::/48 gi1/0/2 fe80::2 5
ipv6 route 2001:db8:8::/48 null0
""")  # fmt: skip
    assert text.startswith("IPv6 Routing Table - default - 6 entries\nCodes: C - Connected")
    assert (
        text.partition("ext 2\n")[2].partition("ext 2\n")[2]
        == """\
S   ::/0 [1/0]
     via 2001:DB8:7::2
C   2001:DB8:7::/64 [0/0]
     via GigabitEthernet1/0/2, directly connected
L   2001:DB8:7::1/128 [0/0]
     via GigabitEthernet1/0/2, receive
S   2001:DB8:8::/48 [1/0]
     via Null0, directly connected
S   2001:DB8:9::/48 [5/0]
     via FE80::2, GigabitEthernet1/0/2
L   FF00::/8 [0/0]
     via Null0, receive
"""
    )


def test_ipv6_interface(switch: Switch) -> None:
    assert (
        asked(switch, "show ipv6 interface", "ipv6 unicast-routing")
        == """\
GigabitEthernet1/0/2 is up, line protocol is up
  IPv6 is enabled, link-local address is FE80::7\N{SPACE}
  No Virtual link-local address(es):
  Global unicast address(es):
    2001:DB8:7::1, subnet is 2001:DB8:7::/64\N{SPACE}
  Joined group address(es):
    FF02::1
    FF02::2
    FF02::1:FF00:1
    FF02::1:FF00:7
  MTU is 1500 bytes
  ICMP redirects are enabled
  ICMP unreachables are sent
  ND DAD is not supported
"""
    )
    assert "FF02::2\n" not in asked(switch, "show ipv6 interface", "no ipv6 unicast-routing")


def test_ipv6_interface_brief(switch: Switch) -> None:
    text = asked(switch, "show ipv6 interface brief")
    assert "GigabitEthernet1/0/2   [up/up]\n    FE80::7\n    2001:DB8:7::1\n" in text
    assert "GigabitEthernet1/0/4   [down/down]\n    unassigned\n" in text


def test_ipv6_neighbors(switch: Switch, live: FakeLive) -> None:
    live.arp6 = (Neighbour("2001:db8:7::2", "02:42:aa:bb:cc:04", "rt2", "REACH"),
                 Neighbour("2001:db8:7::3", "02:42:aa:bb:cc:05", "rt9", "STALE"))  # fmt: skip
    rows = parse_output("cisco_ios", "show ipv6 neighbors", asked(switch, "show ipv6 neighbors"))
    assert [(row["address"], row["type"], row["interface"]) for row in rows] == [("2001:DB8:7::2", "REACH", "Gi1/0/2")]
    assert asked(switch, "show ipv6 neighbors gi1/0/1").count("\n") == 1


def test_ip_interface_brief(switch: Switch, live: FakeLive) -> None:
    live.up = {"eth1", "eth2"}
    rows = parse_output("cisco_ios", "show ip interface brief", asked(switch, "show ip interface brief"))
    assert [(row["interface"], row["ip_address"], row["status"], row["proto"]) for row in rows] == [
        ("Vlan1", "unassigned", "up", "down"),
        ("Vlan10", "10.0.10.1", "up", "up"),
        ("Vlan20", "10.0.20.1", "up", "down"),
        ("GigabitEthernet1/0/1", "unassigned", "up", "up"),
        ("GigabitEthernet1/0/2", "192.168.7.1", "up", "up"),
        ("GigabitEthernet1/0/3", "unassigned", "down", "down"),
        ("GigabitEthernet1/0/3.5", "172.16.5.1", "down", "down"),
        ("GigabitEthernet1/0/4", "unassigned", "down", "down"),
        ("Loopback0", "1.1.1.1", "up", "up"),
    ]
    assert asked(switch, "show ip interface brief lo0").count("\n") == 2


def test_a_subinterface_is_down_with_its_port(switch: Switch) -> None:
    text = asked(switch, "show ip interface gi1/0/3.5", "interface gi1/0/3\nshutdown")
    assert text.startswith("GigabitEthernet1/0/3.5 is administratively down, line protocol is down\n")
    assert "  Secondary address 172.16.6.1/24\n" in text


def test_interfaces(switch: Switch) -> None:
    rows = {row["interface"]: row for row in parse_output("cisco_ios", "show interfaces", asked(switch, "show int"))}
    assert rows["GigabitEthernet1/0/3.5"]["vlan_id"] == "5"
    assert rows["GigabitEthernet1/0/3.5"]["encapsulation"] == "802.1Q Virtual LAN"
    assert rows["Loopback0"]["hardware_type"] == "Loopback"
    assert rows["GigabitEthernet1/0/2"]["mac_address"] == "0602.64a1.b2c3"
    assert rows["Vlan10"]["mac_address"] == "0242.64a1.b2c3"


def test_status_and_description_know_routed_ports(switch: Switch) -> None:
    rows = {row["port"]: row for row in parse_output("cisco_ios", "show interfaces status",
                                                     asked(switch, "show interfaces status"))}  # fmt: skip
    assert (rows["Gi1/0/1"]["vlan_id"], rows["Gi1/0/2"]["vlan_id"]) == ("10", "routed")
    text = asked(switch, "show interfaces description", "interface gi1/0/3.5\ndescription vers le siège")
    assert f"{'Gi1/0/3.5':<30} up             up       vers le siège\n" in text


def test_the_summary_tells_who_is_up(switch: Switch) -> None:
    text = asked(switch, "show interfaces summary")
    assert f"* Vlan10 {' ' * 17}" in text
    assert f"\n  Vlan20 {' ' * 17}" in text


def test_arp_lists_what_is_up_and_what_was_learned(switch: Switch, live: FakeLive) -> None:
    live.arp = (Neighbour("192.168.7.2", "02:42:aa:bb:cc:01", "rt2"), Neighbour("172.16.5.9", "02:42:aa:bb:cc:02",
                "rt3.5"))  # fmt: skip
    rows = parse_output("cisco_ios", "show ip arp", asked(switch, "show ip arp"))
    assert {(row["ip_address"], row["interface"]) for row in rows} == {
        ("10.0.10.1", "Vlan10"), ("192.168.7.1", "GigabitEthernet1/0/2"), ("192.168.7.2", "GigabitEthernet1/0/2"),
        ("172.16.5.1", "GigabitEthernet1/0/3.5"), ("172.16.6.1", "GigabitEthernet1/0/3.5"),
        ("172.16.5.9", "GigabitEthernet1/0/3.5"),
    }  # fmt: skip
    for what in ("192.168.7.2", "vlan 10"):
        assert asked(switch, f"show ip arp {what}").count("\n") == 2
