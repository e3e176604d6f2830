"""Names of interfaces, lists of VLANs."""

from __future__ import annotations

import pytest
from ccp3switch import names
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("GigabitEthernet1/0/1", "GigabitEthernet1/0/1"),
        ("g1/0/24", "GigabitEthernet1/0/24"),
        ("Gi1/0/3", "GigabitEthernet1/0/3"),
        ("vlan10", "Vlan10"),
        ("vl4094", "Vlan4094"),
        ("vlan4095", None),
        ("vlan0", None),
        ("g1/0/0", None),
        ("g2/0/1", None),
        ("g1/0/100", None),
        ("fa0/1", None),
        ("gi", None),
        ("1/0/1", None),
        ("", None),
        ("vlan\u0661", None),
    ],
)
def test_interface(typed: str, name: str | None) -> None:
    assert names.interface(typed) == name


@pytest.mark.parametrize(
    ("typed", "ports"),
    [
        ("gi1/0/1", [1]),
        ("gi1/0/1-3", [1, 2, 3]),
        ("gi1/0/1 - 3", [1, 2, 3]),
        ("gi 1/0/1 - 2 , gi 1/0/7", [1, 2, 7]),
        ("g1/0/1-2,g1/0/2-3", [1, 2, 3]),
        ("gi1/0/1 - gi1/0/3", [1, 2, 3]),
        ("gi1/0/3-1", None),
        ("gi1/0/1-", [1]),
        ("vlan 10", None),
        ("gi1/0/1,", None),
        ("", None),
    ],
)
def test_port_range(typed: str, ports: list[int] | None) -> None:
    wanted = None if ports is None else [f"GigabitEthernet1/0/{port}" for port in ports]
    assert names.port_range(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10", "10"),
        ("10,11", "10,11"),
        ("10,11,12", "10-12"),
        ("30,10-12,11", "10-12,30"),
        ("1-4094", "1-4094"),
        ("0", None),
        ("4095", None),
        ("5-3", None),
        ("10,", None),
        ("a", None),
        ("10-", None),
    ],
)
def test_vlan_list(typed: str, kept: str | None) -> None:
    assert names.vlan_list(typed) == kept


@given(st.frozensets(st.integers(1, names.MAX_VLAN), max_size=60))
def test_compressed_lists_expand_to_what_they_were(vlans: frozenset[int]) -> None:
    assert names.expand(names.compress(vlans)) == vlans


@pytest.mark.parametrize(
    ("name", "short", "device"),
    [("GigabitEthernet1/0/3", "Gi1/0/3", "eth3"), ("Vlan10", "Vl10", "vlan10")],
)
def test_other_names(name: str, short: str, device: str) -> None:
    assert names.short(name) == short
    assert names.device(name) == device


def test_a_port_is_found_back_from_linux() -> None:
    assert names.port_of("eth12") == "GigabitEthernet1/0/12"
    assert names.number("GigabitEthernet1/0/12") == 12


@pytest.mark.parametrize(("word", "full"), [("g", "GigabitEthernet"), ("vl", "Vlan"), ("x", None), ("", None)])
def test_kind(word: str, full: str | None) -> None:
    assert names.kind(word) == full
