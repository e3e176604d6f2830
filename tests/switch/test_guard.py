"""What the switch does about frames: port-security, BPDU guard, recovery, neighbours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from ccp3switch.frames import stp
from ccp3switch.frames.lldp import Station, encoded
from ccp3switch.guard.watcher import WAKING, Watcher
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from napalm.base.helpers import textfsm_extractor
from napalm.ios import IOSDriver
from switchbench.offline import FakeClock, FakeEngine, FakeLive, type_lines

NAME = "GigabitEthernet1/0/1"
A, B, C = (f"02:00:00:00:00:0{n}" for n in (1, 2, 3))
SECURE = "conf t\ninterface gi1/0/1\nswitchport mode access\n{}switchport port-security\nend"


class World:
    """A switch whose ports hear what a test says."""

    def __init__(self, switch: Switch) -> None:
        self.switch = switch
        self.forwarded: list[tuple[str, bytes]] = []
        self.spoken = 0
        self.watcher = Watcher(switch, lambda device, frame: self.forwarded.append((device, frame)), self._speak)

    def _speak(self) -> None:
        self.spoken += 1

    def hears(self, *sources: str, device: str = "eth1") -> None:
        for source in sources:
            self.watcher.heard(device, b"\xff" * 6 + bytes.fromhex(source.replace(":", "")) + b"\x08\x00" + bytes(46))


@pytest.fixture
def world(switch: Switch, live: FakeLive) -> World:
    live.up = {"eth1", "eth2"}
    return World(switch)


def secure(session: Session, lines: str = "") -> None:
    text = type_lines(session, SECURE.format(lines))
    assert "%" not in text
    assert "rejected" not in text


def shown(session: Session, line: str) -> str:
    text = session.feed("show port-security interface gi1/0/1")
    return next(row.partition(": ")[2] for row in text.splitlines() if row.startswith(line))


def test_the_first_address_is_learnt_and_its_frame_goes_on(world: World, session: Session, engine: FakeEngine) -> None:
    secure(session)
    world.hears(A, A)
    assert [(device, frame[6:12].hex(":")) for device, frame in world.forwarded] == [("eth1", A)]
    flows = engine.states[-1].flows["br0"].flows
    assert flows == {
        ("priority=100,in_port=eth1", "eth1"): "drop",
        (f"priority=200,in_port=eth1,dl_src={A}", "eth1"): "NORMAL",
    }
    assert engine.states[-1].guards.watches["eth1"].known == {A}


@pytest.mark.parametrize(
    ("lines", "count", "disabled"),
    [
        ("", "1", True),
        ("switchport port-security violation restrict\n", "2", False),
        ("switchport port-security violation protect\n", "0", False),
        ("switchport port-security maximum 2\nswitchport port-security violation restrict\n", "1", False),
        ("switchport port-security maximum 3\n", "0", False),
    ],
)
def test_violations(world: World, session: Session, lines: str, count: str, disabled: bool) -> None:
    secure(session, lines)
    world.hears(A, B, C)
    assert shown(session, "Security Violation Count") == count
    assert (NAME in world.switch.disabled) is disabled
    assert shown(session, "Port Status") == ("Secure-shutdown" if disabled else "Secure-up")


def test_a_sticky_address_becomes_a_line_of_the_configuration(world: World, session: Session) -> None:
    secure(session, "switchport port-security mac-address sticky\n")
    world.hears(A)
    line = " switchport port-security mac-address sticky 0200.0000.0001\n"
    assert line in session.feed("show running-config interface gi1/0/1")
    assert "SecureSticky" in session.feed("show port-security address")
    session.feed("clear port-security sticky interface gi1/0/1")
    assert line not in session.feed("show running-config interface gi1/0/1")


def test_an_address_of_one_secure_port_is_a_violation_on_another(world: World, session: Session) -> None:
    secure(session)
    type_lines(session, SECURE.replace("1/0/1", "1/0/2").format(""))
    world.hears(A)
    world.hears(A, device="eth2")
    assert world.switch.disabled == {"GigabitEthernet1/0/2": "psecure-violation"}


@pytest.mark.parametrize("source", ["01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff"])
def test_the_address_of_a_group_is_nobody(world: World, session: Session, source: str) -> None:
    secure(session)
    world.hears(source)
    assert world.switch.seen.learnt == {}


def test_what_is_not_secured_learns_nothing(world: World) -> None:
    world.hears(A)
    assert world.switch.seen.learnt == {}


def test_an_address_ages(world: World, session: Session, clock: FakeClock) -> None:
    secure(session, "switchport port-security aging time 2\n")
    world.hears(A)
    clock.sleep(119)
    assert shown(session, "Total MAC Addresses") == "1"
    clock.sleep(2)
    assert shown(session, "Total MAC Addresses") == "0"


@pytest.fixture
def clock(switch: Switch) -> FakeClock:
    assert isinstance(switch.clock, FakeClock)
    return switch.clock


def test_a_link_that_goes_down_takes_what_was_learnt(world: World, session: Session, live: FakeLive) -> None:
    secure(session)
    world.hears(A)
    world.watcher.look()
    assert shown(session, "Total MAC Addresses") == "1"
    live.up = set()
    world.watcher.look()
    assert shown(session, "Total MAC Addresses") == "0"


CHANNEL = """conf t
interface range gi1/0/1 - 2
switchport mode trunk
channel-group 1 mode active
end"""


def test_a_channel_whose_link_comes_back_carries_nothing_until_the_tree_knows_what_is_there(
    world: World, session: Session, live: FakeLive, engine: FakeEngine, clock: FakeClock
) -> None:
    def carried() -> str:
        return engine.states[-1].rows["br0"].ports["po1"].columns["trunks"]

    type_lines(session, CHANNEL)
    assert carried() == "[1]"
    live.up = set()
    world.watcher.look()
    assert carried() == "[4095]"
    live.up = {"eth2"}
    world.watcher.look()
    world.watcher.look()
    clock.sleep(WAKING - 0.1)
    assert carried() == "[4095]", "beside another way it would be a loop"
    type_lines(session, "conf t\nvlan 10\nend")
    assert carried() == "[4095]", "nor does a change of the configuration wake it"
    clock.sleep(0.2)
    assert carried() == "[1,10]"


def test_a_data_plane_that_refuses_a_channel_is_a_message(
    world: World, session: Session, live: FakeLive, engine: FakeEngine, clock: FakeClock
) -> None:
    type_lines(session, CHANNEL)
    for live.up in (set(), {"eth1"}):
        world.watcher.look()
    engine.refusals = 1
    clock.sleep(WAKING)
    assert world.switch.messages[-1][1].startswith("%PM-3-INTERNALERROR: Port-channel1: ")


def bpdu(world: World, device: str = "eth1") -> None:
    world.watcher.heard(device, stp.GROUP + bytes.fromhex("020000000009") + b"\x00\x26" + bytes(40))


@pytest.mark.parametrize(
    ("lines", "disabled"),
    [
        ("", False),
        ("interface gi1/0/1\nspanning-tree bpduguard enable", True),
        ("spanning-tree portfast bpduguard default", False),
        ("spanning-tree portfast bpduguard default\ninterface gi1/0/1\nspanning-tree portfast", True),
        ("spanning-tree portfast edge bpduguard default\nspanning-tree portfast edge default", True),
        ("spanning-tree portfast bpduguard default\ninterface gi1/0/1\nspanning-tree portfast\n"
         "spanning-tree bpduguard disable", False),
    ],
)  # fmt: skip
def test_bpdu_guard(world: World, session: Session, engine: FakeEngine, lines: str, disabled: bool) -> None:
    type_lines(session, f"conf t\n{lines}\nend")
    bpdu(world)
    assert world.switch.disabled == ({NAME: "bpduguard"} if disabled else {})
    assert engine.states[-1].links["eth1"] is not disabled


def test_a_port_recovers_by_itself_when_its_cause_does(world: World, session: Session, clock: FakeClock) -> None:
    type_lines(session, "conf t\nerrdisable recovery interval 30\ninterface gi1/0/1\nspanning-tree bpduguard enable")
    bpdu(world)
    clock.sleep(100)
    assert NAME in world.switch.disabled
    type_lines(session, "errdisable recovery cause bpduguard\nend")
    clock.sleep(20)
    assert "Gi1/0/1" in session.feed("show errdisable recovery")
    clock.sleep(12)
    assert world.switch.disabled == {}


def test_shutdown_and_no_shutdown_open_a_port(world: World, session: Session, engine: FakeEngine) -> None:
    type_lines(session, "conf t\ninterface gi1/0/1\nspanning-tree bpduguard enable")
    bpdu(world)
    type_lines(session, "shutdown\nno shutdown")
    assert world.switch.disabled == {}
    assert engine.states[-1].links["eth1"]


def lldp(world: World, chassis: str = "02:42:aa:bb:cc:01", ttl: int = 120) -> None:
    world.watcher.heard("eth1", encoded(Station(chassis, "Gi1/0/9", ttl, name="sw2", enabled="B"), chassis))


def test_neighbours_come_say_goodbye_and_age(world: World, session: Session, live: FakeLive) -> None:
    session.feed("configure terminal")
    type_lines(session, "lldp run\nend")
    lldp(world)
    assert "Total entries displayed: 1\n" in session.feed("show lldp neighbors")
    lldp(world, ttl=0)
    assert "Total entries displayed: 0\n" in session.feed("show lldp neighbors")
    lldp(world)
    seen = world.switch.seen.neighbours[NAME]
    identity, one = next(iter(seen.items()))
    seen[identity] = type(one)(one.station, one.moment - timedelta(seconds=121))
    world.watcher.start()
    assert (seen, world.spoken) == ({}, 1)


def test_a_thousand_invented_neighbours_are_not_kept(world: World) -> None:
    for number in range(1000):
        lldp(world, f"02:00:00:00:{number >> 8:02x}:{number & 255:02x}")
    assert len(world.switch.seen.neighbours[NAME]) == 8


def test_a_data_plane_that_refuses_is_a_message(world: World, session: Session, engine: FakeEngine) -> None:
    secure(session)
    engine.refusals = 1
    world.hears(A)
    assert any("PM-3-INTERNALERROR" in str(message) for message in world.switch.messages)


def test_napalm_reads_the_neighbours(world: World, session: Session) -> None:
    type_lines(session, "conf t\nlldp run\nend")
    lldp(world)
    (row,) = textfsm_extractor(IOSDriver("", "", ""), "show_lldp_neighbors_detail", session.feed("sh lldp nei detail"))
    told = {name: row[name] for name in ("local_interface", "remote_chassis_id", "remote_port", "remote_system_name")}
    assert told == {
        "local_interface": "Gi1/0/1",
        "remote_chassis_id": "0242.aabb.cc01",
        "remote_port": "Gi1/0/9",
        "remote_system_name": "sw2",
    }
