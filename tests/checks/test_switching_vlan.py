"""`switching.vlan` on recorded layouts: right, each way to be wrong, near misses, nothing, garbage."""

import pytest

from ccp3lab.grading import Doubt, Status

HEAD = """
VLAN Name                             Status    Ports
---- -------------------------------- --------- -------------------------------
"""
DEFAULT = """1    default                          active    Gi1/0/3, Gi1/0/4, Gi1/0/5, Gi1/0/6
                                                Gi1/0/7, Gi1/0/8
"""
TAIL = """1002 fddi-default                     act/unsup
1005 trnet-default                    act/unsup
"""


def row(number: int, name: str, status: str = "active", ports: str = "") -> str:
    return f"{number:<4} {name:<32} {status:<9} {ports}\n"


def table(*rows: str) -> str:
    return HEAD + DEFAULT + "".join(rows) + TAIL


def test_the_planned_vlan_passes(ask) -> None:
    verdict = ask("switching.vlan", "sw1", {"vlan": "RH"}, vlans=table(row(10, "RH", ports="Gi1/0/1")))
    assert verdict.status is Status.PASSED
    assert verdict.expected == "VLAN 10 nommé « RH », actif"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([], "pas de VLAN 10", id="missing"),
        pytest.param([row(100, "RH")], "pas de VLAN 10 (« RH » porte le numéro 100)", id="100 is not 10"),
        pytest.param([row(10, "DRH_TEST")], "VLAN 10 nommé « DRH_TEST », actif", id="DRH_TEST is not RH"),
        pytest.param([row(10, "rh")], "VLAN 10 nommé « rh », actif", id="case counts"),
        pytest.param([row(10, "VLAN0010")], "VLAN 10 nommé « VLAN0010 », actif", id="name left as IOS made it"),
        pytest.param([row(10, "RH", "act/lshut")], "VLAN 10 nommé « RH », arrêté (shutdown)", id="shut"),
        pytest.param([row(10, "RH", "suspended")], "VLAN 10 nommé « RH », suspendu", id="suspended"),
        pytest.param([row(10, "RH", "act/ishut")], "VLAN 10 nommé « RH », act/ishut", id="a state without words"),
    ],
)
def test_each_way_to_be_wrong_fails(ask, rows, found) -> None:
    verdict = ask("switching.vlan", "sw1", {"vlan": "RH"}, vlans=table(*rows))
    assert verdict.status is Status.FAILED
    assert verdict.found == found
    assert verdict.look


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n", id="blank lines"),
        pytest.param("% Invalid input detected at '^' marker.\n", id="refused"),
        pytest.param("Segmentation fault", id="garbage"),
        pytest.param(HEAD, id="a header alone"),
        pytest.param(HEAD + row(10, "RH"), id="a table without VLAN 1"),
        pytest.param(row(10, "RH"), id="a row without header"),
    ],
)
def test_what_is_no_vlan_table_is_undetermined(ask, text) -> None:
    verdict = ask("switching.vlan", "sw1", {"vlan": "RH"}, vlans=text)
    assert verdict.status is Status.UNDETERMINED
    assert verdict.doubt is Doubt.UNREADABLE


def test_markup_and_length_of_a_name_stay_harmless(ask) -> None:
    verdict = ask("switching.vlan", "sw1", {"vlan": "RH"}, vlans=table(row(10, "[bold]" + "x" * 200)))
    assert verdict.status is Status.FAILED
    assert len(verdict.found) < 100
