"""Routed ports, subinterfaces, loopbacks and routes: lines -> tree, state, commands for the kernel."""

from __future__ import annotations

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.render import lines_of
from ccp3switch.state import layer3, rows
from ccp3switch.state.desired import Facts, State, desired
from ccp3switch.state.devconf import PROXY_ARP, SEND_REDIRECTS
from ccp3switch.state.layer3 import Kernel

MAC = "02:42:64:00:00:01"
OWN = "06:01:64:00:00:01"
PORT = "interface GigabitEthernet1/0/1"
STICK = "interface gi1/0/1\nno switchport\ninterface gi1/0/1.10\n"


def after(text: str) -> Reading:
    return read(GRAMMAR, text, blank(GRAMMAR, 2))


def state(text: str) -> State:
    reading = after(text)
    assert reading.refused == []
    return desired(reading.tree, Facts(MAC))


def kernel(text: str, *up: str) -> Kernel:
    """What the kernel must hold while these data ports have carrier."""
    return layer3.kernel(state(text).layer3, lambda port: port in up)


def shown(text: str, *keys: str) -> list[str]:
    """The sections of the tree after these lines, as the running configuration shows them."""
    tree = after(text).tree
    return [line.strip() for key in keys if key in tree.lines for line in lines_of(tree.lines[key])[1:]]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("no switchport", ["no switchport", "no ip address"]),
        ("no switchport\nswitchport", []),
        ("switchport", []),
        ("switchport access vlan 10\nshutdown\ndescription x\nno switchport",
         ["description x", "no switchport", "no ip address", "shutdown"]),
        ("no switchport\nip address 10.0.0.1 255.0.0.0", ["no switchport", "ip address 10.0.0.1 255.0.0.0"]),
        ("no switchport\nip address 10.0.0.1 255.0.0.0\nno switchport",
         ["no switchport", "ip address 10.0.0.1 255.0.0.0"]),
        ("no switchport\nip address 10.0.0.1 255.0.0.0\nshutdown\nswitchport", ["shutdown"]),
        ("no switchport\nip address 10.0.0.1 255.0.0.0\nip address 10.1.1.1 255.255.255.0 secondary",
         ["no switchport", "ip address 10.1.1.1 255.255.255.0 secondary", "ip address 10.0.0.1 255.0.0.0"]),
        ("no switchport\nip address 10.0.0.1 255.0.0.0\nip address 10.1.1.1 255.255.255.0 secondary\nno ip address",
         ["no switchport", "no ip address"]),
        ("no switchport\nip address 10.0.0.1 255.0.0.0\nip address 10.1.1.1 255.0.0.0 secondary\n"
         "no ip address 10.1.1.1 255.0.0.0 secondary", ["no switchport", "ip address 10.0.0.1 255.0.0.0"]),
    ],
)  # fmt: skip
def test_lines_of_a_routed_port(lines: str, kept: list[str]) -> None:
    assert after(f"interface gi1/0/1\n{lines}").refused == []
    assert shown(f"interface gi1/0/1\n{lines}", PORT) == kept


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("interface gi1/0/1\nip address 10.0.0.1 255.0.0.0", "ip address 10.0.0.1 255.0.0.0"),
        ("interface gi1/0/1\nip address 10.0.0.1 255.0.0.0 secondary", "ip address 10.0.0.1 255.0.0.0 secondary"),
        ("interface gi1/0/1\nno switchport\nswitchport access vlan 10", "switchport access vlan 10"),
        ("interface gi1/0/1\nno switchport\nspanning-tree portfast", "spanning-tree portfast"),
        ("interface gi1/0/1.10", "interface gi1/0/1.10"),
        ("interface gi1/0/9.10", "interface gi1/0/9.10"),
        (STICK + "ip address 10.0.0.1 255.0.0.0", "ip address 10.0.0.1 255.0.0.0"),
        (STICK + "encapsulation dot1q 10\ninterface gi1/0/1.20\nencapsulation dot1q 10", "encapsulation dot1q 10"),
        (STICK + "encapsulation isl 10", "encapsulation isl 10"),
        ("interface vlan 1\nip address 10.0.0.1 255.255.255.255", "ip address 10.0.0.1 255.255.255.255"),
        ("interface lo0\nip address 10.0.0.1 0.0.0.0", "ip address 10.0.0.1 0.0.0.0"),
        ("interface lo0\nip address 10.0.0.1 255.0.0.0\ninterface vlan 1\nip address 10.1.1.1 255.255.0.0",
         "ip address 10.1.1.1 255.255.0.0"),
        ("interface lo0\nip address 10.0.0.1 255.0.0.0\nip address 10.1.1.1 255.0.0.0 secondary\n"
         "no ip address 10.0.0.1 255.0.0.0", "no ip address 10.0.0.1 255.0.0.0"),
        ("interface lo0\nip address 10.0.0.1 255.0.0.0\nip address 10.0.0.1 255.255.0.0 secondary",
         "ip address 10.0.0.1 255.255.0.0 secondary"),
        ("interface lo0\nip address 10.0.0.1 255.0.0.0 secondary\nip address 10.0.0.1 255.255.0.0",
         "ip address 10.0.0.1 255.255.0.0"),
        ("ip route 10.0.0.1 255.0.0.0 10.9.9.9", "ip route 10.0.0.1 255.0.0.0 10.9.9.9"),
        ("ip route 10.0.0.0 255.0.0.0", "ip route 10.0.0.0 255.0.0.0"),
        ("ip route 10.0.0.0 255.0.0.0 gi1/0/9", "ip route 10.0.0.0 255.0.0.0 gi1/0/9"),
        ("ip route 10.0.0.0 255.0.0.0 10.9.9.9 permanent", "ip route 10.0.0.0 255.0.0.0 10.9.9.9 permanent"),
        ("interface lo0\nip address 1.1.1.1 255.255.255.255\nip route 10.0.0.0 255.0.0.0 1.1.1.1",
         "ip route 10.0.0.0 255.0.0.0 1.1.1.1"),
        ("router rip", "router rip"),
        ("interface gi1/0/1\nno ip redirects", "no ip redirects"),
        ("interface vlan 1\nno ip unreachables", "no ip unreachables"),
        ("no ip classless", "no ip classless"),
        ("ip multicast-routing", "ip multicast-routing"),
        ("interface vlan 1\nstandby 1 ip 10.0.0.9", "standby 1 ip 10.0.0.9"),
        ("interface vlan 1\nip mtu 1400", "ip mtu 1400"),
    ],
)  # fmt: skip
def test_refused(text: str, line: str) -> None:
    assert [refused.line for refused in after(text).refused] == [line]


def test_subinterfaces_go_with_the_routed_port() -> None:
    for end in ("interface gi1/0/1\nswitchport", "default interface gi1/0/1", "no interface gi1/0/1.10"):
        assert not after(f"{STICK}{end}").tree.has("interface GigabitEthernet1/0/1.10")
    assert after(STICK).tree.has("interface GigabitEthernet1/0/1.10")


def test_an_encapsulation_that_goes_takes_the_address_along() -> None:
    text = STICK + "description x\nencapsulation dot1q 10\nip address 10.0.0.1 255.0.0.0\nno encapsulation dot1q 10"
    assert shown(text, "interface GigabitEthernet1/0/1.10") == ["description x", "no ip address"]


def test_a_mask_of_31_bits_warns() -> None:
    reading = after("interface vlan 1\nip address 10.0.0.0 255.255.255.254")
    assert reading.said == ["% Warning: use /31 mask on non point-to-point interface cautiously\n"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ip route 0.0.0.0 0.0.0.0 10.0.0.1 1", ["ip route 0.0.0.0 0.0.0.0 10.0.0.1"]),
        ("ip route 0.0.0.0 0.0.0.0 10.0.0.1\nip route 0.0.0.0 0.0.0.0 10.0.0.1 9 name x",
         ["ip route 0.0.0.0 0.0.0.0 10.0.0.1 9 name x"]),
        ("ip route 10.0.0.0 255.0.0.0 vl 10 10.0.0.1 9", ["ip route 10.0.0.0 255.0.0.0 Vlan10 10.0.0.1 9"]),
        ("ip route 10.0.0.0 255.0.0.0 null0", ["ip route 10.0.0.0 255.0.0.0 Null0"]),
        ("ip route 10.0.0.0 255.0.0.0 10.9.9.1\nip route 10.0.0.0 255.0.0.0 10.9.9.2\nno ip route 10.0.0.0 255.0.0.0",
         []),
        ("ip route 10.0.0.0 255.0.0.0 10.9.9.1\nip route 10.0.0.0 255.0.0.0 10.9.9.2 5\n"
         "no ip route 10.0.0.0 255.0.0.0 10.9.9.2", ["ip route 10.0.0.0 255.0.0.0 10.9.9.1"]),
        ("ip route 10.0.0.0 255.0.0.0 10.9.9.1\nno ip route 10.0.0.0 255.0.0.0 10.9.9.11",
         ["ip route 10.0.0.0 255.0.0.0 10.9.9.1"]),
    ],
)  # fmt: skip
def test_static_routes(typed: str, kept: list[str]) -> None:
    reading = after(typed)
    assert reading.refused == []
    assert [line.text for line in reading.tree.under("ip route")] == kept


def test_a_routed_port_has_a_bridge_of_its_own() -> None:
    text = STICK + "encapsulation dot1q 10\ninterface gi1/0/1.20\nencapsulation dot1q 20 native\ninterface gi1/0/1.30\n"
    switched, made = state("").rows, state(text).rows
    assert set(made) - set(switched) == {"rt1"}
    assert "eth1" not in made["br0"].ports
    assert made["rt1"].columns["other_config:hwaddr"] == f'"{OWN}"'
    columns = {name: port.columns for name, port in made["rt1"].ports.items()}
    assert columns == {
        "eth1": {},
        "rt1": {"vlan_mode": "trunk", "trunks": "[4095]"},
        "rt1.10": {"vlan_mode": "access", "tag": "10"},
        "rt1.20": {"vlan_mode": "trunk", "trunks": "[0]"},
    }
    assert made["rt1"].ports["rt1.10"].interfaces["rt1.10"] == {"type": "internal", "mac": f'"{OWN}"'}
    assert state(STICK).rows["rt1"].ports["rt1"].columns["trunks"] == "[0]"
    verbs = [words[1:] for words in rows.changes(switched, made)]
    assert verbs[:2] == [("del-port", "br0", "eth1"), ("add-br", "rt1")]


def test_a_routed_port_is_a_link_all_the_same() -> None:
    assert state("interface gi1/0/1\nno switchport").links == {"eth1": True, "eth2": True}
    assert state("interface gi1/0/1\nno switchport\nshutdown").links["eth1"] is False


def test_loopbacks_are_devices_that_no_frame_reaches() -> None:
    port = state("interface lo7").rows["brsvi"].ports["loop7"]
    assert port.columns == {"vlan_mode": "trunk", "trunks": "[4095]"}


@pytest.mark.parametrize(
    ("text", "up", "devices"),
    [
        ("interface vlan 1", "eth1", {}),
        ("interface vlan 1\nip address 10.0.0.1 255.0.0.0", "eth1", {"vlan1": ("10.0.0.1/8",)}),
        ("interface vlan 1\nip address 10.0.0.1 255.0.0.0", "", {"vlan1": None}),
        ("interface vlan 1\nip address 10.0.0.1 255.0.0.0\nshutdown", "eth1", {"vlan1": None}),
        ("interface vlan 9\nip address 10.0.0.1 255.0.0.0", "eth1", {"vlan9": None}),
        ("vlan 9\ninterface vlan 9\nip address 10.0.0.1 255.0.0.0", "eth1", {"vlan9": None}),
        ("vlan 9\ninterface gi1/0/2\nswitchport mode trunk\ninterface vlan 9\nip address 10.0.0.1 255.0.0.0", "eth2",
         {"vlan9": ("10.0.0.1/8",)}),
        ("interface gi1/0/1\nno switchport\ninterface vlan 1\nip address 10.0.0.1 255.0.0.0", "eth1", {"vlan1": None}),
        ("interface gi1/0/1\nno switchport\nip address 10.0.0.1 255.0.0.0", "eth1", {"rt1": ("10.0.0.1/8",)}),
        ("interface gi1/0/1\nno switchport\nip address 10.0.0.1 255.0.0.0", "eth2", {"rt1": None}),
        (STICK + "encapsulation dot1q 5\nip address 10.0.0.1 255.0.0.0", "eth1", {"rt1.10": ("10.0.0.1/8",)}),
        (STICK + "encapsulation dot1q 5\nip address 10.0.0.1 255.0.0.0\ninterface gi1/0/1\nshutdown", "eth1",
         {"rt1.10": None}),
        ("interface lo0\nip address 10.0.0.1 255.0.0.0\nip address 11.0.0.1 255.0.0.0 secondary", "",
         {"loop0": ("10.0.0.1/8", "11.0.0.1/8")}),
        ("interface lo0\nip address 11.0.0.1 255.0.0.0 secondary", "", {}),
        ("interface lo0\nip address 10.0.0.1 255.0.0.0\nshutdown", "", {"loop0": None}),
    ],
)  # fmt: skip
def test_addresses_follow_the_carrier(text: str, up: str, devices: dict[str, tuple[str, ...] | None]) -> None:
    assert kernel(text, up).devices == devices


NETWORK = "interface vlan 1\nip address 10.0.0.1 255.255.255.0\n"


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("ip default-gateway 10.0.0.254", {"0.0.0.0/0": " via 10.0.0.254 dev vlan1 onlink"}),
        ("ip default-gateway 10.9.0.254", {}),
        ("ip default-gateway 10.0.0.254\nip routing", {}),
        ("ip default-gateway 10.0.0.254\ninterface vlan 1\nshutdown", {}),
        ("ip route 0.0.0.0 0.0.0.0 10.0.0.254", {}),
        ("ip routing\nip route 0.0.0.0 0.0.0.0 10.0.0.254", {"0.0.0.0/0": " via 10.0.0.254 dev vlan1 onlink"}),
        ("ip routing\nip route 11.0.0.0 255.0.0.0 vlan 1 3", {"11.0.0.0/8": " dev vlan1"}),
        ("ip routing\nip route 11.0.0.0 255.0.0.0 null0", {"11.0.0.0/8": " blackhole"}),
        ("ip routing\nip route 11.0.0.0 255.0.0.0 10.0.0.2\nip route 11.0.0.0 255.0.0.0 10.0.0.3",
         {"11.0.0.0/8": " nexthop via 10.0.0.2 dev vlan1 onlink nexthop via 10.0.0.3 dev vlan1 onlink"}),
    ],
)  # fmt: skip
def test_routes_of_the_kernel(text: str, routes: dict[str, str]) -> None:
    assert kernel(NETWORK + text, "eth1").routes == routes
    assert kernel(NETWORK + text).routes == {net: words for net, words in routes.items() if "blackhole" in words}


def test_without_ip_routing_what_is_for_others_is_dropped() -> None:
    assert kernel(NETWORK, "eth1").silent == {("ip", "vlan1"), ("ipv6", "vlan1")}
    assert kernel(NETWORK + "ip routing", "eth1").silent == {("ipv6", "vlan1")}
    assert kernel(NETWORK + "ipv6 unicast-routing", "eth1").silent == {("ip", "vlan1")}
    assert kernel(NETWORK + "ip routing\nipv6 unicast-routing", "eth1").silent == frozenset()


def test_an_interface_comes_changes_and_goes() -> None:
    none, one, two = kernel("", "eth1"), kernel(NETWORK, "eth1"), kernel(NETWORK.replace("0.1 ", "0.2 "), "eth1")
    assert layer3.changes(none, one) == (
        "link set dev vlan1 addrgenmode none",
        "addr flush dev vlan1",
        "link set dev vlan1 up",
        "addr add 10.0.0.1/24 dev vlan1",
    )
    assert layer3.changes(one, two)[1::2] == ("addr flush dev vlan1", "addr add 10.0.0.2/24 dev vlan1")
    assert layer3.changes(two, none) == ("addr flush dev vlan1",)  # a routed port stays without its address
    assert layer3.changes(one, one) == ()
    for protocol in ("ip", "ipv6"):
        assert layer3.rules(protocol, none, one) == ("rule add pref 1000 iif vlan1 blackhole",)
        assert layer3.rules(protocol, two, none) == ("rule del pref 1000 iif vlan1",)
    assert layer3.changes(one, kernel(NETWORK))[-1] == "link set dev vlan1 down"


def test_features_of_an_interface() -> None:
    assert kernel(NETWORK, "eth1").settings == {"vlan1": {PROXY_ARP: True, SEND_REDIRECTS: True}}
    without = kernel(f"{NETWORK}no ip proxy-arp\nno ip redirects\nip redirects", "eth1")
    assert without.settings == {"vlan1": {PROXY_ARP: False, SEND_REDIRECTS: True}}
    assert shown(f"{NETWORK}no ip proxy-arp", "interface Vlan1")[-1] == "no ip proxy-arp"


def test_routes_are_set_again_after_an_address_changed() -> None:
    text = NETWORK + "ip default-gateway 10.0.0.254"
    one, two = kernel(text, "eth1"), kernel(text.replace("0.1 ", "0.2 "), "eth1")
    assert layer3.changes(one, two)[-1] == ("route replace 0.0.0.0/0 proto static via 10.0.0.254 dev vlan1 onlink")
    assert layer3.changes(one, kernel(NETWORK, "eth1")) == ("route del 0.0.0.0/0 proto static",)


def test_what_is_to_be_dropped_is_dropped() -> None:
    routed = kernel("ip routing\nip route 11.0.0.0 255.0.0.0 null0")
    assert layer3.changes(Kernel(), routed) == ("route replace blackhole 11.0.0.0/8 proto static",)
