"""Frames follow the configuration: real switches, real hosts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from netmiko import BaseConnection
from switchbench.container import Bench, Container, Host, connect, until

pytestmark = pytest.mark.lab

BASE = """
vlan 10
vlan 20
vlan 99
interface range gi1/0/1 - 4
switchport mode access
spanning-tree portfast
interface gi1/0/1
switchport access vlan 10
interface gi1/0/2
switchport access vlan 10
interface gi1/0/3
switchport access vlan 20
interface gi1/0/24
switchport mode trunk
switchport trunk allowed vlan 10,20,99
switchport trunk native vlan 99
"""


@dataclass
class Lab:
    """Two switches joined by Gi1/0/24; h1, h2 (VLAN 10) and h3 (VLAN 20) on the first, far (VLAN 10) on the second."""

    one: Container
    two: Container
    cli: BaseConnection
    far_cli: BaseConnection
    h1: Host
    h2: Host
    h3: Host
    far: Host

    def configure(self, *lines: str) -> None:
        """Lines on the first switch; a refused one fails the test."""
        self.cli.send_config_set(list(lines), error_pattern=r"^% ")


@pytest.fixture(scope="module")
def lab(bench: Bench) -> Iterator[Lab]:
    one, two = bench.switch("one"), bench.switch("two")
    cli, far_cli = connect(one), connect(two)
    for connection in (cli, far_cli):
        connection.send_config_set(BASE.strip().splitlines(), error_pattern=r"^% I")
    bench.cable(one, 24, two, 24)
    h1, h2, h3 = (bench.host(f"h{n}", one, n, f"10.0.10.{n}/24") for n in (1, 2, 3))
    far = bench.host("far", two, 1, "10.0.10.9/24")
    yield Lab(one, two, cli, far_cli, h1, h2, h3, far)
    cli.disconnect()
    far_cli.disconnect()


def test_one_vlan_is_one_network_and_another_is_apart(lab: Lab) -> None:
    assert lab.h1.reaches(lab.h2.address)
    assert not lab.h1.reaches(lab.h3.address, 1.5)
    lab.configure("interface gi1/0/3", "switchport access vlan 10")
    assert lab.h1.reaches(lab.h3.address)
    lab.configure("interface gi1/0/3", "switchport access vlan 20")
    assert not lab.h1.reaches(lab.h3.address, 1.5)


def test_a_trunk_carries_what_its_list_allows(lab: Lab) -> None:
    assert lab.h1.reaches(lab.far.address, 10)
    lab.configure("interface gi1/0/24", "switchport trunk allowed vlan remove 10")
    assert not lab.h1.reaches(lab.far.address, 1.5)
    lab.configure("interface gi1/0/24", "switchport trunk allowed vlan add 10")
    assert lab.h1.reaches(lab.far.address)


def test_the_native_vlan_must_agree(lab: Lab) -> None:
    lab.configure("interface gi1/0/1", "switchport access vlan 99")
    lab.far_cli.send_config_set(["interface gi1/0/1", "switchport access vlan 99"])
    assert lab.h1.reaches(lab.far.address)
    lab.configure("interface gi1/0/24", "switchport trunk native vlan 20")
    assert not lab.h1.reaches(lab.far.address, 1.5)
    lab.configure("interface gi1/0/24", "switchport trunk native vlan 99", "interface gi1/0/1", "switchp acc vl 10")
    lab.far_cli.send_config_set(["interface gi1/0/1", "switchport access vlan 10"])
    assert lab.h1.reaches(lab.far.address)


def test_a_vlan_that_goes_takes_its_ports_out(lab: Lab) -> None:
    lab.configure("no vlan 10")
    assert not lab.h1.reaches(lab.h2.address, 1.5)
    lab.configure("vlan 10")
    assert lab.h1.reaches(lab.h2.address)


def test_shutdown_takes_the_carrier_away(lab: Lab) -> None:
    def carrier() -> str:
        return lab.h2.run("cat", "/sys/class/net/eth0/carrier").stdout.strip()

    lab.configure("interface gi1/0/2", "shutdown")
    until(lambda: carrier() == "0", "link down", 3)
    assert "disabled" in lab.one.show("show interfaces gi1/0/2 status")
    lab.configure("interface gi1/0/2", "no shutdown")
    assert lab.h1.reaches(lab.h2.address)
    assert "connected" in lab.one.show("show interfaces gi1/0/2 status")


def test_show_commands_tell_what_runs(lab: Lab) -> None:
    def both_learned() -> bool:  # a change of the tree empties the table; Open vSwitch learns again within a second
        assert lab.h1.reaches(lab.far.address)
        table = lab.one.show("show mac address-table vlan 10")
        return "Gi1/0/1\n" in table and "Gi1/0/24\n" in table

    until(both_learned, "both addresses", 5)
    assert "trunking      99" in lab.one.show("show interfaces trunk")
    tree = lab.one.show("show spanning-tree vlan 10") + lab.two.show("show spanning-tree vlan 10")
    assert tree.count("This bridge is the root") == 1


def test_tcp_passes_with_the_hosts_offload_on(lab: Lab) -> None:
    with lab_server(lab.h2) as port:
        done = lab.h1.run("python3", "-c", DOWNLOAD.format(address=lab.h2.address, port=port))
    assert done.stdout.strip() == "4000000", done.stderr


def test_an_svi_answers_and_management_stays_apart(lab: Lab) -> None:
    lab.configure("interface vlan 10", "ip address 10.0.10.254 255.255.255.0", "no shutdown")
    assert lab.h1.reaches("10.0.10.254")
    lab.h1.run("ip", "route", "replace", "default", "via", "10.0.10.254")
    assert not lab.h1.reaches(lab.one.address, 1.5)
    gateway = ".".join([*lab.one.address.split(".")[:3], "1"])
    assert not lab.h1.reaches(gateway, 1.5)
    lab.configure("ip default-gateway 10.0.10.1")
    assert lab.one.answers()
    assert lab.one.show("show ip route").startswith("Default gateway is 10.0.10.1")
    lab.configure("no interface vlan 10", "no ip default-gateway")
    assert not lab.h1.reaches("10.0.10.254", 1.5)


def test_two_links_between_switches_do_not_storm(lab: Lab, bench: Bench) -> None:
    for connection in (lab.cli, lab.far_cli):
        connection.send_config_set(["interface gi1/0/23", "switchport mode trunk"])
    bench.cable(lab.one, 23, lab.two, 23)
    until(lambda: "Altn" in lab.one.show("show spanning-tree") + lab.two.show("show spanning-tree"), "a blocked port")
    assert lab.h1.reaches(lab.far.address)
    before = lab.h2.received()
    lab.h1.run("ping", "-c3", "-i0.2", "-b", "10.0.10.255")
    assert lab.h2.received() - before < 200
    lab.configure("interface gi1/0/24", "shutdown")
    assert lab.h1.reaches(lab.far.address, 10)
    lab.configure("interface gi1/0/24", "no shutdown")


DOWNLOAD = """
import socket
with socket.create_connection(("{address}", {port}), 5) as link:
    link.settimeout(5)
    total = 0
    while piece := link.recv(65536):
        total += len(piece)
print(total)
"""
SERVE = """
import socket
with socket.create_server(("", 5001)) as server:
    print("ready", flush=True)
    link, _ = server.accept()
    with link:
        link.sendall(bytes(4000000))
"""


class lab_server:  # noqa: N801 - read as a verb where it is used
    """A host that sends 4 MB to the first who connects."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def __enter__(self) -> int:
        import subprocess

        words = ["docker", "exec", self._host.name, "python3", "-c", SERVE]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"
        return 5001

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.communicate()
