"""Reads the texts of Open vSwitch and `ip`. Pure."""

from __future__ import annotations

import re

from ccp3switch.live.contract import Bundled, Learned, Neighbour, SpanningTree, TreePort


def port_numbers(text: str, bridge: str) -> dict[str, str]:
    """`dpif/show` -> OpenFlow port number -> device, of one bridge (each bridge counts its own)."""
    section = re.search(rf"^  {bridge}:\n((?:    .*\n?)*)", text, re.MULTILINE)
    text = section[1] if section else ""
    return {match[2]: match[1] for match in re.finditer(r"^\s+(\S+) (\d+|LOCAL)/", text, re.MULTILINE)}


def forwarding_table(text: str, ports: dict[str, str]) -> tuple[Learned, ...]:
    """`fdb/show` (columns: port, VLAN, MAC, age) -> learned addresses."""
    rows = (line.split() for line in text.splitlines()[1:])
    return tuple(
        Learned(int(vlan), mac, ports.get(port, port), int(age))
        for port, vlan, mac, age in (row for row in rows if len(row) == 4)
        if age.isdigit()
    )


def neighbours(text: str) -> tuple[Neighbour, ...]:
    """`ip neigh` -> the entries of layer-3 devices that have an address."""
    found = re.finditer(r"^(\S+) dev ((?:vlan|rt)[\d.]+) lladdr (\S+)(?: router)?(?: (\w+))?", text, re.MULTILINE)
    return tuple(Neighbour(match[1], match[3], match[2], (match[4] or "")[:5]) for match in found)


def spanning_tree(text: str) -> SpanningTree | None:
    """`rstp/show` -> the tree; None when none runs."""
    root, bridge = _identifier(text, "Root ID"), _identifier(text, "Bridge ID")
    if root is None or bridge is None:
        return None
    cost = re.search(r"^\s+root-path-cost\s+(\d+)", text, re.MULTILINE)
    rows = re.finditer(r"^\s+((?:eth|po)\d+)\s+(\w+)\s+(\w+)\s+(\d+)\s+([\d.]+)", text, re.MULTILINE)
    ports = tuple(TreePort(row[1], row[2], row[3], int(row[4]), row[5]) for row in rows)
    return SpanningTree(root[0], root[1], int(cost[1]) if cost else 0, bridge[0], bridge[1], ports)


def bundled(text: str) -> dict[str, Bundled]:
    """`lacp/show` -> members by Linux name."""
    parts = re.split(r"^member: (\S+?):.*$", text, flags=re.MULTILINE)[1:]
    return {name: _member(part) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def _member(text: str) -> Bundled:
    said = dict(re.findall(r"^\s+([\w ]+): (.*)$", text, re.MULTILINE))
    state = said.get("partner state", "").split()
    return Bundled(
        joined=said.get("may_enable") == "true" and "synchronized" in state,
        partner=said.get("partner sys_id", ""),
        partner_priority=int(said.get("partner sys_priority", "0")),
        partner_port=int(said.get("partner port_id", "0")),
        partner_key=int(said.get("partner key", "0")),
        partner_active="activity" in state,
        fast="timeout" in state,
    )


def _identifier(text: str, title: str) -> tuple[int, str] | None:
    match = re.search(rf"{title}:?\s.*?stp-priority\s+(\d+).*?stp-system-id\s+(\S+)", text, re.DOTALL)
    return (int(match[1]), match[2]) if match else None
