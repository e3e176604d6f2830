"""Configuration -> desired state -> commands."""

from __future__ import annotations

import json

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.state import links, rows
from ccp3switch.state.desired import Facts, State, desired
from ccp3switch.state.found import found
from ccp3switch.state.links import IFF_NOARP, IFF_UP
from ccp3switch.state.rows import Bridge, Port

MAC = "02:42:64:00:00:01"


def state(text: str, **disabled: str) -> State:
    return desired(read(GRAMMAR, text, blank(GRAMMAR, 2)).tree, Facts(MAC, disabled))


def port(text: str, name: str = "eth1") -> tuple[str, str, str, bool]:
    """(vlan_mode, tag, trunks, edge) of a port of the bridge of the ports."""
    found = state(text).rows["br0"].ports[name].columns
    return found["vlan_mode"], found["tag"], found["trunks"], found["other_config:rstp-port-admin-edge"] == "true"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("", ("access", "1", "[]", False)),
        ("switchport access vlan 10", ("access", "10", "[]", False)),
        ("switchport access vlan 10\nno vlan 10", ("trunk", "[]", "[4095]", False)),
        ("spanning-tree portfast", ("access", "1", "[]", True)),
        ("switchport mode trunk\nspanning-tree portfast", ("native-untagged", "1", "[1,20]", False)),
        ("switchport mode trunk\nspanning-tree portfast trunk", ("native-untagged", "1", "[1,20]", True)),
        ("switchport mode trunk", ("native-untagged", "1", "[1,20]", False)),
        ("switchport mode trunk\nswitchport trunk allowed vlan 20,30", ("trunk", "[]", "[20]", False)),
        ("switchport mode trunk\nswitchport trunk allowed vlan 20,30\nswitchport trunk native vlan 20",
         ("native-untagged", "20", "[20]", False)),
        ("switchport mode trunk\nswitchport trunk native vlan 99", ("trunk", "[]", "[1,20]", False)),
        ("switchport mode trunk\nswitchport trunk allowed vlan none", ("trunk", "[]", "[4095]", False)),
        ("switchport mode trunk\nswitchport trunk allowed vlan 555", ("trunk", "[]", "[4095]", False)),
    ],
)  # fmt: skip
def test_ports(lines: str, wanted: tuple[str, str, str, bool]) -> None:
    assert port(f"vlan 20\ninterface gi1/0/1\n{lines}") == wanted


def test_portfast_by_default_is_for_access_ports() -> None:
    text = "spanning-tree portfast default\ninterface gi1/0/2\nswitchport mode trunk"
    assert (port(text)[3], port(text, "eth2")[3]) == (True, False)


def test_portfast_can_be_disabled_on_a_port() -> None:
    assert not port("spanning-tree portfast default\ninterface gi1/0/1\nspanning-tree portfast disable")[3]


@pytest.mark.parametrize(
    ("text", "disabled", "up"),
    [
        ("", {}, True),
        ("interface gi1/0/1\nshutdown", {}, False),
        ("", {"GigabitEthernet1/0/1": "bpduguard"}, False),
        ("", {"GigabitEthernet1/0/2": "bpduguard"}, True),
    ],
)
def test_a_port_is_up_unless_shut_or_err_disabled(text: str, disabled: dict[str, str], up: bool) -> None:
    assert state(text, **disabled).links["eth1"] is up


def test_one_change_is_one_command() -> None:
    old, new = state(""), state("vlan 10\ninterface gi1/0/2\nswitchport access vlan 10")
    assert rows.changes(old.rows, new.rows) == (("set", "port", "eth2", "tag=10"),)


def test_shutdown_alone_is_nothing_for_open_vswitch() -> None:
    assert rows.changes(state("").rows, state("interface gi1/0/1\nshutdown").rows) == ()


def test_an_svi_comes_changes_and_goes() -> None:
    text = "vlan 10\ninterface vlan 10\nip address 10.0.0.{} 255.255.255.0"
    none, one, two = state(""), state(text.format(1)), state(text.format(2))
    assert rows.changes(none.rows, one.rows) == (
        ("--may-exist", "add-port", "brsvi", "vlan10"),
        ("set", "port", "vlan10", "tag=10", "vlan_mode=access"),
        ("set", "interface", "vlan10", "type=internal", f'mac="{MAC}"'),
    )
    assert rows.changes(one.rows, two.rows) == ()
    assert rows.changes(two.rows, none.rows) == (("--if-exists", "del-port", "brsvi", "vlan10"),)


PLAIN = Port({"tag": "1"}, {"eth1": {}})
BOND = Port({"lacp": "active"}, {"eth1": {}, "eth2": {}})


@pytest.mark.parametrize(
    ("old", "new", "commands"),
    [
        ({}, {"b": Bridge({"x": "1"})}, [("--may-exist", "add-br", "b"), ("set", "bridge", "b", "x=1")]),
        ({"b": Bridge({"x": "1"})}, {}, [("--if-exists", "del-br", "b")]),
        ({"b": Bridge({"x": "1", "y:z": "2"})}, {"b": Bridge()},
         [("clear", "bridge", "b", "x"), ("remove", "bridge", "b", "y", "z")]),
        ({"b": Bridge({}, {"eth1": PLAIN})}, {"b": Bridge(), "c": Bridge({}, {"eth1": PLAIN})},
         [("--if-exists", "del-port", "b", "eth1"), ("--may-exist", "add-br", "c"),
          ("--may-exist", "add-port", "c", "eth1"), ("set", "port", "eth1", "tag=1")]),
        ({"b": Bridge({}, {"eth1": PLAIN})}, {"b": Bridge({}, {"po1": BOND})},
         [("--if-exists", "del-port", "b", "eth1"), ("--may-exist", "add-bond", "b", "po1", "eth1", "eth2"),
          ("set", "port", "po1", "lacp=active")]),
        ({"b": Bridge({}, {"po1": Port({"lacp": "active"}, {"eth1": {}})})}, {"b": Bridge({}, {"po1": BOND})},
         [("--if-exists", "del-port", "b", "po1"), ("--may-exist", "add-bond", "b", "po1", "eth1", "eth2"),
          ("set", "port", "po1", "lacp=active")]),
        ({"b": Bridge()}, {"b": Bridge({}, {"b": PLAIN})}, [("set", "port", "b", "tag=1")]),
    ],
)  # fmt: skip
def test_rows(old: rows.Rows, new: rows.Rows, commands: list[rows.Command]) -> None:
    assert list(rows.changes(old, new)) == commands
    assert rows.changes(new, new) == ()


def test_a_port_is_taken_away_before_another_bridge_gets_it_whatever_the_order() -> None:
    one, other = {"a": Bridge(), "b": Bridge({}, {"eth1": PLAIN})}, {"a": Bridge({}, {"eth1": PLAIN}), "b": Bridge()}
    assert [words[1] for words in rows.changes(one, other)][:2] == ["del-port", "add-port"]


def test_what_open_vswitch_has_is_found_without_its_columns() -> None:
    def table(*data: object) -> str:
        return json.dumps({"headings": [], "data": data})

    answer = "\n".join([
        table(["br0", ["set", [["uuid", "p1"], ["uuid", "p2"]]]], ["brsvi", ["uuid", "p3"]], ["empty", ["set", []]]),
        table([["uuid", "p1"], "eth1", ["uuid", "i1"]], [["uuid", "p3"], "brsvi", ["uuid", "i4"]],
              [["uuid", "p2"], "po1", ["set", [["uuid", "i2"], ["uuid", "i3"]]]]),
        table([["uuid", "i1"], "eth1"], [["uuid", "i2"], "eth2"], [["uuid", "i3"], "eth3"], [["uuid", "i4"], "brsvi"]),
    ])  # fmt: skip
    assert found(answer) == {
        "br0": Bridge({}, {"eth1": Port({}, {"eth1": {}}), "po1": Port({}, {"eth2": {}, "eth3": {}})}),
        "brsvi": Bridge({}, {"brsvi": Port({}, {"brsvi": {}})}),
        "empty": Bridge(),
    }


@pytest.mark.parametrize(
    ("flags", "lines"),
    [
        ({}, ()),
        ({"eth1": IFF_UP | IFF_NOARP}, ()),
        ({"eth1": IFF_NOARP}, ("link set dev eth1 up",)),
        ({"eth2": IFF_UP | IFF_NOARP}, ("link set dev eth2 down",)),
        ({"eth1": IFF_UP}, ("link set dev eth1 addrgenmode none", "addr flush dev eth1", "link set dev eth1 arp off")),
    ],
)
def test_links_that_exist_are_brought_to_the_configuration(flags: dict[str, int], lines: tuple[str, ...]) -> None:
    assert links.changes(state("interface gi1/0/2\nshutdown").links, flags) == lines
