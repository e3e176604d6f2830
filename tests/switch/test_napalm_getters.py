"""NAPALM's own reading of the pages about interfaces, with what it sends answered by a session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ccp3switch.live.contract import Neighbour
from ccp3switch.shell.session import Session
from napalm import get_network_driver
from switchbench.offline import FakeEngine, FakeLive, make_switch

CONFIG = """
vlan 10
interface gi1/0/1
switchport access vlan 10
interface gi1/0/2
no switchport
ip address 192.168.7.1 255.255.255.252
ip address 192.168.8.1 255.255.255.0 secondary
ipv6 address 2001:db8:7::1/64
interface gi1/0/3
no switchport
interface gi1/0/3.5
description vers le siège
encapsulation dot1q 5
ip address 172.16.5.1 255.255.255.0
interface vlan 10
ip address 10.0.10.1 255.255.255.0
interface lo0
ip address 1.1.1.1 255.255.255.255
ip routing
ip route 0.0.0.0 0.0.0.0 192.168.7.2
"""


@pytest.fixture
def driver(tmp_path: Path) -> Any:
    live = FakeLive(up={"eth1", "eth2"})
    live.arp6 = (Neighbour("2001:db8:7::2", "02:42:aa:bb:cc:04", "rt2", "REACH"),)
    switch = make_switch(tmp_path, FakeEngine(), live, ports=4)
    reading = switch.merged(CONFIG)
    assert reading.refused == []
    switch.commit(reading.tree)
    made = get_network_driver("ios")("192.0.2.1", "nobody", "")
    made._send_command = Session(switch, mode="exec").feed
    return made


def test_addresses(driver: Any) -> None:
    found = driver.get_interfaces_ip()
    assert {name: parts for name, parts in found.items() if any(parts.values())} == {
        "Vlan10": {"ipv4": {"10.0.10.1": {"prefix_length": 24}}},
        "GigabitEthernet1/0/2": {
            "ipv4": {"192.168.7.1": {"prefix_length": 30}, "192.168.8.1": {"prefix_length": 24}},
            "ipv6": {"2001:db8:7::1": {"prefix_length": 64}, "fe80::402:64ff:fea1:b2c3": {"prefix_length": 10}},
        },
        "GigabitEthernet1/0/3.5": {"ipv4": {"172.16.5.1": {"prefix_length": 24}}},
        "Loopback0": {"ipv4": {"1.1.1.1": {"prefix_length": 32}}},
    }


def test_interfaces(driver: Any) -> None:
    found = driver.get_interfaces()
    assert list(found) == [
        "Vlan1", "Vlan10", "GigabitEthernet1/0/1", "GigabitEthernet1/0/2", "GigabitEthernet1/0/3",
        "GigabitEthernet1/0/3.5", "GigabitEthernet1/0/4", "Loopback0",
    ]  # fmt: skip
    assert found["GigabitEthernet1/0/2"]["is_up"]
    assert not found["GigabitEthernet1/0/3.5"]["is_up"]
    assert found["GigabitEthernet1/0/3.5"]["description"] == "vers le siège"
    assert found["Loopback0"]["mtu"] == 1514


def test_counters(driver: Any) -> None:
    found = driver.get_interfaces_counters()
    assert (found["Vlan10"]["rx_unicast_packets"], found["Vlan10"]["tx_octets"]) == (0, 0)
    port = found["GigabitEthernet1/0/2"]
    assert (port["rx_unicast_packets"], port["rx_octets"], port["tx_unicast_packets"]) == (12, 3400, 5)
    assert {one["rx_discards"] for one in found.values()} == {0}


def test_neighbours(driver: Any) -> None:
    assert [(row["ip"], row["mac"], row["state"]) for row in driver.get_ipv6_neighbors_table()] == [
        ("2001:db8:7::2", "02:42:AA:BB:CC:04", "REACH")
    ]
