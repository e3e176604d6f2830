"""A cable pulled out and plugged in again: Open vSwitch must listen to the new link."""

from __future__ import annotations

import pytest
from ccp3switch.state.links import replugged


@pytest.mark.parametrize(
    ("old", "now", "renewed"),
    [
        ({}, {}, []),
        ({}, {"eth1": 7}, []),  # its first link: Open vSwitch waits for it by itself
        ({"eth1": 7}, {"eth1": 7}, []),
        ({"eth1": 7}, {}, []),  # pulled out
        ({"eth1": 7, "eth2": 8}, {"eth1": 9, "eth2": 8}, ["eth1"]),
        ({"eth1": 7, "eth2": 8}, {"eth1": 9, "eth2": 10}, ["eth1", "eth2"]),
    ],
)
def test_only_a_link_of_another_index_is_taken_up_anew(
    old: dict[str, int], now: dict[str, int], renewed: list[str]
) -> None:
    assert [command[:3] for command in replugged(old, now)] == [("set", "interface", name) for name in renewed]


@pytest.mark.parametrize("index", [1, 999, 59_999, 60_000, 2**31 - 1])
def test_the_new_number_is_one_that_openflow_has_and_no_port_had_at_the_start(index: int) -> None:
    (command,) = replugged({"eth1": 0}, {"eth1": index})
    assert 1000 <= int(command[3].removeprefix("ofport_request=")) < 65280


def test_two_links_in_a_row_have_two_numbers() -> None:
    assert len({replugged({"eth1": 0}, {"eth1": index}) for index in range(1, 500)}) == 499
