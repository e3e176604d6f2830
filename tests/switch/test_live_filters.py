"""Packets meet the access lists and the translations that are shown: a real switch, real hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from netmiko import BaseConnection, ConnectHandler
from switchbench.container import Bench, Container, Host, until

pytestmark = pytest.mark.lab

CONFIG = """
ip routing
vlan 10,20
interface range gi1/0/1 - 2
switchport mode access
spanning-tree portfast
interface gi1/0/1
switchport access vlan 10
interface gi1/0/2
switchport access vlan 20
interface gi1/0/3
no switchport
ip address 203.0.113.1 255.255.255.0
interface vlan 10
ip address 10.0.10.254 255.255.255.0
interface vlan 20
ip address 10.0.20.254 255.255.255.0
"""
SERVE = """
import selectors, socket
waiting = selectors.DefaultSelector()
for port in (80, 81):
    waiting.register(socket.create_server(("", port)), selectors.EVENT_READ)
print("ready", flush=True)
while True:
    for key, _ in waiting.select():
        link, (address, port) = key.fileobj.accept()
        with link:
            link.sendall(f"{address} {port}".encode())
"""
ASK = """
import socket
try:
    with socket.create_connection(("{address}", {port}), {seconds}) as link:
        print(link.recv(100).decode())
except OSError as error:
    print(type(error).__name__)
"""
REFUSED, SILENT, FILTERED = "ConnectionRefusedError", "TimeoutError", "OSError"


@dataclass
class Lab:
    """h1 (VLAN 10), h2 (VLAN 20), and the world: a host without any route, next to the routed port Gi1/0/3."""

    one: Container
    cli: BaseConnection
    h1: Host
    h2: Host
    world: Host

    def configure(self, text: str) -> None:
        """Lines of configuration; a refused one fails the test."""
        self.cli.send_config_set(text.strip().splitlines(), error_pattern=r"^% ")

    def matches(self, name: str) -> list[int]:
        """Counts of the entries of a list, in order."""
        rows = self.one.show(f"show access-lists {name}").splitlines()[1:]
        found = (re.search(r"\((\d+) match", row) for row in rows)
        return [int(match[1]) if match else 0 for match in found]


def ask(host: Host, address: str, port: int, seconds: float = 2) -> str:
    """Who the server saw (`10.0.10.1`), or what became of the connection."""
    done = host.run("python3", "-c", ASK.format(address=address, port=port, seconds=seconds))
    return done.stdout.split()[0]


@pytest.fixture(scope="module")
def lab(bench: Bench) -> Iterator[Lab]:
    one = bench.switch("one")
    h1, h2 = (bench.host(f"h{n}", one, n, f"10.0.{n}0.1/24") for n in (1, 2))
    world = bench.host("world", one, 3, "203.0.113.9/24")
    cli = ConnectHandler(
        device_type="cisco_ios", host=one.address, username="ccp3", use_keys=True, allow_agent=False,
        key_file=str(one.given.toolkit_key), ssh_strict=True, alt_host_keys=True, alt_key_file=str(one.known_hosts()),
    )  # fmt: skip
    made = Lab(one, cli, h1, h2, world)
    made.configure(CONFIG)
    for host, address in ((h1, "10.0.10.254"), (h2, "10.0.20.254")):
        host.run("ip", "route", "add", "default", "via", address)
    for host in (h1, h2, world):
        host.run("sh", "-c", f"python3 -c '{SERVE}' >/dev/null 2>&1 &")
    until(lambda: all(ask(host, host.address, 80) == host.address for host in (h1, h2, world)), "the servers")
    assert h1.reaches(h2.address)
    assert world.reaches("203.0.113.1")
    yield made
    cli.disconnect()


def test_a_list_filters_what_comes_in(lab: Lab) -> None:
    lab.configure(f"""
        ip access-list extended FROM10
        remark only the web of h2, and echo
        permit tcp any host {lab.h2.address} eq www
        permit icmp any any echo
        deny tcp any any log
        interface vlan 10
        ip access-group FROM10 in
    """)
    assert ask(lab.h1, lab.h2.address, 80) == lab.h1.address
    assert ask(lab.h1, lab.h2.address, 81) == FILTERED, "the sender is told (ICMP 3/13)"
    assert ask(lab.h1, "10.0.10.254", 22) == FILTERED, "what is for the switch itself too"
    assert lab.h1.run("ping", "-c2", "-i0.1", "-W1", lab.h2.address).returncode == 0
    assert lab.h1.run("ping", "-c1", "-s4000", "-W1", lab.h2.address).returncode == 0, "later fragments pass too"
    assert ask(lab.h2, lab.h2.address, 80) == lab.h2.address
    told = f"list FROM10 denied tcp {lab.h1.address}("
    until(lambda: told in lab.one.show("show logging"), "the message of the entry that says log", 3)
    web, echo, tcp = lab.matches("FROM10")
    assert (web >= 4, echo >= 2, tcp >= 2) == (True, True, True)


def test_counts_stay_over_a_change_elsewhere_and_go_when_cleared(lab: Lab) -> None:
    before = lab.matches("FROM10")
    lab.configure("ip access-list extended FROM10\n5 permit udp any any eq domain\naccess-list 7 permit any")
    assert lab.matches("FROM10") == [0, *before]
    lab.configure("ip access-list extended FROM10\nno 5\nno access-list 7")
    assert lab.matches("FROM10") == before
    lab.cli.send_command("clear access-list counters FROM10")
    assert lab.matches("FROM10") == [0, 0, 0]
    lab.configure("interface vlan 10\nno ip access-group FROM10 in")
    assert ask(lab.h1, lab.h2.address, 81) == lab.h1.address


def test_a_list_filters_what_is_forwarded_out_and_not_what_the_switch_says(lab: Lab) -> None:
    lab.configure(f"access-list 10 deny host {lab.h1.address}\ninterface vlan 20\nip access-group 10 out")
    assert ask(lab.h1, lab.h2.address, 80) == FILTERED
    assert ask(lab.world, lab.h2.address, 80, 0.5) != lab.world.address, "the end of every list denies"
    assert "Success rate is 0 percent" not in lab.cli.send_command(f"ping {lab.h2.address} repeat 3")
    assert lab.matches("10")[0] >= 1
    lab.configure("no access-list 10")
    assert ask(lab.h1, lab.h2.address, 80) == lab.h1.address, "a list that does not exist permits all"
    lab.configure("interface vlan 20\nno ip access-group 10 out")


def test_established_lets_answers_in_alone(lab: Lab) -> None:
    lab.configure("access-list 101 permit tcp any any established\ninterface vlan 20\nip access-group 101 in")
    assert ask(lab.h1, lab.h2.address, 80) == lab.h1.address
    assert ask(lab.h2, lab.h1.address, 80) == FILTERED
    lab.configure("interface vlan 20\nno ip access-group 101 in\nno access-list 101")


def test_ssh_passes_the_access_class_and_management_goes_on(lab: Lab) -> None:
    lab.configure(f"access-list 11 permit {lab.h1.address}\nline vty 0 15\nlogin local\naccess-class 11 in")
    assert ask(lab.h1, "10.0.10.254", 22).startswith("SSH-2.0")
    assert ask(lab.h2, "10.0.20.254", 22) == REFUSED
    lab.configure("no access-list 11\naccess-list 11 deny any")
    assert ask(lab.h1, "10.0.10.254", 22) == REFUSED
    assert lab.one.answers(), "never by the management port"
    lab.configure("line vty 0 15\nno access-class 11 in\nno access-list 11")


OVERLOAD = """
access-list 1 permit 10.0.10.0 0.0.0.255
interface range gi1/0/3
ip nat outside
interface vlan 10
ip nat inside
ip nat inside source list 1 interface gi1/0/3 overload
"""


def test_inside_hosts_share_the_outside_address(lab: Lab) -> None:
    assert ask(lab.h1, lab.world.address, 80, 0.5) == SILENT, "the world has no route back"
    lab.configure(OVERLOAD)
    assert ask(lab.h1, lab.world.address, 80) == "203.0.113.1"
    assert ask(lab.h2, lab.world.address, 80, 0.5) == SILENT, "VLAN 20 is not inside"
    assert lab.h1.run("ping", "-c1", "-W1", lab.world.address).returncode == 0
    table = lab.one.show("show ip nat translations")
    assert re.search(r"tcp 203\.0\.113\.1:\d+ +10\.0\.10\.1:\d+ +203\.0\.113\.9:80 +203\.0\.113\.9:80", table)
    assert re.search(r"icmp 203\.0\.113\.1:\d+ +10\.0\.10\.1:\d+ +203\.0\.113\.9:\d+", table)
    assert re.search(r"Hits: [1-9]\d*  Misses: [1-9]", lab.one.show("show ip nat statistics"))
    lab.cli.send_command("clear ip nat translation *")
    assert len(lab.one.show("show ip nat translations").splitlines()) == 1


def test_static_translation_lets_the_world_in(lab: Lab) -> None:
    lab.configure(f"""
        ip nat inside source static tcp {lab.h1.address} 80 203.0.113.50 8080
        ip nat inside source static tcp {lab.h1.address} 81 interface gi1/0/3 8181
    """)
    assert ask(lab.world, "203.0.113.50", 8080) == lab.world.address
    assert ask(lab.world, "203.0.113.1", 8181) == lab.world.address
    assert ask(lab.world, "203.0.113.1", 8080) == REFUSED
    table = lab.one.show("show ip nat translations")
    assert f"tcp 203.0.113.50:8080  {lab.h1.address}:80       ---" in table


def test_lists_see_the_addresses_of_their_side(lab: Lab) -> None:
    """In from outside: before translation. Out to the outside: behind it."""
    lab.configure("""
        access-list 120 deny tcp any host 203.0.113.50 eq 8080
        access-list 120 permit ip any any
        access-list 121 deny tcp host 203.0.113.1 any eq 81
        access-list 121 permit ip any any
        interface range gi1/0/3
        ip access-group 120 in
        ip access-group 121 out
    """)
    assert ask(lab.world, "203.0.113.50", 8080) == FILTERED
    assert ask(lab.world, "203.0.113.1", 8181) == lab.world.address
    assert ask(lab.h1, lab.world.address, 80) == "203.0.113.1"
    assert ask(lab.h1, lab.world.address, 81, 0.5) == SILENT
    assert (lab.matches("120")[0] >= 1, lab.matches("121")[0] >= 1) == (True, True)


def test_everything_goes_when_the_configuration_goes(lab: Lab) -> None:
    lab.one.execute("sh", "-c", "printf 'hostname bare\\nip scp server enable\\n' >/var/lib/ccp3switch/flash/bare")
    assert "Rollback Done" in lab.one.show("configure replace flash:/bare force")
    assert "ccp3" not in lab.one.execute("nft", "list", "tables")
    assert "proto 77" not in lab.one.execute("ip", "route", "show", "table", "local")
    assert lab.one.answers()
