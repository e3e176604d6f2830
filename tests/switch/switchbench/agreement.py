"""Whether what runs is what the configuration says: every difference in words. Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ccp3switch import names
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.tree import Line
from ccp3switch.config.whole import whole
from ccp3switch.model import switching
from ccp3switch.state.chains import TABLE
from ccp3switch.state.desired import Facts, State, desired
from ccp3switch.state.filters import ruleset
from ccp3switch.state.rows import Columns, Rows

Seen = Mapping[str, Any]
IGNORED = {"name", "_uuid", "ports", "interfaces", "mirrors"}
DEFAULTS = {
    "protected": frozenset({"false"}),
    "rstp_enable": frozenset({"false"}),
    "datapath_type": frozenset({"system"}),
}
PORTS = 24


def disagreements(seen: Seen) -> list[str]:
    """What Open vSwitch and the kernel have otherwise than the running configuration asks for."""
    tree = running(seen)
    up = {row["ifname"] for row in seen["addresses"] if "LOWER_UP" in row["flags"]}
    state = desired(tree, Facts(mac=seen["mac"], idle=switching.idle(tree, up.__contains__)))
    found = [
        *bridges(state.rows, tables(seen["ovs"])),
        *links(state, seen),
        *addresses(tree, seen),
        *routes(tree, seen),
    ]
    return [*found, *filters(ruleset(state.filters, {}), seen["filters"])]


def running(seen: Seen) -> Line:
    """The tree of the running configuration; a line that does not read back is a difference too great to go on."""
    reading = whole(GRAMMAR, seen["running"], PORTS)
    assert reading.refused == [], reading.refused
    return reading.tree


Row = dict[str, frozenset[str]]
Tables = dict[str, tuple[Row, dict[str, tuple[Row, dict[str, Row]]]]]


def tables(answer: list[dict[str, Any]]) -> Tables:
    """The three tables of `ovs-vsctl --format=json list`: bridge -> (row, port -> (row, interface -> row))."""
    found, ports, interfaces = ([dict(zip(one["headings"], row, strict=True)) for row in one["data"]] for one in answer)
    by_id = {row["_uuid"][1]: row for row in (*ports, *interfaces)}

    def named(row: dict[str, Any], column: str) -> dict[str, dict[str, Any]]:
        return {by_id[one]["name"]: by_id[one] for one in atoms(row[column])}

    return {
        bridge["name"]: (
            _row(bridge),
            {
                name: (_row(port), {inner: _row(one) for inner, one in named(port, "interfaces").items()})
                for name, port in named(bridge, "ports").items()
            },
        )
        for bridge in found
    }


def atoms(value: Any) -> frozenset[str]:
    """A value of a column (RFC 7047, 5.1) as a set of texts."""
    if not isinstance(value, list):
        return frozenset({str(value).lower() if isinstance(value, bool) else str(value)})
    kind, content = value
    if kind == "set":
        return frozenset(text for one in content for text in atoms(one))
    if kind == "map":
        return frozenset(f"{key}={inner}" for key, inner in content)
    return frozenset({str(content)})


def _row(row: dict[str, Any]) -> Row:
    return {name: atoms(value) - {""} for name, value in row.items() if name not in IGNORED}


def _asked(columns: Columns) -> Row:
    """Columns as ovs-vsctl(8) takes them, in the shape of `_row`."""
    found: dict[str, set[str]] = {}
    for column, text in columns.items():
        name, _, key = column.partition(":")
        inner = re.sub(r'^\[|\]$|"', "", text)
        values = inner.split(",") if text.startswith("[") else [inner]
        found.setdefault(name, set()).update(f"{key}={value}" if key else value for value in values if value)
    return {name: frozenset(values) for name, values in found.items()}


def bridges(rows: Rows, found: Tables) -> Iterator[str]:
    """Bridges, ports, interfaces and each of their columns."""
    yield from _same("bridges", set(rows), set(found))
    for name in rows.keys() & found.keys():
        bridge, (columns, ports) = rows[name], found[name]
        yield from _columns(f"bridge {name}", bridge.columns, columns)
        yield from _same(f"ports of {name}", set(bridge.ports) | {name}, set(ports) | {name})
        for port in bridge.ports.keys() & ports.keys():
            yield from _columns(f"port {port}", bridge.ports[port].columns, ports[port][0])
            yield from _same(f"interfaces of {port}", set(bridge.ports[port].interfaces), set(ports[port][1]))
            for inner, asked in bridge.ports[port].interfaces.items():
                if inner != name:
                    yield from _columns(f"interface {inner}", asked, ports[port][1].get(inner, {}))


def _columns(what: str, asked: Columns, has: Row) -> Iterator[str]:
    wanted = _asked(asked)
    for name, value in has.items():
        nothing = DEFAULTS.get(name, frozenset())
        yield from _same(f"{what}, {name}", set(wanted.get(name, nothing)), set(value or nothing))


def _same(what: str, wanted: set[str], has: set[str]) -> Iterator[str]:
    if wanted != has:
        yield f"{what}: {sorted(wanted - has)} missing, {sorted(has - wanted)} too much"


def links(state: State, seen: Seen) -> Iterator[str]:
    """The ports that exist are up as they must be, and the kernel is deaf on them."""
    flags = {row["ifname"]: set(row["flags"]) for row in seen["addresses"]}
    for name, up in state.links.items():
        if name in flags:
            yield from _same(f"link {name}", {"UP"} if up else set(), flags[name] & {"UP"})
            yield from _same(f"link {name}, ARP", {"NOARP"}, flags[name] & {"NOARP"})


OURS = re.compile(r"((vlan|rt|loop|po|eth)[1-9][\d.]*|loop0)")
"""Linux devices of the switch's own interfaces and ports."""


def addresses(tree: Line, seen: Seen) -> Iterator[str]:
    """A device of ours that is up has the addresses of its interface, one that is down has them or none."""
    configured = {names.layer3(line.key.removeprefix("interface ")): line for line in tree.under("interface ")}
    for row in seen["addresses"]:
        name, up = row["ifname"], "UP" in row["flags"]
        if OURS.fullmatch(name):
            mac = seen["mac"] if name.startswith("loop") else row["address"]  # a loopback has none of its own
            has = {f"{one['local']}/{one['prefixlen']}" for one in row["addr_info"] if one["scope"] == "global"}
            wanted = set(_said(configured[name], mac)) if name in configured else set[str]()
            yield from _same(f"addresses of {name}", wanted if up or has else set(), has)


def _said(line: Line, mac: str) -> Iterator[str]:
    """The addresses of a section, with prefix lengths; those that IPv6 makes by itself apart."""
    texts = [child.text.split() for child in line.ordered()]
    primary = any(words[:2] == ["ip", "address"] and len(words) == 4 for words in texts)  # without it no other counts
    for words in texts:
        if words[:2] == ["ip", "address"] and words[3:] and primary:
            yield str(ipaddress.IPv4Interface(f"{words[2]}/{words[3]}"))
        elif words[:2] == ["ipv6", "address"] and "link-local" not in words:
            address = ipaddress.IPv6Interface(words[2])
            yield f"{address.network[eui64(mac)]}/{address.network.prefixlen}" if "eui-64" in words else str(address)


def eui64(mac: str) -> int:
    """The interface identifier of a MAC address (RFC 4291, appendix A)."""
    octets = bytes.fromhex(mac.replace(":", ""))
    return int.from_bytes(bytes([octets[0] ^ 2, *octets[1:3], 0xFF, 0xFE, *octets[3:]]), "big")


def routes(tree: Line, seen: Seen) -> Iterator[str]:
    """Every static route of the kernel is configured."""
    known = {network for line in tree.lines.values() for network in _network(line.text.split())}
    has = {str(ipaddress.ip_network(_whole(row["dst"], family))) for family, row in seen["routes"]}
    yield from _same("static routes", known & has, has)


def _network(words: list[str]) -> Iterator[str]:
    """The network of a line that makes a static route."""
    if words[:2] == ["ip", "route"]:
        yield str(ipaddress.IPv4Network(f"{words[2]}/{words[3]}"))
    elif words[:2] == ["ipv6", "route"]:
        yield str(ipaddress.IPv6Network(words[2]))
    elif words[:2] == ["ip", "default-gateway"]:
        yield "0.0.0.0/0"


def _whole(network: str, family: str) -> str:
    """`default` in figures."""
    everything = {"inet": "0.0.0.0/0", "inet6": "::/0"}
    return everything[family] if network == "default" else network


def filters(asked: str, listed: str) -> Iterator[str]:
    """Counters and chains of our table of nft, and which counters each rule of a chain counts with.

    nft writes the rest of a rule in words of its own.
    """
    wanted, there = _filters(asked), _filters(listed)
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            yield f"nft {name}: {there.get(name)} instead of {wanted.get(name)}"


def _filters(text: str) -> dict[str, list[list[str]]]:
    table = re.search(rf"^table ip {TABLE} {{\n(.*?)^}}\n", text, re.MULTILINE | re.DOTALL)
    body = table[1] if table else ""
    found: dict[str, list[list[str]]] = {f"counter {name}": [] for name in re.findall(r"\tcounter (\S+) {", body)}
    for name, inside in re.findall(r"\tchain (\S+) {\n(.*?)\t}\n", body, re.DOTALL):
        lines = [line for line in inside.splitlines() if " hook " not in line]
        found[f"chain {name}"] = [re.findall(r'counter name "([^"]+)"', line) for line in lines]
    return found
