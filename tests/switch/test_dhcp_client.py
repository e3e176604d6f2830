"""`ip address dhcp`: what is asked, what is given, and what the configuration becomes with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from ccp3switch import model
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.config.render import lines_of
from ccp3switch.config.tree import Line
from ccp3switch.errors import ApplyError
from ccp3switch.live import offers
from ccp3switch.model import layer3
from ccp3switch.model.dhcp_client import Given, asking, effective
from ccp3switch.model.routing import routing
from ccp3switch.shell.session import Session
from ccp3switch.state import clients
from ccp3switch.state.apply_clients import ClientsHand
from ccp3switch.state.clients import Clients
from ccp3switch.switch import Switch
from switchbench.container import until
from switchbench.offline import FakeEngine, FakeLive, type_lines

PORT = "interface gi1/0/1\nno switchport\nip address dhcp\n"
LEASE = {"rt1": Given("203.0.113.9", "255.255.255.0", "203.0.113.1")}


def tree(text: str) -> Line:
    reading = read(GRAMMAR, text, blank(GRAMMAR, 4))
    assert not reading.refused
    return reading.tree


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        (PORT, ["no switchport", "ip address dhcp"]),
        (PORT + "ip address 10.0.0.1 255.0.0.0", ["no switchport", "ip address 10.0.0.1 255.0.0.0"]),
        (PORT + "no ip address", ["no switchport", "no ip address"]),
        (PORT + "no ip address dhcp", ["no switchport", "no ip address"]),
        ("interface gi1/0/1\nno switchport\nip address 10.0.0.1 255.0.0.0\nip address 11.0.0.1 255.0.0.0 secondary\n"
         "ip address dhcp", ["no switchport", "ip address dhcp"]),
        ("interface gi1/0/1\nno switchport\nip address 10.0.0.1 255.0.0.0\nno ip address dhcp",
         ["no switchport", "ip address 10.0.0.1 255.0.0.0"]),
    ],
)  # fmt: skip
def test_the_line(text: str, stands: list[str]) -> None:
    section = tree(text).lines["interface GigabitEthernet1/0/1"]
    assert [line.strip() for line in lines_of(section)[1:]] == stands


@pytest.mark.parametrize(
    "text",
    ["interface gi1/0/1\nip address dhcp", "interface loopback 0\nip address dhcp",
     PORT + "ip address 10.0.0.1 255.0.0.0 secondary",
     "interface gi1/0/1\nno switchport\ninterface gi1/0/1.10\nip address dhcp"],
)  # fmt: skip
def test_where_it_is_refused(text: str) -> None:
    assert len(read(GRAMMAR, text, blank(GRAMMAR, 4)).refused) == 1


def test_before_a_server_answers_the_device_is_there_and_bare() -> None:
    running = tree(PORT + "interface vlan 7\nip address dhcp")
    assert list(asking(running)) == ["GigabitEthernet1/0/1", "Vlan7"]
    assert [(one.device, one.addresses, one.spoken) for one in layer3.interfaces(running) if one.dhcp] == [
        ("vlan7", (), True),
        ("rt1", (), True),
    ]
    assert effective(running, {}) is running
    assert effective(running, {"rt9": LEASE["rt1"]}) is running


@pytest.mark.parametrize(("text", "distance"), [("ip routing\n", 254), ("", 1)])
def test_what_is_given_stands_in_its_place(text: str, distance: int) -> None:
    running = tree(text + PORT)
    made = effective(running, LEASE)
    (one,) = (one for one in layer3.interfaces(made) if one.dhcp)
    assert str(one.address) == "203.0.113.9/24"
    (static,) = routing(made, "").statics
    assert (str(static.hop), static.distance) == ("203.0.113.1", distance)
    assert running.lines["interface GigabitEthernet1/0/1"].value("ip address") == "dhcp"
    assert clients.wanted(made) == clients.wanted(running) == Clients(frozenset({"rt1"}), model.system.HOSTNAME)


def test_a_gateway_of_the_configuration_goes_before_the_one_given() -> None:
    made = effective(tree(PORT + "ip default-gateway 10.0.0.9"), LEASE)
    assert made.value("ip default-gateway") == "10.0.0.9"


def test_without_a_router_there_is_no_route() -> None:
    made = effective(tree("ip routing\n" + PORT), {"rt1": Given("203.0.113.9", "255.255.255.0")})
    assert not routing(made, "").statics


def test_news_of_a_server_are_taken_up(switch: Switch, session: Session, engine: FakeEngine, live: FakeLive) -> None:
    live.up = {"eth1"}
    assert "%" not in type_lines(session, "configure terminal\nip routing\n" + PORT + "end")
    before = len(engine.states)
    switch.renew()
    assert len(engine.states) == before
    live.offers = dict(LEASE)
    switch.renew()
    assert len(engine.states) == before + 1
    assert [str(one.address) for one in engine.states[-1].layer3.interfaces if one.dhcp] == ["203.0.113.9/24"]
    assert switch.messages[-1][1] == (
        "%DHCP-6-ADDRESS_ASSIGN: Interface GigabitEthernet1/0/1 assigned DHCP address 203.0.113.9, "
        "mask 255.255.255.0, hostname Switch"
    )
    assert "GigabitEthernet1/0/1   203.0.113.9     YES DHCP " in session.feed("show ip interface brief")
    assert "Address determined by DHCP" in session.feed("show ip interface gi1/0/1")
    assert "ip address dhcp" in session.feed("show running-config interface gi1/0/1")
    live.offers = {}
    switch.renew()
    assert "GigabitEthernet1/0/1   unassigned      YES DHCP " in session.feed("show ip interface brief")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("203.0.113.9 255.255.255.0 203.0.113.1\n", Given("203.0.113.9", "255.255.255.0", "203.0.113.1")),
        ("203.0.113.9 255.255.255.0 \n", Given("203.0.113.9", "255.255.255.0")),
        ("203.0.113.9 255.0.255.0\n", None),
        ("203.0.113.9\n", None),
        ("203.0.113.9 255.255.255.0 x\n", None),
        ("", None),
    ],
)
def test_the_file_of_a_client(tmp_path: Path, text: str, given: Given | None) -> None:
    (tmp_path / "rt1.lease").write_text(text)
    assert offers.current(tmp_path) == ({} if given is None else {"rt1": given})
    assert offers.current(tmp_path / "none") == {}


FAKE = """#!/bin/sh
echo "$*" >>"$(dirname "$0")/calls"
exec sleep 60
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "busybox"
    program.write_text(FAKE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return tmp_path


@pytest.fixture
def hand(folder: Path) -> Iterator[ClientsHand]:
    made = ClientsHand(folder / "clients")
    yield made
    made.apply(Clients(frozenset({"any"})), Clients())


def calls(folder: Path, count: int) -> list[str]:
    """The devices of the clients started so far, as soon as there are that many."""
    log = folder / "bin" / "calls"
    until(lambda: log.exists() and len(log.read_text().splitlines()) >= count, f"{count} starts", 5)
    return [line.split()[2] for line in log.read_text().splitlines()]


def test_a_client_for_each_device(hand: ClientsHand, folder: Path) -> None:
    one, two = Clients(frozenset({"rt1"}), "sw1"), Clients(frozenset({"rt1", "vlan7"}), "sw1")
    hand.apply(None, Clients())
    hand.apply(Clients(), one)
    assert calls(folder, 1) == ["rt1"]
    hand.apply(one, two)
    hand.settle(two)
    assert calls(folder, 2) == ["rt1", "vlan7"]
    (folder / "clients" / "rt1.lease").write_text("10.0.0.1 255.0.0.0")
    hand.apply(two, Clients(frozenset({"vlan7"}), "sw1"))
    assert sorted(file.name for file in (folder / "clients").glob("*.[pl]*")) == ["vlan7.pid"]


def test_a_new_name_is_told(hand: ClientsHand, folder: Path) -> None:
    one = Clients(frozenset({"rt1"}), "sw1")
    hand.apply(Clients(), one)
    calls(folder, 1)
    hand.apply(one, Clients(one.devices, "sw2"))
    calls(folder, 2)
    assert "hostname:sw2" in (folder / "bin" / "calls").read_text()


def test_what_a_former_life_left_goes_on_if_it_is_wanted(hand: ClientsHand, folder: Path) -> None:
    both, one = Clients(frozenset({"rt1", "rt2"}), "sw1"), Clients(frozenset({"rt1"}), "sw1")
    former = ClientsHand(folder / "clients")
    former.apply(None, both)
    calls(folder, 2)
    kept = (folder / "clients" / "rt1.pid").read_text()
    hand.apply(None, one)
    assert [file.name for file in (folder / "clients").glob("*.pid")] == ["rt1.pid"]
    assert (folder / "clients" / "rt1.pid").read_text() == kept
    former.apply(both, Clients())


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ApplyError, match="udhcpc"):
        ClientsHand(tmp_path / "none" / "clients").apply(None, Clients(frozenset({"rt1"}), "sw1"))
