"""Only the plan holds addresses and VLAN ids: labs, templates, tasks and checks name them."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, shown

ROOMS = ("labs", "templates", "tasks", "checks")
FILES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*")
    if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts
)
EACH = pytest.mark.parametrize("path", FILES, ids=shown)

ADDRESS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])")
EVERYBODYS = re.compile(r"127\.\d+\.\d+\.\d+|0\.0\.0\.0")
"""In nobody's plan: the loopback of hosts(5) (127.0.0.1, and Debian's 127.0.1.1 for a machine's own name), the default
route (0.0.0.0 0.0.0.0)."""

VLAN = re.compile(r"\bvlans?(?:[_.]?ids?)?(?: (?:add|remove|except))?[\"']?[ .:=]*(\d+)\b", re.IGNORECASE)
DEFAULT_VLAN = "1"
"""IEEE 802.1Q's default VLAN (9.6, table 9-2): every port is in it before anybody plans anything."""


def literals(text: str) -> list[str]:
    """The addresses and VLAN ids that TEXT writes out."""
    addresses = [found for found in ADDRESS.findall(text) if not EVERYBODYS.fullmatch(found)]
    return addresses + [found[0] for found in VLAN.finditer(text) if found[1] != DEFAULT_VLAN]


@EACH
def test_a_text_names_the_plan_and_does_not_repeat_it(path: Path) -> None:
    assert literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_has_files(room: str) -> None:
    assert [path for path in FILES if path.is_relative_to(ROOT / room)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ip address 10.1.10.11 255.255.255.0", ["10.1.10.11", "255.255.255.0"]),
        ("switchport access vlan 10", ["vlan 10"]),
        ("switchport trunk allowed vlan add 30,40", ["vlan add 30"]),
        ("interface Vlan90", ["Vlan90"]),
        ("with: {vlan: 10}", ["vlan: 10"]),
        ("expected(vlan_id=20)", ["vlan_id=20"]),
        ("eth1.20 is VLAN 20", ["VLAN 20"]),
        ("Le VLAN {{ vlan.compta.id }} existe", []),
        ("127.0.0.1\tlocalhost", []),
        ("version 1.2.3", []),
        ("les ports sont dans le VLAN 1", []),
    ],
)
def test_the_rule_sees_literals(text: str, found: list[str]) -> None:
    assert literals(text) == found
