"""The lab dhcp-relais on real devices: leases of the learner's own machines, restarts, a push that is refused."""

import shutil
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

import pytest
from labbench.desk import Desk
from labbench.seat import Seat

from ccp3lab.docker import docker
from ccp3lab.house import House, here
from ccp3lab.operations.push import preview, push
from ccp3lab.operations.scene import Scene, scene
from ccp3lab.plan import Range, Vlan

pytestmark = pytest.mark.lab

KEA = "/etc/kea/kea-dhcp4.conf"
TEMPLATE = "templates/dhcp/kea-dhcp4.conf.j2"


@pytest.fixture(scope="module")
def luc(desk: Desk, image: Callable[[str], str]) -> Iterator[Seat]:
    """An instance of this lab, at first as a learner receives it."""
    image("server")
    seat = Seat(desk, "luc", "dhcp-relais")
    seat.up()
    yield seat
    assert seat.ccp3("down", "--yes").code == 0


def vlan_of(seat: Seat, device: str) -> tuple[Vlan, Range]:
    _, link, _ = seat.scene.company.host_link(device)
    vlan = seat.scene.company.plan.vlan(link.access or "")
    assert vlan.dhcp is not None
    return vlan, vlan.dhcp


def address(seat: Seat, device: str) -> str:
    """What `ip` says of the device's own address; empty when it has none."""
    return seat.ssh(device, "ip -4 -o addr show dev eth1 | awk '{ print $4 }'").strip()


def renewed(seat: Seat, device: str) -> IPv4Interface:
    """The address that the device gets when its learner asks again."""
    seat.ssh(device, "sudo ifdown eth1 2>/dev/null; sudo ifup eth1 2>/dev/null")
    return IPv4Interface(address(seat, device))


def test_a_dry_run_tells_of_relay_and_kea_and_writes_nothing(luc: Seat) -> None:
    before = luc.inside("srv1", "sh", "-c", f"sha256sum {KEA}; pidof kea-dhcp4; ls /var/lib/lab-config")
    shown = preview(luc.scene, "solved").demand()
    assert shown.changed == ("sw1", "srv1")
    assert f"ip helper-address {luc.scene.company.plan.host('srv1').address}" in shown.diff("sw1")
    assert f'"subnet": "{vlan_of(luc, "pc-compta-3")[0].subnet}"' in shown.diff("srv1")
    assert luc.inside("srv1", "sh", "-c", f"sha256sum {KEA}; pidof kea-dhcp4; ls /var/lib/lab-config") == before
    assert "helper-address" not in luc.configuration("sw1")


def test_solved_is_all_points_and_the_second_push_changes_nothing(luc: Seat) -> None:
    assert luc.bring("solved") == ("sw1", "srv1")
    mark = luc.check()
    assert (mark.code, mark.score) == (0, (20, 20)), mark.red()
    assert luc.bring("solved") == ()


@pytest.mark.parametrize("device", ["pc-compta-3", "pc-atelier-3"])
def test_a_learners_own_machine_gets_a_lease_and_keeps_it_through_a_check(luc: Seat, device: str) -> None:
    luc.bring("solved")
    vlan, span = vlan_of(luc, device)
    own = renewed(luc, device)
    assert own.ip in span
    assert own.network == vlan.subnet
    assert f"default via {vlan.gateway} dev eth1" in luc.ssh(device, "ip route")
    names = luc.ssh(device, "cat /etc/resolv.conf")
    assert f"search {luc.scene.company.plan.domain}" in names
    assert str(luc.scene.company.plan.host("srv1").address) in names
    assert not luc.look().not_passed()
    assert address(luc, device) == str(own)


def test_the_printer_gets_its_own_address_itself(luc: Seat) -> None:
    luc.bring("solved")
    assert renewed(luc, "imprimante-1") == luc.scene.company.plan.host("imprimante-1").interface


def test_what_a_check_took_it_gives_back(luc: Seat) -> None:
    """Else a class that checks often would run out of addresses."""
    luc.bring("solved")
    for _ in range(3):
        luc.look()
    rows = luc.inside("srv1", "cat", "/var/lib/kea/kea-leases4.csv").splitlines()[1:]
    last = {row.split(",")[0]: row.split(",") for row in rows}
    planned = luc.scene.company.plan.host("imprimante-1").address
    held = {IPv4Address(ip) for ip, row in last.items() if int(row[3]) > 0}
    own = {IPv4Interface(found).ip for name in ("pc-compta-3", "pc-atelier-3") if (found := address(luc, name))}
    assert held - {planned} <= own


@pytest.mark.parametrize("device", ["srv1", "sw1"])
def test_after_a_restart_of_the_device_all_is_served_again(luc: Seat, device: str) -> None:
    luc.bring("solved")
    docker("stop", luc.container(device))
    luc.up()
    mark = luc.check()
    assert (mark.code, mark.score) == (0, (20, 20)), mark.red()


def test_while_the_server_is_away_nobody_is_blamed(luc: Seat) -> None:
    luc.bring("solved")
    docker("stop", luc.container("srv1"))
    mark = luc.check()
    luc.up()
    assert mark.code == 3
    assert {name for name, status in mark.statuses.items() if status == "failed"} == set(), mark.red()


@pytest.fixture
def altered(luc: Seat, tmp_path: Path) -> Callable[[str, str], Scene]:
    """The same instance, seen from a house whose template of Kea has one text changed into another."""

    def make(old: str, new: str) -> Scene:
        for room in ("inventories", "images", "labs", "templates"):
            shutil.copytree(here().root / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
        path = tmp_path / TEMPLATE
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return scene(House(tmp_path, luc.desk.home), luc.lab, luc.learner)

    return make


BROKEN = {
    "syntax": ('"authoritative": true,', '"authoritative": true'),
    "unknown word": ('"valid-lifetime"', '"valid-lifetme"'),
    "pool outside its subnet": ('"pool": "{{ scope.range.first }}', '"pool": "192.0.2.1'),
}


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_changes_nothing_and_is_told_with_its_line(luc: Seat, altered, old: str, new: str) -> None:
    luc.bring("solved")
    running, kept = luc.inside("srv1", "pidof", "kea-dhcp4"), luc.inside("srv1", "cat", KEA)
    refused = push(altered(old, new), "solved").failed
    assert [outcome.device for outcome in refused] == ["srv1"]
    assert f"{KEA}:" in refused[0].error
    assert f"({TEMPLATE}:" in refused[0].error
    assert (luc.inside("srv1", "pidof", "kea-dhcp4"), luc.inside("srv1", "cat", KEA)) == (running, kept)
    assert not luc.look().not_passed()


def test_a_learners_kea_without_a_control_socket_is_brought_to_the_solution(luc: Seat) -> None:
    luc.bring("solved")
    luc.inside("srv1", "sh", "-c", f"sed -i /control-socket/d {KEA}; systemctl restart kea-dhcp4-server")
    assert luc.bring("solved") == ("srv1",)
    assert not luc.look().not_passed()
    assert luc.bring("solved") == ()
