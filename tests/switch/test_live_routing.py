"""Packets follow the routes that are shown: real switches, real hosts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from netmiko import BaseConnection
from ntc_templates.parse import parse_output
from switchbench.container import Bench, Container, Host, connect, until

pytestmark = pytest.mark.lab

ONE = """
vlan 10,20
interface range gi1/0/1 - 2
switchport mode access
spanning-tree portfast
interface gi1/0/1
switchport access vlan 10
interface gi1/0/2
switchport access vlan 20
interface gi1/0/22
switchport mode trunk
interface vlan 10
ip address 10.0.10.254 255.255.255.0
interface vlan 20
ip address 10.0.20.254 255.255.255.0
"""
TWO = """
ip routing
interface gi1/0/1
no switchport
ip address 10.0.30.254 255.255.255.0
"""
STICK = """
interface gi1/0/22
no switchport
interface gi1/0/22.10
encapsulation dot1Q 10
ip address 10.0.10.253 255.255.255.0
interface gi1/0/22.20
encapsulation dot1Q 20
ip address 10.0.20.253 255.255.255.0
"""
TRANSIT = """
interface gi1/0/24
no switchport
ip address 10.0.0.{end} 255.255.255.252
interface gi1/0/23
no switchport
ip address 10.0.1.{end} 255.255.255.252
"""


WITH_IPV6 = (
    "--sysctl", "net.ipv6.conf.all.disable_ipv6=0", "--sysctl", "net.ipv6.conf.default.disable_ipv6=0",
)  # fmt: skip


@dataclass
class Lab:
    """h1 (VLAN 10) and h2 (VLAN 20) on the first switch, h3 on a routed port of the second; three links."""

    one: Container
    two: Container
    cli: BaseConnection
    far_cli: BaseConnection
    h1: Host
    h2: Host
    h3: Host

    def configure(self, text: str) -> None:
        """Lines on the first switch; a refused one fails the test."""
        self.cli.send_config_set(text.strip().splitlines(), error_pattern=r"^% ")

    def far(self, text: str) -> None:
        """Lines on the second switch."""
        self.far_cli.send_config_set(text.strip().splitlines(), error_pattern=r"^% ")


@pytest.fixture(scope="module")
def lab(bench: Bench) -> Iterator[Lab]:
    one, two = bench.switch("one"), bench.switch("two")
    for port in (22, 23, 24):
        bench.cable(one, port, two, port)
    h1, h2 = (bench.host(f"h{n}", one, n, f"10.0.{n}0.1/24", *WITH_IPV6) for n in (1, 2))
    made = Lab(one, two, connect(one), connect(two), h1, h2, bench.host("h3", two, 1, "10.0.30.1/24", *WITH_IPV6))
    made.configure(ONE)
    made.far(TWO)
    gateway(h1, "10.0.10.254")
    gateway(h2, "10.0.20.254")
    gateway(made.h3, "10.0.30.254")
    yield made
    made.cli.disconnect()
    made.far_cli.disconnect()


def gateway(host: Host, address: str) -> None:
    host.run("ip", "route", "replace", "default", "via", address)


def test_two_vlans_are_routed_with_ip_routing_alone(lab: Lab) -> None:
    assert lab.h1.reaches("10.0.10.254")
    assert not lab.h1.reaches(lab.h2.address, 0.5)
    lab.configure("ip routing")
    assert lab.h1.reaches(lab.h2.address)
    lab.h1.run("ip", "route", "add", "10.0.20.0/24", "dev", "eth0")  # as a host with too short a mask does
    assert lab.h1.reaches(lab.h2.address)
    lab.configure("interface vlan 10\nno ip proxy-arp")
    lab.h1.run("ip", "neigh", "flush", "dev", "eth0")
    assert not lab.h1.reaches(lab.h2.address, 0.5)
    lab.h1.run("ip", "route", "del", "10.0.20.0/24")
    assert lab.h1.reaches(lab.h2.address)
    lab.configure("no ip routing")
    assert not lab.h1.reaches(lab.h2.address, 0.5)


def test_every_packet_whose_time_ends_is_answered(lab: Lab) -> None:
    """A host that traces again and again sees its gateway each time, as with IOS."""
    lab.configure("ip routing")
    assert lab.h1.reaches(lab.h2.address)
    heard = lab.h1.run("ping", "-n", "-c", "20", "-i", "0.05", "-W", "1", "-t", "1", lab.h2.address).stdout
    lab.configure("no ip routing")
    assert heard.count("From 10.0.10.254") == 20, heard


def test_a_router_on_a_stick(lab: Lab) -> None:
    lab.far(STICK)
    gateway(lab.h1, "10.0.10.253")
    gateway(lab.h2, "10.0.20.253")
    assert lab.h1.reaches(lab.h2.address, 10)
    lab.far("interface gi1/0/22.20\nshutdown")
    assert not lab.h1.reaches(lab.h2.address, 0.5)
    lab.far("no interface gi1/0/22.10\nno interface gi1/0/22.20")
    gateway(lab.h1, "10.0.10.254")
    gateway(lab.h2, "10.0.20.254")


def test_static_routes_over_a_transit_link_and_the_one_that_takes_over(lab: Lab) -> None:
    lab.configure(TRANSIT.format(end=1))
    lab.far(TRANSIT.format(end=2))
    lab.configure("ip routing\nip route 10.0.30.0 255.255.255.0 10.0.0.2\nip route 10.0.30.0 255.255.255.0 10.0.1.2 5")
    lab.far("ip route 10.0.0.0 255.255.0.0 10.0.0.1\nip route 10.0.0.0 255.255.0.0 10.0.1.1 5")
    assert lab.h1.reaches(lab.h3.address)
    assert via(lab.one) == "10.0.0.2"
    lab.far("interface gi1/0/24\nshutdown")
    until(lambda: via(lab.one) == "10.0.1.2", "the floating route", 5)
    assert lab.h1.reaches(lab.h3.address)
    lab.far("interface gi1/0/24\nno shutdown")
    until(lambda: via(lab.one) == "10.0.0.2", "the first route again", 5)
    assert lab.h1.reaches(lab.h3.address)


def via(switch: Container) -> str:
    """Where the kernel sends packets for h3."""
    found = re.search(r"via (\S+)", switch.execute("ip", "route", "get", "10.0.30.1", check=False))
    return found[1] if found else ""


def test_what_is_shown_is_what_the_kernel_has(lab: Lab) -> None:
    for switch in (lab.one, lab.two):
        rows = parse_output("cisco_ios", "show ip route", switch.show("show ip route"))
        shown = {(row["protocol"], f"{row['network']}/{row['prefix_length']}") for row in rows}
        routes = json.loads(switch.execute("ip", "-json", "route"))
        has = {({"static": "S", "kernel": "C"}[row["protocol"]], row["dst"]) for row in routes}
        assert {row for row in shown if row[0] != "L"} == has
        assert ("S", "10.0.30.0/24" if switch is lab.one else "10.0.0.0/16") in shown


def test_an_svi_without_any_port_that_is_up_is_no_route(lab: Lab) -> None:
    lab.configure("interface gi1/0/22\nshutdown")
    assert "10.0.20.0/24 dev vlan20" in lab.one.execute("ip", "route")
    lab.h2.run("ip", "link", "set", "eth0", "down")
    until(lambda: "10.0.20.0/24" not in lab.one.execute("ip", "route"), "the connected route gone", 5)
    assert not lab.h1.reaches("10.0.20.254", 0.5)
    lab.h2.run("ip", "link", "set", "eth0", "up")
    assert lab.h1.reaches("10.0.20.254")


def test_ipv6_is_routed_with_unicast_routing_alone(lab: Lab) -> None:
    for host, own in ((lab.h1, "2001:db8:10::1"), (lab.h3, "2001:db8:30::1")):
        host.run("ip", "address", "add", f"{own}/64", "dev", "eth0", "nodad")
        host.run("ip", "-6", "route", "add", "default", "via", own.replace("::1", "::fe"))
    lab.configure(SIX.format(near="vlan 10", prefix=10, link="fe80::1", hop="fe80::2", far=30))
    lab.far(SIX.format(near="gi1/0/1", prefix=30, link="fe80::2", hop="fe80::1", far=10))
    assert lab.h1.reaches("2001:db8:10::fe")
    assert not lab.h1.reaches("2001:db8:30::1", 0.5)
    lab.far("ipv6 unicast-routing")
    lab.configure("ipv6 unicast-routing")
    assert lab.h1.reaches("2001:db8:30::1")
    lab.configure("no ipv6 unicast-routing")
    assert not lab.h1.reaches("2001:db8:30::1", 0.5)


SIX = """
interface {near}
ipv6 address 2001:db8:{prefix}::fe/64
interface gi1/0/24
ipv6 address {link} link-local
ipv6 route 2001:db8:{far}::/64 gi1/0/24 {hop}
"""


def test_no_route_leads_to_the_management_network(lab: Lab) -> None:
    outside = ".".join([*lab.one.address.split(".")[:3], "1"])
    lab.configure(f"ip route 0.0.0.0 0.0.0.0 10.0.0.2\nip route 0.0.0.0 0.0.0.0 {outside}")
    assert not lab.h1.reaches(lab.one.address, 0.5)
    assert not lab.h1.reaches(outside, 0.5)
    assert lab.one.answers()
    assert "eth0" not in lab.one.execute("ip", "route") + lab.one.execute("ip", "-6", "route")
