"""EtherChannels, flows, mirrors, spanning tree, VLANs: from lines to what Open vSwitch is told."""

from __future__ import annotations

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.render import lines_of
from ccp3switch.live.contract import Bundled
from ccp3switch.live.texts import bundled
from ccp3switch.shell.session import Session
from ccp3switch.state import apply_flows, mirrors
from ccp3switch.state.apply_flows import FlowsHand
from ccp3switch.state.desired import Facts, State, desired
from ccp3switch.state.flows import Program, lines
from ccp3switch.state.mirrors import Mirror
from switchbench.offline import FakeEngine, FakeLive, type_lines

PAIR = "interface range gi1/0/1 - 2\nswitchport mode trunk\nchannel-group 1 mode {}\n"


def after(text: str) -> Reading:
    return read(GRAMMAR, text, blank(GRAMMAR, 4))


def state(text: str, idle: frozenset[str] = frozenset()) -> State:
    reading = after(text)
    assert reading.refused == []
    return desired(reading.tree, Facts("02:42:64:00:00:01", idle=idle))


def section(reading: Reading, name: str) -> list[str]:
    return [line.strip() for line in lines_of(reading.tree.lines[f"interface {name}"])[1:]]


@pytest.mark.parametrize(("mode", "lacp"), [("active", "active"), ("passive", "passive")])
def test_a_channel_is_a_bond_on_a_bridge_of_its_own(mode: str, lacp: str) -> None:
    made = state(PAIR.format(mode)).rows
    assert made["bpo1"].ports["bond1"].columns["lacp"] == lacp
    assert set(made["bpo1"].ports["bond1"].interfaces) == {"eth1", "eth2"}
    assert made["br0"].ports["po1"].interfaces == {"po1": {"type": "patch", "options:peer": "po1-in"}}
    assert made["br0"].ports["po1"].columns["vlan_mode"] == "native-untagged"
    assert not {"eth1", "eth2"} & made["br0"].ports.keys()


def test_a_lone_member_is_a_port_of_its_own_name() -> None:
    made = state("interface gi1/0/1\nchannel-group 1 mode active").rows["bpo1"]
    assert made.ports["eth1"].columns["lacp"] == "active"


def test_a_channel_without_lacp_is_flows_and_a_group() -> None:
    made = state(PAIR.format("on"))
    assert {"eth1", "eth2"} <= made.rows["bpo1"].ports.keys()
    program = made.flows["bpo1"]
    assert program.flows[("priority=10,in_port=po1-in", "po1-in")] == "group:1"
    assert set(program.buckets) == {"eth1", "eth2"}
    assert state(PAIR.format("active")).flows["bpo1"] == Program()


def test_a_channel_without_a_link_costs_the_most_and_carries_nothing() -> None:
    def cost_and_vlans(idle: frozenset[str]) -> tuple[str, str]:
        columns = state(PAIR.format("active"), idle).rows["br0"].ports["po1"].columns
        return columns["other_config:rstp-path-cost"], columns["trunks"]

    assert cost_and_vlans(frozenset()) == ("3", "[1]")
    assert cost_and_vlans(frozenset({"Port-channel1"})) == ("200000000", "[4095]")


def test_members_of_a_channel_that_is_shut_down_are_down() -> None:
    text = PAIR.format("active") + "interface po1\nshutdown\ninterface gi1/0/1\nno shutdown"
    links = state(text).links
    assert (links["eth1"], links["eth2"], links["eth3"]) == (False, False, True)


def test_a_channel_takes_the_vlans_of_its_first_port_and_its_lines_go_to_all() -> None:
    reading = after("interface gi1/0/1\nswitchport mode trunk\nswitchport trunk allowed vlan 10\n"
                    "channel-group 1 mode active\ninterface po1\nswitchport trunk allowed vlan add 20")  # fmt: skip
    assert reading.said == ["Creating a port-channel interface Port-channel1\n"]
    for name in ("Port-channel1", "GigabitEthernet1/0/1"):
        assert "switchport trunk allowed vlan 10,20" in section(reading, name)


def test_a_member_of_other_vlans_is_suspended(session: Session, live: FakeLive) -> None:
    live.up = {"eth1", "eth2", "eth3"}
    live.lacp = {"eth1": Bundled(True), "eth2": Bundled(False)}
    type_lines(session, f"conf t\n{PAIR.format('active')}interface gi1/0/3\nchannel-group 1 mode passive\nend")
    text = session.feed("show etherchannel summary")
    assert "Po1(SU)          LACP     Gi1/0/1(P)  Gi1/0/2(s)  Gi1/0/3(s)\n" in text
    assert "Gi1/0/3" not in session.feed("show interfaces trunk")


def test_a_channel_that_goes_shuts_its_members_down() -> None:
    reading = after(PAIR.format("on") + "no interface po1")
    assert section(reading, "GigabitEthernet1/0/1") == ["switchport mode trunk", "shutdown"]


@pytest.mark.parametrize(
    "text",
    [
        "interface gi1/0/1\nchannel-group 1 mode active\ninterface gi1/0/2\nchannel-group 1 mode on",
        "interface gi1/0/2\nchannel-group 1 mode desirable",
        "interface gi1/0/2\nno switchport\nchannel-group 1 mode on",
        "interface gi1/0/2\nswitchport mode access\nswitchport port-security\nchannel-group 1 mode on",
        "interface gi1/0/2\nswitchport mode access\nchannel-group 1 mode on\nswitchport port-security",
        "interface gi1/0/2\nswitchport port-security",
        "interface gi1/0/2\nswitchport nonegotiate",
        "interface gi1/0/2\nswitchport mode dynamic desirable",
        "interface gi1/0/2\nswitchport mode access\nswitchport nonegotiate\nno switchport mode",
        "interface gi1/0/2\nswitchport port-security mac-address 0100.5e00.0001",
        "interface gi1/0/2\nswitchport port-security mac-address 0200.0000.0001\n"
        "switchport port-security mac-address 0200.0000.0002",
        "interface gi1/0/1\nswitchport port-security mac-address 0200.0000.0001\ninterface gi1/0/2\n"
        "switchport port-security mac-address 0200.0000.0001",
        "interface gi1/0/1\nswitchport port-security aging type inactivity",
        "interface gi1/0/1\nstorm-control broadcast level 10",
        "interface gi1/0/1\nspanning-tree guard root",
        "interface gi1/0/1\nspanning-tree port-priority 100",
        "spanning-tree mode mst",
        "spanning-tree vlan 10 priority 100",
        "spanning-tree vlan 10 priority 4096\nspanning-tree vlan 20 priority 8192",
        "no spanning-tree vlan 10",
        "mac address-table static 0200.0000.0001 vlan 1 interface gi1/0/1",
        "mac address-table aging-time 0",
        "vlan 1\nshutdown",
        "monitor session 1",
        "monitor session 1 source vlan 10\nmonitor session 1 source interface gi1/0/1",
        "monitor session 1 source interface gi1/0/1\nmonitor session 1 destination interface gi1/0/1",
        "monitor session 1 destination interface gi1/0/1\nmonitor session 2 source interface gi1/0/1",
        "monitor session 1 destination interface gi1/0/1\nmonitor session 2 destination interface gi1/0/1",
        "monitor session 1 source interface gi1/0/9",
    ],
)  # fmt: skip
def test_what_has_no_effect_is_refused(text: str) -> None:
    assert [refused.line for refused in after(text).refused] == [text.splitlines()[-1]]


@pytest.mark.parametrize(
    ("text", "kept", "priority"),
    [
        ("", "", "32768"),
        ("spanning-tree vlan 10 priority 4096", "10 priority 4096", "4096"),
        ("spanning-tree vlan 10 priority 4096\nspanning-tree vlan 20 priority 4096", "10,20 priority 4096", "4096"),
        ("spanning-tree vlan 1-20 root primary", "1-20 priority 24576", "24576"),
        ("spanning-tree vlan 10 priority 4096\nspanning-tree vlan 10,20 root secondary", "10,20 priority 28672",
         "28672"),
        ("spanning-tree vlan 10 priority 4096\nspanning-tree vlan 10 priority 32768", "", "32768"),
        ("spanning-tree vlan 10,20 priority 4096\nno spanning-tree vlan 10 priority", "20 priority 4096", "4096"),
        ("spanning-tree vlan 10 priority 0", "10 priority 0", "0"),
    ],
)  # fmt: skip
def test_one_priority_for_all_vlans(text: str, kept: str, priority: str) -> None:
    assert after(text).tree.value("spanning-tree vlan") == kept
    assert state(text).rows["br0"].columns["other_config:rstp-priority"] == priority


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        ("switchport access vlan 10\nswitchport voice vlan 20",
         {"vlan_mode": "native-untagged", "tag": "10", "trunks": "[10,20]"}),
        ("switchport voice vlan 20\nswitchport voice vlan none", {"vlan_mode": "access", "tag": "1"}),
        ("switchport protected", {"protected": "true"}),
        ("", {"protected": "false", "other_config:rstp-port-num": "1", "other_config:rstp-path-cost": "4"}),
        ("spanning-tree cost 19\nspanning-tree port-priority 64",
         {"other_config:rstp-path-cost": "19", "other_config:rstp-port-priority": "64"}),
    ],
)  # fmt: skip
def test_columns_of_a_port(lines: str, columns: dict[str, str]) -> None:
    made = state(f"vlan 10,20\ninterface gi1/0/1\n{lines}").rows["br0"].ports["eth1"].columns
    assert {name: made[name] for name in columns} == columns


@pytest.mark.parametrize("line", ["state suspend", "shutdown"])
def test_a_vlan_that_is_stopped_carries_nothing(line: str) -> None:
    text = f"vlan 10\n{line}\ninterface gi1/0/1\nswitchport access vlan 10"
    assert state(text).rows["br0"].ports["eth1"].columns["trunks"] == "[4095]"


OLD = Program({("a", "eth1"): "drop", ("b", "eth2"): "NORMAL"})


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (OLD, OLD, ()),
        (OLD, Program({("a", "eth1"): "NORMAL"}), ("flow delete_strict b", "flow add a,actions=NORMAL")),
        (None, Program({("a", "eth1"): "drop"}),
         ("group delete", "flow delete", "flow add priority=0,actions=NORMAL", "flow add a,actions=drop")),
        (Program(), Program({}, {"eth1": "bucket=x"}, "group_id=1"), ("group add group_id=1,bucket=x",)),
        (Program({}, {"eth1": "bucket=x"}, "group_id=1"), Program({}, {"eth2": "bucket=y"}, "group_id=1"),
         ("group modify group_id=1,bucket=y",)),
    ],
)  # fmt: skip
def test_flows_by_difference(old: Program | None, new: Program, text: tuple[str, ...]) -> None:
    assert lines(old, new) == text


def test_flows_of_ports_that_do_not_exist_wait() -> None:
    program = state(PAIR.format("on")).flows["bpo1"]
    assert program.among(frozenset({"po1-in"})).flows == {}
    assert set(program.among(frozenset({"po1-in", "eth1"})).buckets) == {"eth1"}


def test_a_bridge_is_written_once_and_again_when_a_port_has_another_number(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    facts = {"dpif/show": "  br0:\n    eth1 1/5: (system)\n", "life": "9"}
    monkeypatch.setattr(apply_flows.ovs, "call", lambda method: facts[method])
    monkeypatch.setattr(apply_flows.ovs, "life", lambda: facts["life"])
    monkeypatch.setattr(apply_flows, "output", lambda _words, given: written.append(given))
    hand, programs = FlowsHand(), {"br0": OLD}
    hand.apply(None, programs)
    hand.settle(programs)
    assert [text.count("flow add a,actions=drop") for text in written] == [1]
    assert "flow add b" not in written[0]
    facts["dpif/show"] = "  br0:\n    eth1 7/5: (system)\n"
    hand.settle(programs)
    facts["life"] = "10"
    hand.settle(programs)
    assert len(written) == 3


def test_mirrors() -> None:
    text = "monitor session 1 source interface gi1/0/1 rx\nmonitor session 1 source interface gi1/0/2\n"
    (made,) = state(f"{text}monitor session 1 destination interface gi1/0/3").mirrors
    assert made == Mirror("session1", ("eth1", "eth2"), ("eth2",), frozenset(), "eth3")
    words = [" ".join(command) for command in mirrors.changes((made,), "br0")]
    assert words[0] == "clear bridge br0 mirrors"
    assert words[-1] == "set bridge br0 mirrors=@session1"
    assert "select_src_port=[@session1eth1,@session1eth2] select_dst_port=[@session1eth2]" in words[-2]
    assert state(text).mirrors == ()
    assert mirrors.changes((), "br0") == (("clear", "bridge", "br0", "mirrors"),)


LACP = """---- bond1 ----
  status: active negotiated
member: eth21: current attached
  port_id: 3
  may_enable: true

  actor state: activity aggregation synchronized collecting distributing

  partner sys_id: 02:42:aa:bb:cc:09
  partner sys_priority: 32768
  partner port_id: 21
  partner key: 2
  partner state: activity timeout aggregation synchronized collecting distributing
member: eth22: defaulted detached
  may_enable: false

  partner sys_id: 00:00:00:00:00:00
  partner state:
"""


def test_what_lacp_negotiated_is_read() -> None:
    assert bundled(LACP) == {
        "eth21": Bundled(True, "02:42:aa:bb:cc:09", 32768, 21, 2, partner_active=True, fast=True),
        "eth22": Bundled(False, "00:00:00:00:00:00"),
    }
    assert bundled("") == {}


def test_a_channel_in_the_pages(session: Session, live: FakeLive, engine: FakeEngine) -> None:
    live.up = {"eth1", "eth2"}
    type_lines(session, f"conf t\nvlan 10\n{PAIR.format('on')}end")
    assert session.feed("show interfaces status").splitlines()[-1].split()[:3] == ["Po1", "connected", "trunk"]
    assert "Members in this channel: Gi1/0/1 Gi1/0/2 \n" in session.feed("show interfaces po1")
    assert "     24 packets input" in session.feed("show interfaces po1")
    assert engine.states[-1].rows["br0"].ports["po1"].columns["other_config:rstp-path-cost"] == "3"
