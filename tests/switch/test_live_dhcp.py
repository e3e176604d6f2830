"""DHCP by real frames: leases from the pools, a reservation, a relay, silence everywhere else."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.state.services import wanted
from netmiko import BaseConnection
from switchbench import dhcp_client, spoken
from switchbench.container import Bench, Container, Host, connect, run, until

pytestmark = pytest.mark.lab
CLIENT = Path(dhcp_client.__file__).read_text()
BASE = """
vlan 10,20,30
interface range gi1/0/1 - 2
 switchport access vlan 10
interface gi1/0/3
 switchport access vlan 20
interface gi1/0/4
 switchport access vlan 30
interface range gi1/0/1 - 4
 spanning-tree portfast
interface vlan 10
 ip address 10.0.10.1 255.255.255.0
interface vlan 20
 ip address 10.0.20.1 255.255.255.0
 ip helper-address 10.0.30.2
interface vlan 30
 ip address 10.0.30.1 255.255.255.0
ip dhcp ping packets 0
ip dhcp excluded-address 10.0.10.1 10.0.10.10
ip dhcp excluded-address 10.0.10.12
ip dhcp pool LAN
 network 10.0.10.0 255.255.255.0
 default-router 10.0.10.1
 dns-server 10.0.30.2 9.9.9.9
 domain-name atelier.lan
 option 150 ip 10.0.30.9
 option 43 hex 0104.0a00.0001
 option 66 ascii "un texte, deux"
 lease 2 3
ip dhcp pool POSTE
 host 10.0.10.12 /24
 client-identifier 0102.0000.0000.77
 default-router 10.0.10.250
"""
WANTED = [1, 3, 6, 15, 43, 51, 54, 66, 150]


@dataclass
class Lab:
    """A switch with two hosts in a VLAN that has a pool, one behind the relay, and a server."""

    switch: Container
    cli: BaseConnection
    h1: Host
    h2: Host
    far: Host
    server: Host
    outside: Host

    def configure(self, *lines: str) -> None:
        """Type configuration lines; a refused one fails the test."""
        self.cli.send_config_set(list(lines), error_pattern=r"^% ")


def ask(host: Host, **given: Any) -> dict[str, Any] | None:
    """What a host is given, None for nothing."""
    done = host.run("python3", "-c", CLIENT, "eth0", json.dumps({"wanted": WANTED, **given}))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] | None = json.loads(done.stdout)
    return found


def leased(host: Host, **given: Any) -> dict[str, Any]:
    """A lease that must come."""
    found = ask(host, **given)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def lab(bench: Bench) -> Iterator[Lab]:
    switch = bench.switch("one")
    cli = connect(switch)
    cli.send_config_set(BASE.strip().splitlines(), error_pattern=r"^% I")
    h1, h2, far = (bench.host(f"h{n}", switch, n, f"192.0.2.{n}/32") for n in (1, 2, 3))
    server = bench.host("server", switch, 4, "10.0.30.2/24")
    server.run("ip", "route", "add", "default", "via", "10.0.30.1")
    server.run("dnsmasq", "--port=0", "--no-ping", "--dhcp-range=10.0.20.50,10.0.20.59,255.255.255.0,1h")
    outside = bench.host("outside", switch, 5, "203.0.113.1/24")
    yield Lab(switch, cli, h1, h2, far, server, outside)
    cli.disconnect()


def test_a_pool_gives_what_it_says(lab: Lab) -> None:
    found = leased(lab.h1)
    assert (found["ip"], found["source"]) == ("10.0.10.11", "10.0.10.1")
    said = {"53": "05", "54": "0a000a01", "1": "ffffff00", "3": "0a000a01", "6": "0a001e0209090909",
            "15": b"atelier.lan".hex(), "43": "01040a000001", "51": f"{51 * 3600:08x}",
            "66": b"un texte, deux\0".hex(), "150": "0a001e09"}  # fmt: skip
    assert {code: found["options"].get(code) for code in said} == said


def test_what_is_excluded_or_bound_is_never_leased(lab: Lab) -> None:
    assert leased(lab.h2, requested="10.0.10.5")["ip"] == "10.0.10.13"
    assert "10.0.10.13" in lab.switch.show("show ip dhcp binding")
    assert re.search(r"^ 10.0.10.14 .* 2     / 11    / 254", lab.switch.show("show ip dhcp pool LAN"), re.MULTILINE)


def test_a_reservation_is_for_its_client(lab: Lab) -> None:
    found = leased(lab.h2, identifier="01020000000077")
    assert found["ip"] == "10.0.10.12"
    assert [found["options"][code] for code in ("3", "6", "51")] == ["0a000afa", "0a001e0209090909", "ffffffff"]
    assert re.search(
        r"^10.0.10.12 +0102.0000.0000.77 +Infinite +Manual$", lab.switch.show("sh ip dhcp b"), re.MULTILINE
    )


def test_a_relay_brings_the_answer_of_a_server_elsewhere(lab: Lab) -> None:
    found = leased(lab.far)
    assert found["ip"].startswith("10.0.20.5")
    assert (found["source"], found["options"]["54"]) == ("10.0.20.1", "0a001e02")
    lab.configure("interface vlan 20", "no ip helper-address 10.0.30.2")
    assert ask(lab.far, seconds=1.5) is None
    lab.configure("interface vlan 20", "ip helper-address 10.0.30.2")
    assert leased(lab.far)["ip"] == found["ip"]


def test_management_gets_no_answer(lab: Lab, bench: Bench) -> None:
    first, second = lab.switch.address.split(".")[:2]
    lab.configure("ip dhcp pool GESTION", f"network {first}.{second}.0.0 255.255.0.0")
    assert ask(bench.neighbour("near"), seconds=1.5) is None
    lab.configure("no ip dhcp pool GESTION")


def test_leases_outlive_the_programs(lab: Lab) -> None:
    before = lab.switch.show("show ip dhcp binding")
    lab.switch.execute("sh", "-c", "kill -9 $(cat /run/ccp3switch/dhcp.pid)")
    assert leased(lab.h1)["ip"] == "10.0.10.11"
    lab.switch.execute("sh", "-c", "kill -9 $(pgrep -of '^python3 -m ccp3switch')")
    until(lambda: not lab.switch.answers(), "end of the program", 5)
    until(lab.switch.answers, "a new program")
    assert lab.switch.show("show ip dhcp binding").count("Automatic") == before.count("Automatic")
    assert leased(lab.h1)["ip"] == "10.0.10.11"
    assert lab.switch.execute("pgrep", "-xc", "dnsmasq") == "1\n"


def test_the_service_is_cut_and_comes_again(lab: Lab) -> None:
    cli = connect(lab.switch)
    cli.send_config_set(["no service dhcp"], error_pattern=r"^% ")
    assert ask(lab.h1, seconds=1.5) is None
    assert lab.switch.execute("pgrep", "-xc", "dnsmasq", check=False) == "0\n"
    cli.send_config_set(["service dhcp"], error_pattern=r"^% ")
    assert leased(lab.h1)["ip"] == "10.0.10.11"
    cli.send_command("clear ip dhcp binding *")
    assert "Automatic" not in cli.send_command("show ip dhcp binding")
    cli.disconnect()


def test_the_switch_itself_asks_for_an_address(lab: Lab) -> None:
    """The access router: its outside address by DHCP, its hosts behind that address."""
    cli = connect(lab.switch)
    cli.send_config_set(["interface gi1/0/5", "no switchport", "ip address dhcp"], error_pattern=r"^% ")
    outside = "--port=0 --no-ping --dhcp-range=203.0.113.9,203.0.113.9,255.255.255.0,2m --dhcp-option=3,203.0.113.1"
    lab.outside.run("dnsmasq", *outside.split())
    until(lambda: "203.0.113.9" in lab.switch.show("show ip interface brief"), "an address")
    assert re.search(
        r"^GigabitEthernet1/0/5 +203.0.113.9 +YES DHCP +up +up", lab.switch.show("show ip int brief"), re.M
    )
    assert "Address determined by DHCP" in lab.switch.show("show ip interface gi1/0/5")
    assert lab.outside.reaches("203.0.113.9")
    translate = ["ip routing", "access-list 1 permit 10.0.10.0 0.0.0.255", "interface vlan 10", "ip nat inside",
                 "interface gi1/0/5", "ip nat outside", "exit",
                 "ip nat inside source list 1 interface gi1/0/5 overload"]  # fmt: skip
    cli.send_config_set(translate, error_pattern=r"^% ")
    assert re.search(r"^S\* +0.0.0.0/0 \[254/0\] via 203.0.113.1", lab.switch.show("show ip route"), re.MULTILINE)
    for words in ("address add 10.0.10.99/24 dev eth0", "route add default via 10.0.10.1"):
        lab.h1.run("ip", *words.split())
    assert lab.h1.reaches("203.0.113.1"), "by the address that was given: the other side has no way back to ours"
    cli.send_config_set(["interface gi1/0/5", "no ip address"], error_pattern=r"^% ")
    assert not re.search(r"203.0.113", lab.switch.execute("ip", "address"))
    assert "203.0.113.1" not in lab.switch.execute("ip", "route")
    assert lab.switch.execute("pgrep", "-xc", "busybox", check=False) == "0\n"
    cli.disconnect()


def test_a_routed_port_serves_too(lab: Lab) -> None:
    cli = connect(lab.switch)
    lines = ["interface gi1/0/2", "no switchport", "ip address 10.0.50.1 255.255.255.0", "ip dhcp pool ROUTED",
             "network 10.0.50.0 /24"]  # fmt: skip
    cli.send_config_set(lines, error_pattern=r"^% ")
    found = leased(lab.h2)
    assert (found["ip"], found["source"]) == ("10.0.50.2", "10.0.50.1")
    assert "3" not in found["options"]
    cli.send_config_set(["interface gi1/0/2", "no ip address", "ip address dhcp"], error_pattern=r"^% ")
    assert ask(lab.h2, seconds=1.5) is None
    cli.disconnect()


CHECK = """
import json, subprocess, sys
for text in json.load(sys.stdin):
    done = subprocess.run(["dnsmasq", "--test", "--conf-file=-"], input=text, capture_output=True, text=True)
    print(f"{done.returncode} {done.stderr.strip().splitlines()[-1]}")
"""


def pools(chance: random.Random) -> str:
    """A configuration of pools with lines drawn from the table."""
    rows = spoken.lines_in("dhcp")
    lines = [f" {spoken.filled(chance, chance.choice(rows))}" for _ in range(60)]
    for index in range(0, 60, 6):
        lines[index] = f"ip dhcp pool P{index}"
    return spoken.joined(["interface vlan 10", " ip address 10.0.10.1 255.255.255.0", *lines])


def test_dnsmasq_takes_whatever_the_table_lets_pass(lab: Lab) -> None:
    texts = [pools(random.Random(seed)) for seed in range(60)]
    trees = [read(GRAMMAR, text, blank(GRAMMAR, spoken.PORTS)).tree for text in texts]
    configurations = ["\n".join(wanted(tree).dhcp) for tree in trees]
    assert sum("dhcp-option" in text for text in configurations) > 50
    done = run("docker", "exec", "-i", lab.switch.name, "python3", "-c", CHECK, text=json.dumps(configurations))
    assert set(done.stdout.splitlines()) == {"0 dnsmasq: syntax check OK."}
