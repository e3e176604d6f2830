"""Frames follow port-security, voice VLANs, mirrors, EtherChannels and the spanning tree: real switches, real hosts."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from netmiko import BaseConnection
from switchbench.container import Bench, Container, Host, connect, until
from switchbench.frames import STOP, listening, say

pytestmark = pytest.mark.lab

BOTH = """
lldp run
vlan 10,20
interface gi1/0/1
switchport access vlan 10
interface range gi1/0/1 - 3
switchport mode access
spanning-tree portfast
interface range gi1/0/21 - 22
switchport mode trunk
channel-group 1 mode active
"""
ONE = """
interface gi1/0/2
switchport access vlan 10
switchport voice vlan 20
interface gi1/0/3
switchport access vlan 20
"""
FIRST, SECOND, THIRD = (f"02:00:00:00:00:0{n}" for n in (1, 2, 3))


@dataclass
class Lab:
    """h1 (VLAN 10), phone (10, and 20 tagged) and desk (20) on one switch, far (10) on the other; a channel of two."""

    one: Container
    two: Container
    cli: BaseConnection
    far_cli: BaseConnection
    h1: Host
    phone: Host
    desk: Host
    far: Host

    def configure(self, text: str) -> None:
        """Lines on the first switch; a refused one fails the test."""
        self.cli.send_config_set(text.strip().splitlines(), error_pattern=r"^% |rejected")

    def shows(self, command: str, pattern: str) -> bool:
        """Whether the first switch shows this (a regular expression)."""
        return re.search(pattern, self.one.show(command), re.MULTILINE) is not None


@pytest.fixture(scope="module")
def lab(bench: Bench) -> Iterator[Lab]:
    one, two = bench.switch("one"), bench.switch("two")
    for port in (21, 22):
        bench.cable(one, port, two, port)
    hosts = [bench.host(name, one, port, f"10.0.10.{port}/24") for port, name in ((1, "h1"), (2, "phone"), (3, "desk"))]
    far = bench.host("far", two, 1, "10.0.10.9/24")
    made = Lab(one, two, connect(one), connect(two), *hosts, far)
    made.configure(BOTH + ONE)
    made.far_cli.send_config_set(BOTH.strip().splitlines(), error_pattern=r"^% |rejected")
    yield made
    made.cli.disconnect()
    made.far_cli.disconnect()


def test_a_channel_bundles_and_the_tree_runs_over_it(lab: Lab) -> None:
    until(lambda: lab.shows("show etherchannel summary", r"Po1\(SU\) +LACP +Gi1/0/21\(P\) +Gi1/0/22\(P\)"), "bundle")
    assert lab.h1.reaches(lab.far.address, 10)
    assert lab.shows("show spanning-tree vlan 10", r"^Po1 +(Root|Desg) FWD 3 +128\.65 ")
    assert lab.shows("show interfaces trunk", r"^Po1 +on +802.1q +trunking")
    assert lab.shows("show lacp neighbor", r"^Gi1/0/22 +SA ")
    assert lab.shows("show interfaces po1", r"Members in this channel: Gi1/0/21 Gi1/0/22")


def test_a_member_that_is_cut_costs_next_to_nothing(lab: Lab) -> None:
    words = ["docker", "exec", lab.h1.name, "ping", "-q", "-i0.1", "-c30", lab.far.address]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as ping:
        lab.configure("interface gi1/0/21\nshutdown")
        lab.configure("interface gi1/0/21\nno shutdown")
        output, _ = ping.communicate(timeout=20)
    received = re.search(r"(\d+) received", output)
    assert received is not None
    assert int(received[1]) >= 27, output


def test_a_member_alone_on_its_side_is_suspended(lab: Lab) -> None:
    until(lambda: lab.shows("show etherchannel summary", r"Gi1/0/21\(P\) +Gi1/0/22\(P\)"), "both members again")
    lab.far_cli.send_config_set(["interface gi1/0/22", "shutdown", "no channel-group", "no shutdown"])
    until(lambda: lab.shows("show etherchannel summary", r"Gi1/0/21\(P\) +Gi1/0/22\(s\)"), "a suspended member")
    assert lab.h1.reaches(lab.far.address)
    lab.far_cli.send_config_set(["interface gi1/0/22", "channel-group 1 mode active"])


def test_neighbours_are_told_by_lldp(lab: Lab) -> None:
    until(lambda: lab.shows("show lldp neighbors", r"^Switch +Gi1/0/21 +120 +B +Gi1/0/21$"), "a neighbour")
    assert lab.shows("show lldp neighbors detail", r"^System Name: Switch$")


def test_a_telephone_is_in_its_own_vlan(lab: Lab) -> None:
    with listening(lab.desk) as desk, listening(lab.h1) as h1:
        say(lab.phone, "untagged", FIRST)
        say(lab.phone, "voice", FIRST, vlan=20)
        say(lab.phone, STOP, FIRST)
        say(lab.phone, STOP, FIRST, vlan=20)
        assert (desk.heard(), h1.heard()) == (["voice"], ["untagged"])


def test_a_mirror_copies_what_a_port_sends_and_gets(lab: Lab) -> None:
    lab.configure("monitor session 1 source interface gi1/0/1\nmonitor session 1 destination interface gi1/0/3")
    with listening(lab.desk) as desk:
        say(lab.h1, "sent", FIRST)
        say(lab.far, "received", SECOND)
        say(lab.h1, STOP, FIRST)
        assert desk.heard() == ["sent", "received"]
    lab.configure("no monitor session 1")


def test_the_third_address_is_refused_and_counted(lab: Lab) -> None:
    lab.configure("interface gi1/0/2\nswitchport port-security maximum 2\nswitchport port-security violation restrict")
    lab.configure("interface gi1/0/2\nswitchport port-security mac-address sticky\nswitchport port-security")
    known, refused = r"^Sticky MAC Addresses       : {}$", r"^Security Violation Count   : {}$"
    told = ((FIRST, known.format(1)), (SECOND, known.format(2)), (THIRD, refused.format(1)), (FIRST, known.format(2)))
    with listening(lab.h1) as h1:
        for number, (source, seen) in enumerate(told, 1):
            say(lab.phone, f"frame{number}", source)
            until(lambda seen=seen: lab.shows("show port-security interface gi1/0/2", seen), f"frame{number}: {seen}")
        say(lab.phone, STOP, SECOND)
        assert h1.heard() == ["frame1", "frame2", "frame4"]
    assert lab.shows("show port-security interface gi1/0/2", refused.format(1))
    assert lab.shows("show port-security interface gi1/0/2", known.format(2))
    assert lab.shows("show running-config interface gi1/0/2", r"mac-address sticky 0200\.0000\.0002$")


def test_a_violation_shuts_the_port_and_no_shutdown_opens_it(lab: Lab) -> None:
    lab.configure("interface gi1/0/2\nswitchport port-security violation shutdown")
    say(lab.phone, "x", THIRD)
    until(lambda: lab.shows("show interfaces status err-disabled", r"^Gi1/0/2 .* psecure-violation$"), "err-disabled")
    assert lab.phone.run("cat", "/sys/class/net/eth0/carrier").stdout == "0\n"
    lab.configure("interface gi1/0/2\nshutdown\nno switchport port-security\nno shutdown")
    until(lambda: lab.shows("show interfaces gi1/0/2 status", r" connected "), "connected")


def test_a_second_link_waits_and_takes_over(lab: Lab, bench: Bench) -> None:
    for connection in (lab.cli, lab.far_cli):
        connection.send_config_set(["interface gi1/0/23", "switchport mode trunk"])
    bench.cable(lab.one, 23, lab.two, 23)
    both = lambda: lab.one.show("show spanning-tree vlan 10") + lab.two.show("show spanning-tree vlan 10")  # noqa: E731
    until(lambda: "Gi1/0/23            Altn BLK 4" in both(), "the single link waits")
    assert lab.h1.reaches(lab.far.address)
    lab.configure("interface po1\nshutdown")
    taken = until(lambda: lab.h1.run("ping", "-c1", "-W1", lab.far.address).returncode == 0, "failover", 10)
    assert taken < 5
    before = lab.far.received()
    lab.configure("interface po1\nno shutdown")
    lab.h1.run("ping", "-b", "-c20", "-i0.2", "-W1", "10.0.10.255")
    assert lab.far.received() - before < 200, "no frame goes round while both ways are up"
    until(lambda: "Gi1/0/23            Altn BLK 4" in both(), "the channel is the way again")


def shut_out(lab: Lab, port: int) -> None:
    """The first switch takes a guarded port down."""
    pattern = rf"^Gi1/0/{port} .* bpduguard$"
    until(lambda: lab.shows("show interfaces status err-disabled", pattern), f"Gi1/0/{port} err-disabled")


def silent(lab: Lab, port: int) -> None:
    """The second switch has heard a better bridge on a port, and says nothing more there (IEEE 802.1D-2004, 17.4)."""
    pattern = re.compile(rf"^ +eth{port} +(Root|Alternate) ", re.MULTILINE)
    until(lambda: pattern.search(lab.two.execute("ovs-appctl", "rstp/show", "br0")) is not None, "a silent bridge")


def test_a_bridge_where_none_may_be_is_shut_out(lab: Lab, bench: Bench) -> None:
    lab.configure("interface gi1/0/9\nspanning-tree bpduguard enable")
    bench.cable(lab.one, 9, lab.two, 9)
    shut_out(lab, 9)
    lab.configure("interface gi1/0/9\nshutdown\nno spanning-tree bpduguard\nno shutdown")
    until(lambda: lab.shows("show interfaces gi1/0/9 status", r" connected "), "connected")


def test_a_bridge_that_has_nothing_more_to_say_is_shut_out_by_a_guard_of_later(lab: Lab, bench: Bench) -> None:
    lab.configure("spanning-tree vlan 1 priority 4096")
    bench.cable(lab.one, 10, lab.two, 10)
    silent(lab, 10)
    lab.configure("interface gi1/0/10\nspanning-tree bpduguard enable")
    shut_out(lab, 10)


def test_a_bridge_that_spoke_while_nobody_listened_is_shut_out(lab: Lab, bench: Bench) -> None:
    lab.configure("spanning-tree vlan 1 priority 4096\ninterface gi1/0/11\nspanning-tree bpduguard enable")
    program = lab.one.execute("pgrep", "-f", "python3 -m ccp3switch").split()[0]
    lab.one.execute("kill", "-STOP", program)
    try:
        bench.cable(lab.one, 11, lab.two, 11)
        lab.one.execute("ip", "link", "set", "eth11", "up")
        silent(lab, 11)
    finally:
        lab.one.execute("kill", "-CONT", program)
    shut_out(lab, 11)
