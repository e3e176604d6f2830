"""The comparison that the live tests rest on: it is silent on what agrees, and tells every kind of difference."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.render import render
from ccp3switch.config.whole import whole
from ccp3switch.state.desired import Facts, desired
from ccp3switch.state.filters import ruleset
from ccp3switch.state.rows import Columns, Rows
from switchbench.agreement import PORTS, atoms, disagreements, eui64

MAC = "02:42:64:a1:b2:c3"
TEXT = """vlan 10
vlan 20
interface GigabitEthernet1/0/1
 switchport mode trunk
 switchport trunk allowed vlan 10,20
interface GigabitEthernet1/0/2
 switchport access vlan 10
 spanning-tree portfast
interface GigabitEthernet1/0/3
 shutdown
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
 ip access-group 10 in
ip routing
ip route 10.8.0.0 255.255.0.0 10.0.10.7
ip route 0.0.0.0 0.0.0.0 10.0.10.7
ipv6 route 2001:DB8::/32 2001:DB8:1::7
access-list 10 permit 10.0.10.0 0.0.0.255
"""
COUNTER = "acl_10_e3af13107219"


ROUTES = [["inet", {"dst": "10.8.0.0/16"}], ["inet", {"dst": "default"}], ["inet6", {"dst": "2001:db8::/32"}]]


def identity(*names: str) -> list[Any]:
    return ["set", [["uuid", name] for name in names]]


def value(text: str) -> Any:
    """A column as ovs-vsctl takes it -> as it answers it in JSON."""
    if text.startswith("["):
        return ["set", [int(one) for one in text.strip("[]").split(",") if one]]
    return {"true": True, "false": False}.get(text, text.strip('"'))


def columns(asked: Columns) -> dict[str, Any]:
    plain = {name: value(text) for name, text in asked.items() if ":" not in name}
    for name in {name.partition(":")[0] for name in asked if ":" in name}:
        pairs = [[key.partition(":")[2], text.strip('"')] for key, text in asked.items() if key.startswith(f"{name}:")]
        plain[name] = ["map", pairs]
    return plain


def table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    heads = sorted({name for row in rows for name in row})
    return {"headings": heads, "data": [[row.get(head, ["set", []]) for head in heads] for row in rows]}


def answer(rows: Rows) -> list[dict[str, Any]]:
    """What `ovs-vsctl --format=json list` says where the database holds just these rows."""
    bridges = [
        {"name": name, "ports": identity(*bridge.ports), "rstp_enable": False, **columns(bridge.columns)}
        for name, bridge in rows.items()
    ]
    held = {name: port for bridge in rows.values() for name, port in bridge.ports.items()}
    ports = [
        {"_uuid": ["uuid", name], "name": name, "interfaces": identity(*(f"i-{one}" for one in port.interfaces)),
         **columns(port.columns)}
        for name, port in held.items()
    ]  # fmt: skip
    inner = {name: asked for port in held.values() for name, asked in port.interfaces.items()}
    interfaces = [{"_uuid": ["uuid", f"i-{name}"], "name": name, **columns(asked)} for name, asked in inner.items()]
    return [table(bridges), table(ports), table(interfaces)]


@pytest.fixture
def seen() -> dict[str, Any]:
    """A switch on which all is as it must be."""
    tree = whole(GRAMMAR, TEXT, PORTS).tree
    state = desired(tree, Facts(mac=MAC))
    devices = [
        {"ifname": name, "address": MAC, "flags": ["NOARP", *(["UP"] if up else [])], "addr_info": []}
        for name, up in state.links.items()
    ]
    address = {"scope": "global", "local": "10.0.10.1", "prefixlen": 24}
    devices.append({"ifname": "vlan10", "address": MAC, "flags": ["UP"], "addr_info": [address]})
    return {"running": render(tree), "mac": MAC, "ovs": answer(state.rows), "addresses": devices, "routes": ROUTES,
            "filters": f"table ip other {{\n\tchain x {{\n\t}}\n}}\n{ruleset(state.filters, {})}"}  # fmt: skip


def test_what_agrees_gives_no_difference(seen: dict[str, Any]) -> None:
    assert disagreements(seen) == []


def put(number: int, name: str, column: str, new: Any) -> Callable[[dict[str, Any]], None]:
    def change(seen: dict[str, Any]) -> None:
        found = seen["ovs"][number]
        heads = found["headings"]
        row = next(row for row in found["data"] if row[heads.index("name")] == name)
        row[heads.index(column)] = new

    return change


def device(name: str, **new: Any) -> Callable[[dict[str, Any]], None]:
    return lambda seen: next(row for row in seen["addresses"] if row["ifname"] == name).update(new)


def rule(old: str, new: str) -> Callable[[dict[str, Any]], None]:
    return lambda seen: seen.update(filters=seen["filters"].replace(old, new))


DIFFERENCES = [
    (put(1, "eth2", "tag", 20), "port eth2, tag: ['10'] missing, ['20'] too much"),
    (put(1, "eth1", "trunks", ["set", [10]]), "port eth1, trunks: ['20'] missing, [] too much"),
    (put(1, "eth2", "vlan_mode", ["set", []]), "port eth2, vlan_mode: ['access'] missing, [] too much"),
    (put(1, "eth2", "other_config", ["map", []]), "port eth2, other_config: ['rstp-path-cost=4', "),
    (put(0, "br0", "rstp_enable", False), "bridge br0, rstp_enable: ['true'] missing, ['false'] too much"),
    (put(0, "brsvi", "rstp_enable", True), "bridge brsvi, rstp_enable: ['false'] missing, ['true'] too much"),
    (put(0, "brsvi", "ports", identity("brsvi", "to-ports")), "ports of brsvi: ['vlan10'] missing"),
    (put(2, "vlan10", "type", "system"), "interface vlan10, type: ['internal'] missing, ['system'] too much"),
    (device("eth1", flags=["NOARP"]), "link eth1: ['UP'] missing"),
    (device("eth3", flags=["NOARP", "UP"]), "link eth3: [] missing, ['UP'] too much"),
    (device("eth1", flags=["UP"]), "link eth1, ARP: ['NOARP'] missing"),
    (device("vlan10", addr_info=[]), "addresses of vlan10: ['10.0.10.1/24'] missing"),
    (rule(f'counter name "{COUNTER}"', ""), f"nft chain acl_10: [[]] instead of [['{COUNTER}']]"),
    (rule("chain inbound", "chain outbound"), "nft chain inbound: None instead of [[], []]"),
    (rule(f"\tcounter {COUNTER} {{", "\tcounter x {"), f"nft counter {COUNTER}: None instead of []"),
    (rule('\t\tiifname "vlan10" reject with icmp type admin-prohibited\n', ""), "nft chain inbound: [[]] instead"),
    (lambda seen: seen["addresses"].append({"ifname": "vlan20", "address": MAC, "flags": ["UP"], "addr_info": [
        {"scope": "global", "local": "10.0.20.1", "prefixlen": 24}]}), "addresses of vlan20: [] missing"),
    (lambda seen: seen["routes"].append(["inet", {"dst": "10.9.0.0/16"}]), "static routes: [] missing, ['10.9."),
    (lambda seen: seen["routes"].append(["inet6", {"dst": "default"}]), "static routes: [] missing, ['::/0'] too much"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), DIFFERENCES, ids=[told[:30] for _, told in DIFFERENCES])
def test_a_difference_is_told(seen: dict[str, Any], change: Callable[[dict[str, Any]], None], told: str) -> None:
    wrong = copy.deepcopy(seen)
    change(wrong)
    found = disagreements(wrong)
    assert len(found) == told.count(": None instead") + 1, "a name that is another is missing here and too much there"
    assert found[0].startswith(told)


def test_a_configuration_that_does_not_read_back_is_told(seen: dict[str, Any]) -> None:
    seen["running"] = re.sub("^vlan 10$", "vlan 5000", seen["running"], flags=re.MULTILINE)
    with pytest.raises(AssertionError, match="vlan 5000"):
        disagreements(seen)


def test_an_identifier_made_of_the_mac_address() -> None:
    """The example of RFC 4291, appendix A: 34-56-78-9A-BC-DE."""
    assert f"{eui64('34:56:78:9a:bc:de'):016x}" == "365678fffe9abcde"


@pytest.mark.parametrize(
    ("answered", "held"),
    [
        (7, {"7"}),
        (True, {"true"}),
        ("access", {"access"}),
        (["set", []], set()),
        (["set", [1, 2]], {"1", "2"}),
        (["uuid", "x"], {"x"}),
        (["map", [["a", "b"]]], {"a=b"}),
    ],
)
def test_values_of_the_database(answered: Any, held: set[str]) -> None:
    assert atoms(answered) == held
