"""What runs of DHCP, and how it is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ccp3switch.config.tree import Line
from ccp3switch.live import dnsmasq
from ccp3switch.live.leases import Conflict, Lease, conflicts, leases, without
from ccp3switch.shell.session import Session
from ccp3switch.show.dhcp import helper_lines
from ccp3switch.switch import Switch
from switchbench.offline import FakeLive, type_lines

CONFIG = """
configure terminal
vlan 10
interface vlan 10
ip address 10.0.10.1 255.255.255.0
ip dhcp excluded-address 10.0.10.1 10.0.10.10
ip dhcp pool LAN
network 10.0.10.0 /24
ip dhcp pool POSTE
host 10.0.10.50 /24
hardware-address 0200.0000.0050
ip dhcp pool VIDE
end
"""
FILE = """1795683518 6e:bd:9b:3c:a7:a2 10.0.10.12 poste 01:6e:bd:9b:3c:a7:a2
0 02:00:00:00:00:33 10.0.10.11 * *
bad line
"""
NOW = datetime(2026, 11, 5, 8, 9, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def configured(session: Session, live: FakeLive) -> None:
    ends = datetime(2026, 11, 6, 20, 30, tzinfo=UTC)
    live.leased = (
        Lease("10.0.10.12", "02:00:00:00:00:12", "01:02:00:00:00:00:12", ends),
        Lease("10.0.10.11", "02:00:00:00:00:11", "", None),
        Lease("10.0.10.13", "02:00:00:00:00:13", "", NOW - timedelta(seconds=1)),
        Lease("10.0.10.50", "02:00:00:00:00:50", "", None),
        Lease("10.0.99.9", "02:00:00:00:00:99", "", None),
    )
    live.declined = (Conflict("10.0.10.20", NOW),)
    assert "%" not in type_lines(session, CONFIG)


def test_bindings(session: Session) -> None:
    assert session.feed("show ip dhcp binding") == (
        """Bindings from all pools not associated with VRF:
IP address          Client-ID/              Lease expiration        Type
                    Hardware address/
                    User name
10.0.10.11          0200.0000.0011          Infinite                Automatic
10.0.10.12          0102.0000.0000.12       Nov 06 2026 08:30 PM    Automatic
10.0.10.50          0200.0000.0050          Infinite                Manual
"""
    )


def test_one_binding(session: Session) -> None:
    assert session.feed("show ip dhcp binding 10.0.10.12").splitlines()[4:] == [
        "10.0.10.12          0102.0000.0000.12       Nov 06 2026 08:30 PM    Automatic"
    ]
    assert session.feed("show ip dhcp binding 10.0.10.13") == "% No binding found for 10.0.10.13\n"


def test_a_pool(session: Session) -> None:
    assert session.feed("show ip dhcp pool LAN") == (
        """
Pool LAN :
 Utilization mark (high/low)    : 100 / 0
 Subnet size (first/next)       : 0 / 0 
 Total addresses                : 254
 Leased addresses               : 3
 Excluded addresses             : 10
 Pending event                  : none
 1 subnet is currently in the pool :
 Current index        IP address range                    Leased/Excluded/Total
 10.0.10.13           10.0.10.1        - 10.0.10.254      3     / 10    / 254  
"""  # noqa: W291 - IOS's own blanks
    )


@pytest.mark.parametrize(
    ("name", "leased", "total"), [("POSTE", 1, 1), ("VIDE", 0, 0)]
)  # fmt: skip
def test_a_pool_of_one_host_or_of_none(session: Session, name: str, leased: int, total: int) -> None:
    text = session.feed(f"show ip dhcp pool {name}")
    assert f" Total addresses                : {total}\n Leased addresses               : {leased}\n" in text
    assert "0 subnet is currently in the pool" in text


def test_all_pools_and_none(session: Session) -> None:
    text = session.feed("show ip dhcp pool")
    assert [line.split()[1] for line in text.splitlines() if line.startswith("Pool")] == ["LAN", "POSTE", "VIDE"]
    assert session.feed("show ip dhcp pool X") == "% Pool X not found\n"


def test_a_pool_without_any_address_left(session: Session) -> None:
    type_lines(session, "configure terminal\nip dhcp excluded-address 10.0.10.1 10.0.10.254\nend")
    assert "\n 0.0.0.0 " in session.feed("show ip dhcp pool LAN")


def test_conflicts(session: Session) -> None:
    assert session.feed("show ip dhcp conflict") == (
        "IP address        Detection method   Detection time          VRF\n"
        "10.0.10.20        Gratuitous ARP     Nov 05 2026 08:09 AM\n"
    )


@pytest.mark.parametrize(
    ("command", "answer", "ended"),
    [
        ("clear ip dhcp binding *", "", {"10.0.10.11", "10.0.10.12"}),
        ("clear ip dhcp binding 10.0.10.12", "", {"10.0.10.12"}),
        ("clear ip dhcp binding 10.0.10.50", "% No automatic binding found for 10.0.10.50\n", None),
        ("clear ip dhcp binding 10.0.10.99", "% No automatic binding found for 10.0.10.99\n", None),
        ("clear ip dhcp conflict *", "", set()),
    ],
)
def test_clearing(switch: Switch, session: Session, command: str, answer: str, ended: set[str] | None) -> None:
    asked: list[set[str]] = []
    switch.forget_leases = lambda addresses: asked.append(set(addresses))
    assert session.feed(command) == answer
    assert asked == ([] if ended is None else [ended])


@pytest.mark.parametrize(
    ("addresses", "lines"),
    [
        ([], ["  Helper address is not set"]),
        (["10.0.0.1"], ["  Helper address is 10.0.0.1"]),
        (["10.0.0.1", "10.0.0.2"], ["  Helper addresses are 10.0.0.1", f"{' ' * 23}10.0.0.2"]),
    ],
)
def test_helper_lines(addresses: list[str], lines: list[str]) -> None:
    keys = [f"ip helper-address {address}" for address in addresses]
    assert helper_lines(Line(lines={key: Line(key, key) for key in keys})) == lines


def test_the_file_of_leases() -> None:
    assert leases(FILE) == (
        Lease("10.0.10.12", "6e:bd:9b:3c:a7:a2", "01:6e:bd:9b:3c:a7:a2", datetime(2026, 11, 26, 8, 58, 38, tzinfo=UTC)),
        Lease("10.0.10.11", "02:00:00:00:00:33", "", None),
    )
    assert without(FILE, ["10.0.10.11"]).splitlines() == FILE.splitlines()[:1]


@pytest.mark.parametrize(
    ("stamp", "found"),
    [("Nov  5 08:09:10", True), ("Nov  5 08:00:00", True), ("Nov  5 07:59:00", False), ("Dec 31 23:59:00", False)],
)
def test_declined_addresses_of_the_last_ten_minutes(stamp: str, found: bool) -> None:
    text = f"{stamp} dnsmasq-dhcp[161]: DHCPDECLINE(vlan20) 10.0.20.101 02:00:00:00:00:35 \n"
    assert [one.address for one in conflicts(f"other\n{text}{text}", NOW)] == ["10.0.20.101"] * found


def test_files_that_are_not_there_hold_nothing(tmp_path: Path) -> None:
    assert dnsmasq.current_leases(tmp_path) == ()
    assert dnsmasq.current_conflicts(NOW, tmp_path) == ()
    (tmp_path / "dhcp.leases").write_text(FILE)
    assert len(dnsmasq.current_leases(tmp_path)) == 2
