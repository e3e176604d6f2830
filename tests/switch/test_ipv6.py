"""IPv6: addresses of interfaces, routes, what the kernel must hold."""

from __future__ import annotations

from ipaddress import IPv6Interface

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.model import ipv6
from ccp3switch.state import layer3
from ccp3switch.state.desired import Facts, desired
from ccp3switch.state.layer3 import Kernel

MAC = "02:42:64:a1:b2:c3"
LOCAL = "fe80::42:64ff:fea1:b2c3/64"  # of that MAC address, counted by hand: 02 becomes 00
OF_PORT = "fe80::401:64ff:fea1:b2c3/64"  # of 06:01:64:a1:b2:c3


def after(text: str) -> Reading:
    return read(GRAMMAR, text, blank(GRAMMAR, 2))


def kernel(text: str, *up: str) -> Kernel:
    reading = after(text)
    assert reading.refused == []
    return layer3.kernel(desired(reading.tree, Facts(MAC)).layer3, lambda port: port in up)


@pytest.mark.parametrize(
    ("prefix", "made"),
    [("fe80::/64", LOCAL), ("2001:db8::/64", "2001:db8::42:64ff:fea1:b2c3/64"), ("2001:db8:5::9/48",
      "2001:db8:5:0:42:64ff:fea1:b2c3/48")],
)  # fmt: skip
def test_eui64(prefix: str, made: str) -> None:
    assert ipv6.eui64(IPv6Interface(prefix), MAC) == IPv6Interface(made)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("ipv6 enable", ["ipv6 enable"]),
        ("ipv6 enable\nno ipv6 enable", []),
        ("ipv6 address 2001:db8::1/64", ["ipv6 address 2001:DB8::1/64"]),
        ("ipv6 address 2001:db8:0:0::1/64\nipv6 address 2001:DB8::1/64", ["ipv6 address 2001:DB8::1/64"]),
        ("ipv6 address 2001:db8::/64 eui-64", ["ipv6 address 2001:DB8::/64 eui-64"]),
        ("ipv6 address 2001:db8::1/64\nipv6 address fe80::1 link-local",
         ["ipv6 address FE80::1 link-local", "ipv6 address 2001:DB8::1/64"]),
        ("ipv6 address fe80::1 link-local\nipv6 address fe80::2 link-local", ["ipv6 address FE80::2 link-local"]),
        ("ipv6 address fe80::1 link-local\nno ipv6 address fe80::1 link-local", []),
        ("ipv6 address 2001:db8::1/64\nipv6 address 2001:db8:1::1/64\nno ipv6 address 2001:db8::1/64",
         ["ipv6 address 2001:DB8:1::1/64"]),
        ("ipv6 address 2001:db8::1/64\nipv6 address fe80::1 link-local\nno ipv6 address", []),
    ],
)  # fmt: skip
def test_lines_of_an_interface(lines: str, kept: list[str]) -> None:
    reading = after(f"interface vlan 1\n{lines}")
    assert reading.refused == []
    assert [line.text for line in reading.tree.lines["interface Vlan1"].ordered()] == kept


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("interface gi1/0/1\nipv6 enable", "ipv6 enable"),
        ("interface gi1/0/1\nipv6 address 2001:db8::1/64", "ipv6 address 2001:db8::1/64"),
        ("interface gi1/0/1\nipv6 address fe80::1 link-local", "ipv6 address fe80::1 link-local"),
        ("interface gi1/0/1\nno switchport\ninterface gi1/0/1.5\nipv6 enable", "ipv6 enable"),
        ("interface vlan 1\nipv6 address 2001:db8::1", "ipv6 address 2001:db8::1"),
        ("interface vlan 1\nipv6 address fe80::1/64", "ipv6 address fe80::1/64"),
        ("interface vlan 1\nipv6 address ff02::1/64", "ipv6 address ff02::1/64"),
        ("interface vlan 1\nipv6 address ::/64", "ipv6 address ::/64"),
        ("interface vlan 1\nipv6 address fe80::1%eth0/64", "ipv6 address fe80::1%eth0/64"),
        ("interface vlan 1\nipv6 address 2001:db8::/80 eui-64", "ipv6 address 2001:db8::/80 eui-64"),
        ("interface vlan 1\nipv6 address 2001:db8::1 link-local", "ipv6 address 2001:db8::1 link-local"),
        ("interface vlan 1\nipv6 address 2001:db8::1/48\ninterface vlan 2\nipv6 address 2001:db8:0:5::1/64",
         "ipv6 address 2001:db8:0:5::1/64"),
        ("interface vlan 1\nipv6 nd ra suppress", "ipv6 nd ra suppress"),
        ("ipv6 route 2001:db8::1/64 2001:db8::2", "ipv6 route 2001:db8::1/64 2001:db8::2"),
        ("ipv6 route ff00::/8 2001:db8::2", "ipv6 route ff00::/8 2001:db8::2"),
        ("ipv6 route 2001:db8::/64 fe80::1", "ipv6 route 2001:db8::/64 fe80::1"),
        ("ipv6 route 2001:db8::/64 ::", "ipv6 route 2001:db8::/64 ::"),
        ("ipv6 route 2001:db8::/64 gi1/0/9", "ipv6 route 2001:db8::/64 gi1/0/9"),
        ("ipv6 router ospf 1", "ipv6 router ospf 1"),
    ],
)  # fmt: skip
def test_refused(text: str, line: str) -> None:
    assert [refused.line for refused in after(text).refused] == [line]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ipv6 route ::/0 2001:db8::1 1", ["ipv6 route ::/0 2001:DB8::1"]),
        ("ipv6 route 2001:db8:5::/48 vl 1 fe80::1 9 name x", ["ipv6 route 2001:DB8:5::/48 Vlan1 FE80::1 9 name x"]),
        ("ipv6 route 2001:db8:5::/48 null0", ["ipv6 route 2001:DB8:5::/48 Null0"]),
        ("ipv6 route ::/0 2001:db8::1\nipv6 route ::/0 2001:db8::2\nno ipv6 route ::/0 2001:db8::1",
         ["ipv6 route ::/0 2001:DB8::2"]),
        ("ipv6 route ::/0 2001:db8::1\nipv6 route ::/0 2001:db8::2\nno ipv6 route ::/0", []),
    ],
)  # fmt: skip
def test_routes(typed: str, kept: list[str]) -> None:
    reading = after(typed)
    assert reading.refused == []
    assert [line.text for line in reading.tree.under("ipv6 route")] == kept


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("interface vlan 1\nipv6 enable", {"vlan1": (f"{LOCAL} nodad",)}),
        ("interface vlan 1\nipv6 address 2001:db8::1/64", {"vlan1": (f"{LOCAL} nodad", "2001:db8::1/64 nodad")}),
        ("interface vlan 1\nip address 10.0.0.1 255.0.0.0\nipv6 address fe80::1 link-local",
         {"vlan1": ("10.0.0.1/8", "fe80::1/64 nodad")}),
        ("interface gi1/0/1\nno switchport\nipv6 enable", {"rt1": (f"{OF_PORT} nodad",)}),
        ("interface vlan 1\nipv6 enable\nshutdown", {"vlan1": None}),
    ],
)  # fmt: skip
def test_addresses_of_the_kernel(text: str, devices: dict[str, tuple[str, ...] | None]) -> None:
    assert kernel(text, "eth1").devices == devices


NETWORK = "interface vlan 1\nipv6 address 2001:db8::1/64\ninterface gi1/0/1\nno switchport\nipv6 enable\n"


@pytest.mark.parametrize(
    ("route", "up", "routes"),
    [
        ("ipv6 route ::/0 2001:db8::9", "eth2", {"::/0": " via 2001:db8::9 dev vlan1 onlink"}),
        ("ipv6 route ::/0 2001:db8::9", "eth1", {}),
        ("ipv6 route ::/0 gi1/0/1 fe80::9", "eth1", {"::/0": " via fe80::9 dev rt1 onlink"}),
        ("ipv6 route ::/0 gi1/0/1 fe80::9", "eth2", {}),
        ("ipv6 route 2001:db8:5::/48 null0", "eth2", {"2001:db8:5::/48": " blackhole"}),
        ("ipv6 route ::/0 2001:db8::1", "eth2", {}),
        ("ipv6 route ::/0 vlan 1\nipv6 route ::/0 2001:db8::9", "eth2",
         {"::/0": " via 2001:db8::9 dev vlan1 onlink"}),
        ("ipv6 route ::/0 vlan 1\nipv6 route ::/0 gi1/0/1", "eth1", {"::/0": " dev rt1"}),
    ],
)  # fmt: skip
def test_routes_of_the_kernel(route: str, up: str, routes: dict[str, str]) -> None:
    assert kernel(NETWORK + route, up).routes == routes


def test_a_route_that_changes_goes_before_the_others_come() -> None:
    old, new = (kernel(f"{NETWORK}ipv6 route ::/0 vlan 1 fe80::{last}", "eth2") for last in (8, 9))
    assert layer3.changes(old, new) == (
        "route del ::/0 proto static",
        "route replace ::/0 proto static via fe80::9 dev vlan1 onlink",
    )


def test_longer_networks_come_first() -> None:
    new = kernel(f"{NETWORK}ipv6 route ::/0 vlan 1\nipv6 route 2001:db8:5::/48 vlan 1\nipv6 route 2001:d::/32 vlan 1",
                 "eth2")  # fmt: skip
    assert [line.split()[2] for line in layer3.changes(Kernel(), new) if line.startswith("route replace")] == [
        "2001:db8:5::/48", "2001:d::/32", "::/0",
    ]  # fmt: skip


def test_an_svi_that_speaks_ipv6_alone_is_a_device() -> None:
    reading = after("interface vlan 1\nipv6 enable")
    assert "vlan1" in desired(reading.tree, Facts(MAC)).rows["brsvi"].ports
