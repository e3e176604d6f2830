"""Configuration -> desired state -> commands."""

from __future__ import annotations

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.state.desired import PortState, State, SviState, desired
from ccp3switch.state.plan import IFF_NOARP, IFF_UP, links, plan

MAC = "02:42:64:00:00:01"


def state(text: str) -> State:
    return desired(read(GRAMMAR, text, blank(GRAMMAR, 2)).tree)


@pytest.mark.parametrize(
    ("lines", "port"),
    [
        ("", PortState("access", 1, (), edge=False, up=True)),
        ("shutdown", PortState("access", 1, (), edge=False, up=False)),
        ("switchport access vlan 10", PortState("access", 10, (), edge=False, up=True)),
        ("switchport access vlan 10\nno vlan 10", PortState("trunk", None, (4095,), edge=False, up=True)),
        ("spanning-tree portfast", PortState("access", 1, (), edge=True, up=True)),
        ("switchport mode trunk\nspanning-tree portfast",
         PortState("native-untagged", 1, (1, 20), edge=False, up=True)),
        ("switchport mode trunk\nspanning-tree portfast trunk",
         PortState("native-untagged", 1, (1, 20), edge=True, up=True)),
        ("switchport mode trunk", PortState("native-untagged", 1, (1, 20), edge=False, up=True)),
        ("switchport mode trunk\nswitchport trunk allowed vlan 20,30",
         PortState("trunk", None, (20,), edge=False, up=True)),
        ("switchport mode trunk\nswitchport trunk allowed vlan 20,30\nswitchport trunk native vlan 20",
         PortState("native-untagged", 20, (20,), edge=False, up=True)),
        ("switchport mode trunk\nswitchport trunk native vlan 99",
         PortState("trunk", None, (1, 20), edge=False, up=True)),
        ("switchport mode trunk\nswitchport trunk allowed vlan none",
         PortState("trunk", None, (4095,), edge=False, up=True)),
        ("switchport mode trunk\nswitchport trunk allowed vlan 555",
         PortState("trunk", None, (4095,), edge=False, up=True)),
    ],
)  # fmt: skip
def test_ports(lines: str, port: PortState) -> None:
    assert state(f"vlan 20\ninterface gi1/0/1\n{lines}").ports["eth1"] == port


def test_portfast_by_default_is_for_access_ports() -> None:
    found = state("spanning-tree portfast default\ninterface gi1/0/2\nswitchport mode trunk").ports
    assert (found["eth1"].edge, found["eth2"].edge) == (True, False)


def test_portfast_can_be_disabled_on_a_port() -> None:
    text = "spanning-tree portfast default\ninterface gi1/0/1\nspanning-tree portfast disable"
    assert not state(text).ports["eth1"].edge


@pytest.mark.parametrize(
    ("text", "svis"),
    [
        ("", {}),
        ("interface vlan 10", {}),
        ("vlan 10\ninterface vlan 10\nip address 10.0.0.1 255.255.255.0", {10: SviState("10.0.0.1/24", up=True)}),
        ("interface vlan 10\nip address 10.0.0.1 255.255.255.0", {10: SviState("10.0.0.1/24", up=False)}),
        ("interface vlan 1\nip address 10.0.0.1 255.0.0.0\nshutdown", {1: SviState("10.0.0.1/8", up=False)}),
    ],
)
def test_svis(text: str, svis: dict[int, SviState]) -> None:
    assert state(text).svis == svis


@pytest.mark.parametrize(
    ("gateway", "routes"),
    [("10.0.0.254", {("default", "10.0.0.254")}), ("10.9.0.254", set())],
)
def test_a_gateway_counts_when_it_is_on_a_connected_network(gateway: str, routes: set[tuple[str, str]]) -> None:
    text = f"interface vlan 1\nip address 10.0.0.1 255.255.255.0\nip default-gateway {gateway}"
    assert state(text).routes == routes


def test_a_gateway_does_not_count_behind_an_interface_that_is_shut() -> None:
    text = "interface vlan 1\nip address 10.0.0.1 255.255.255.0\nshutdown\nip default-gateway 10.0.0.254"
    assert state(text).routes == frozenset()


def test_one_change_is_one_command() -> None:
    found = plan(state(""), state("vlan 10\ninterface gi1/0/2\nswitchport access vlan 10"), MAC)
    assert found.ip == ()
    assert found.ovs == (
        ("set", "port", "eth2", "vlan_mode=access", "tag=10", "trunks=[]", "other_config:rstp-port-admin-edge=false"),
    )


def test_shutdown_alone_is_nothing_for_open_vswitch() -> None:
    assert plan(state(""), state("interface gi1/0/1\nshutdown"), MAC).ovs == ()


def test_an_svi_comes_changes_and_goes() -> None:
    text = "vlan 10\ninterface vlan 10\nip address 10.0.0.{} 255.255.255.0"
    none, one, two = state(""), state(text.format(1)), state(text.format(2))
    added = plan(none, one, MAC)
    assert added.ovs[0] == ("--may-exist", "add-port", "brsvi", "vlan10")
    assert added.ovs[-1] == ("set", "interface", "vlan10", "type=internal", f'mac="{MAC}"')
    assert added.ip[0] == "rule add pref 1000 iif vlan10 blackhole"
    assert "addr add 10.0.0.1/24 dev vlan10" in added.ip
    changed = plan(one, two, MAC)
    assert changed.ovs == ()
    assert changed.ip[1:3] == ("addr flush dev vlan10", "addr add 10.0.0.2/24 dev vlan10")
    gone = plan(two, none, MAC)
    assert gone.ovs == (("--if-exists", "del-port", "brsvi", "vlan10"),)
    assert gone.ip == ("rule del pref 1000 iif vlan10",)


def test_routes_are_set_again_after_an_address_changed() -> None:
    text = "interface vlan 1\nip address 10.0.0.{} 255.255.255.0\nip default-gateway 10.0.0.254"
    assert plan(state(text.format(1)), state(text.format(2)), MAC).ip[-1] == "route replace default via 10.0.0.254"
    assert plan(state(text.format(1)), state(text.format(1)), MAC).ip == ()


@pytest.mark.parametrize(
    ("flags", "lines"),
    [
        ({}, ()),
        ({"eth1": IFF_UP | IFF_NOARP}, ()),
        ({"eth1": IFF_NOARP}, ("link set dev eth1 up",)),
        ({"eth2": IFF_UP | IFF_NOARP}, ("link set dev eth2 down",)),
        ({"eth1": IFF_UP}, ("link set dev eth1 addrgenmode none", "link set dev eth1 arp off")),
    ],
)
def test_links_that_exist_are_brought_to_the_configuration(flags: dict[str, int], lines: tuple[str, ...]) -> None:
    assert links(state("interface gi1/0/2\nshutdown"), flags) == lines
