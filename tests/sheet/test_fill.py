"""Sheets that we write: empty, right, right with a mistake; what is written is what is read."""

from ipaddress import IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.company import load_company
from ccp3lab.house import here
from ccp3lab.lab import SOLVED, START, filled, load_lab
from ccp3lab.sheet import answers, networks
from ccp3lab.sheet.column import TITLES, Column
from ccp3lab.sheet.fill import answered, blank, grid
from ccp3lab.sheet.place import Way
from ccp3lab.sheet.spelling import address, nothing, span
from ccp3lab.sheet.state import lines, planned
from ccp3lab.sheet.table import joined

COMPANY = load_company(here(), "cidrerie")
LAB = filled(load_lab(here(), "plan-adressage"), COMPANY)
PLAN = COMPANY.plan
ASKED = networks(PLAN)


def test_the_empty_sheet_has_labels_and_needs_alone() -> None:
    for key, cells in lines(LAB, PLAN, START).items():
        assert set(cells) <= {Column.LABEL, Column.HOSTS}, key
    assert lines(LAB, PLAN, START) == blank(ASKED)


def test_the_empty_sheet_has_a_line_for_all_that_is_asked() -> None:
    table = grid(blank(ASKED))
    assert table[0] == tuple(TITLES.values())
    assert len(table) == 1 + len(ASKED) + len({one.site for one in ASKED})
    assert {len(row) for row in table} == {len(TITLES)}


def test_the_reference_is_the_plan_itself() -> None:
    found = answers(joined(grid(lines(LAB, PLAN, SOLVED))), ASKED)
    assert {answer.asked.key: answer.net for answer in found.given} == planned(ASKED)
    for answer in found.given:
        assert address(answer.row.text(Column.GATEWAY)) == answer.asked.planned.gateway
        if answer.asked.has_dhcp:
            assert span(answer.row.text(Column.DHCP)) == answer.asked.planned.dhcp


@pytest.mark.parametrize("fault", LAB.faults.values(), ids=LAB.faults)
def test_a_mistake_changes_the_lines_that_it_names_and_no_other(fault) -> None:
    right, wrong = lines(LAB, PLAN, SOLVED), lines(LAB, PLAN, fault.key)
    assert {key for key in right if right[key] != wrong[key]} == set(fault.cells)
    assert list(right) == list(wrong)


def test_a_whole_line_moves_with_all_its_cells() -> None:
    right, wrong = lines(LAB, PLAN, SOLVED)["cameras"], lines(LAB, PLAN, "hors-bloc")["cameras"]
    same = {column for column in right if right[column] == wrong[column]}
    assert same == {Column.LABEL, Column.HOSTS, Column.PREFIX, Column.MASK}


def test_a_state_that_does_not_exist_is_no_sheet() -> None:
    with pytest.raises(KeyError):
        lines(LAB, PLAN, "rien")


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 29),
    st.sampled_from([Way(gateway="first"), Way(gateway="last")]),
)
def test_the_cells_of_any_subnet_are_right(number: int, length: int, way: Way) -> None:
    subnet = IPv4Network((number, length), strict=False)
    cells = answered(ASKED[0], subnet, way)
    first, last = subnet.network_address + 1, subnet.broadcast_address - 1
    gateway, clients = address(cells[Column.GATEWAY]), span(cells[Column.DHCP])
    assert gateway == (first if way.gateway == "first" else last)
    assert (address(cells[Column.FIRST]), address(cells[Column.LAST])) == (first, last)
    assert gateway not in clients
    assert int(clients.last) - int(clients.first) + 2 == subnet.num_addresses - 2
    assert first <= clients.first <= clients.last <= last


def test_where_no_range_is_asked_for_there_is_none() -> None:
    one = next(one for one in ASKED if not one.has_dhcp)
    assert nothing(answered(one, IPv4Network("10.0.0.0/28"), Way())[Column.DHCP])
