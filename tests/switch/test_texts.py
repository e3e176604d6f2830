"""Readings of Open vSwitch's and ip's own texts (recorded from Open vSwitch 3.5)."""

from __future__ import annotations

from ccp3switch.live.contract import Learned, Neighbour, TreePort
from ccp3switch.live.texts import forwarding_table, neighbours, port_numbers, spanning_tree

DPIF = """netdev@ovs-netdev: hit:31 missed:2
  br0:
    br0 65534/2: (tap)
    eth1 2/3: (system)
    eth24 3/4: (system)
    to-svi 1/none: (patch: peer=to-ports)
  brsvi:
    brsvi 65534/1: (tap)
    to-ports 1/none: (patch: peer=to-svi)
    vlan10 2/5: (tap)
"""
FDB = """ port  VLAN  MAC                Age
    2    10  26:41:93:06:1a:40    1
    1    10  02:42:64:40:33:0a    7
LOCAL     0  02:42:64:40:33:0b    ?
"""
RSTP = """---- br0 ----
Root ID:
  stp-priority    4096
  stp-system-id   02:42:64:40:33:01
  stp-hello-time  2s
  stp-max-age     20s
  stp-fwd-delay   15s
  root-port       eth24
  root-path-cost  2000

Bridge ID:
  stp-priority    32768
  stp-system-id   02:42:64:40:33:0a
  stp-hello-time  2s
  stp-max-age     20s
  stp-fwd-delay   15s

  Interface  Role       State      Cost     Pri.Nbr
  ---------- ---------- ---------- -------- -------
  eth1       Designated Forwarding 2000     128.1
  eth24      Root       Forwarding 2000     128.2
  to-svi     Designated Forwarding 2000     128.3
"""


def test_port_numbers_are_of_one_bridge() -> None:
    assert port_numbers(DPIF, "br0") == {"65534": "br0", "2": "eth1", "3": "eth24", "1": "to-svi"}
    assert port_numbers(DPIF, "none") == {}


def test_forwarding_table() -> None:
    assert forwarding_table(FDB, port_numbers(DPIF, "br0")) == (
        Learned(10, "26:41:93:06:1a:40", "eth1", 1),
        Learned(10, "02:42:64:40:33:0a", "to-svi", 7),
    )
    assert forwarding_table("", {}) == ()


def test_spanning_tree() -> None:
    tree = spanning_tree(RSTP)
    assert tree is not None
    assert (tree.root_priority, tree.root_mac, tree.root_cost) == (4096, "02:42:64:40:33:01", 2000)
    assert (tree.bridge_priority, tree.bridge_mac) == (32768, "02:42:64:40:33:0a")
    assert tree.ports == (
        TreePort("eth1", "Designated", "Forwarding", 2000, "128.1"),
        TreePort("eth24", "Root", "Forwarding", 2000, "128.2"),
    )


def test_no_spanning_tree() -> None:
    assert spanning_tree("") is None


def test_neighbours() -> None:
    text = (
        "10.0.10.7 dev vlan10 lladdr 02:42:aa:bb:cc:01 REACHABLE\n"
        "10.0.10.8 dev vlan10 FAILED\n"
        "10.0.0.2 dev rt3.10 lladdr 02:42:aa:bb:cc:03 STALE\n"
        "2001:db8::2 dev rt4 lladdr 02:42:aa:bb:cc:04 router DELAY\n"
        "172.20.20.1 dev eth0 lladdr 02:42:aa:bb:cc:02 STALE\n"
    )
    assert neighbours(text) == (
        Neighbour("10.0.10.7", "02:42:aa:bb:cc:01", "vlan10", "REACH"),
        Neighbour("10.0.0.2", "02:42:aa:bb:cc:03", "rt3.10", "STALE"),
        Neighbour("2001:db8::2", "02:42:aa:bb:cc:04", "rt4", "DELAY"),
    )
