"""NAPALM unmodified on a live switch: its own test suite, confirmed commits, pings; netmiko's file transfer."""

from __future__ import annotations

import inspect
import unittest
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from napalm.base.test import base, getters
from netmiko import file_transfer
from switchbench import clients
from switchbench.container import Bench, Container, Host, until

pytestmark = pytest.mark.lab

INITIAL = """hostname sw1
ip domain-name atelier.lan
archive
 path flash:avant
username admin privilege 15 secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfxo
ip scp server enable
lldp run
line vty 0 15
 login local
 transport input ssh
vlan 10
 name COMPTA
interface GigabitEthernet1/0/1
 description poste
 switchport access vlan 10
 spanning-tree portfast
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
"""
GOOD = INITIAL.replace("COMPTA", "ATELIER").replace("description poste", "description copieur")
GOOD_DIFF = """vlan 10
 +name ATELIER
interface GigabitEthernet1/0/1
 +description copieur
vlan 10
 -name COMPTA
interface GigabitEthernet1/0/1
 -description poste"""
MERGE = "vlan 30\n name WIFI\ninterface GigabitEthernet1/0/3\n switchport access vlan 30\n"
MERGE_DIFF = "-vlan 30\n -name WIFI\ninterface GigabitEthernet1/0/3\n -switchport access vlan 30"
FILES = {
    "initial.conf": INITIAL, "new_good.conf": GOOD, "new_good.diff": GOOD_DIFF, "new_typo.conf": GOOD + "foo bar\n",
    "merge_good.conf": MERGE, "merge_good.diff": MERGE_DIFF, "merge_typo.conf": "vlan 30\n nom WIFI\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def device(bench: Bench) -> Container:
    return bench.switch("sw1")


@pytest.fixture(scope="module")
def host(bench: Bench, device: Container) -> Host:
    return bench.host("poste", device, 1, "10.1.10.9/24")


@pytest.fixture(scope="module")
def napalm(device: Container) -> Iterator[Any]:
    with clients.napalm(device) as driver:
        driver.load_replace_candidate(config=INITIAL)
        driver.commit_config()
        yield driver


def test_ping(napalm: Any, device: Container, host: Host) -> None:
    assert host.reaches("10.1.10.1")
    found = napalm.ping("10.1.10.9", source="10.1.10.1", size=200, count=3)["success"]
    assert (found["probes_sent"], found["packet_loss"]) == (3, 0)
    assert 1 <= found["rtt_min"] <= found["rtt_max"]
    lost = napalm.ping("10.1.10.8", timeout=1, count=2)["success"]
    assert (lost["probes_sent"], lost["packet_loss"]) == (2, 2)
    assert "Unrecognized host" in napalm.ping("poste.invalid")["error"]
    all_seven = "\n!!!!!!!\nSuccess rate is 100 percent (7/7)"
    assert until(lambda: all_seven in device.show("ping 10.1.10.9 repeat 7"), "seven answers of seven")


def test_nothing_leaves_by_management(device: Container, napalm: Any) -> None:
    router = device.address.rpartition(".")[0] + ".1"
    assert "Success rate is 0 percent (0/1)" in device.show(f"ping {router} repeat 1 timeout 1")
    assert "% Invalid source address" in device.ssh(f"ping {router} source {device.address}").stdout


GETTERS = (
    "is_alive", "get_facts", "get_interfaces", "get_interfaces_ip", "get_interfaces_counters", "get_vlans",
    "get_mac_address_table", "get_arp_table", "get_config", "get_config_filtered", "get_users",
)  # fmt: skip


def suite_of_getters(driver: Any, name: str) -> None:
    """One case of NAPALM's own suite, on the live device."""
    case = inspect.unwrap(getattr(getters.BaseTestGetters, f"test_{name}"))
    assert case(SimpleNamespace(device=driver, driver=type(driver)), "") or name.startswith("get_config")


@pytest.mark.parametrize("name", GETTERS)
def test_napalms_own_suite_of_getters(napalm: Any, host: Host, name: str) -> None:
    suite_of_getters(napalm, name)


@pytest.fixture(scope="module")
def neighbour(bench: Bench, device: Container) -> Container:
    """A second switch, cabled to Gi1/0/2 of the first."""
    other = bench.switch("sw2")
    bench.cable(device, 2, other, 2)
    with clients.netmiko(other) as connection:
        connection.send_config_set(["hostname sw2", "lldp run"], error_pattern=r"^% ")
    return other


def test_neighbours(napalm: Any, neighbour: Container) -> None:
    until(lambda: bool(napalm.get_lldp_neighbors()), "a neighbour that tells of itself")
    assert napalm.get_lldp_neighbors() == {"GigabitEthernet1/0/2": [{"hostname": "sw2", "port": "Gi1/0/2"}]}
    suite_of_getters(napalm, "get_lldp_neighbors")


def test_counters_count(napalm: Any, host: Host) -> None:
    before = napalm.get_interfaces_counters()["GigabitEthernet1/0/1"]
    napalm.ping("10.1.10.9", count=20)
    after = napalm.get_interfaces_counters()["GigabitEthernet1/0/1"]
    for name in ("rx_unicast_packets", "tx_unicast_packets"):
        assert after[name] >= before[name] + 20
    assert after["tx_octets"] >= before["tx_octets"] + 20 * 100


class Suite(base.TestConfigNetworkDriver, unittest.TestCase):
    """NAPALM's suite of changes, on the device and the files that are given."""

    __test__: ClassVar[bool] = False
    device: Any
    vendor: str


CASES = [name for name in dir(base.TestConfigNetworkDriver) if name.startswith("test_")]


@pytest.mark.parametrize("name", CASES)
def test_napalms_own_suite_of_changes(napalm: Any, tmp_path: Path, name: str) -> None:
    for file, text in FILES.items():
        (tmp_path / file).write_text(text)
    suite = Suite(name)
    suite.device, suite.vendor = napalm, str(tmp_path)
    getattr(suite, name)()


def test_a_confirmed_commit_is_saved_when_it_is_confirmed(napalm: Any) -> None:
    napalm.load_merge_candidate(config="hostname confirme\n")
    napalm.commit_config(revert_in=60)
    assert napalm.has_pending_commit()
    assert "confirme" not in napalm.get_config(retrieve="startup")["startup"]
    napalm.confirm_commit()
    assert not napalm.has_pending_commit()
    assert "hostname confirme\n" in napalm.get_config(retrieve="startup")["startup"]


def test_a_commit_that_is_not_confirmed_goes_away(napalm: Any) -> None:
    before = napalm.get_config(retrieve="running")["running"]
    napalm.load_replace_candidate(config=GOOD)
    napalm.commit_config(revert_in=120)
    assert napalm.has_pending_commit()
    assert "ATELIER" in napalm.get_config(retrieve="running")["running"]
    napalm.rollback()
    assert not napalm.has_pending_commit()
    assert napalm.get_config(retrieve="running")["running"] == before


def test_netmiko_transfers_files(device: Container, napalm: Any, tmp_path: Path) -> None:
    sent, back = tmp_path / "essai.txt", tmp_path / "retour.txt"
    sent.write_text("bonjour\n" * 1000)
    with clients.netmiko(device) as connection:
        put = file_transfer(connection, source_file=str(sent), dest_file="essai.txt", direction="put")
        assert put == {"file_exists": True, "file_transferred": True, "file_verified": True}
        again = file_transfer(connection, source_file=str(sent), dest_file="essai.txt", direction="put")
        assert again == {"file_exists": True, "file_transferred": False, "file_verified": True}
        got = file_transfer(connection, source_file="essai.txt", dest_file=str(back), direction="get")
        assert got["file_verified"]
    assert back.read_text() == sent.read_text()
