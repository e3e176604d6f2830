"""The hand that applies filters: what it runs, what it carries over, what it forgets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from ccp3switch.errors import ApplyError
from ccp3switch.live import conntrack, counters
from ccp3switch.state.apply_filters import FiltersHand
from ccp3switch.state.filters import Filters

FAKE = """#!/bin/sh
echo "{name} $*" >>{log}
case "$1" in
    -f | -i | -force) sed 's/^/| /' >>{log} ;;
    -j) cat {json} 2>/dev/null ;;
esac
if [ -s {stderr} ] && [ "$1" = -f ]; then cat {stderr} >&2; exit 1; fi
exit 0
"""
COUNTED = '{"nftables": [{"counter": {"name": "acl_1_aa", "packets": 12, "bytes": 999}}]}'
TRANSLATED = '{"nftables": [{"counter": {"name": "nat_hits", "packets": 0, "bytes": 0}}]}'
LISTED = Filters(("acl_1_aa",), "\tchain inbound {\n\t}\n")
NATTED = Filters(("nat_hits",), "", "\tchain nat_leaving {\n\t}\n", ("203.0.113.7/32",))
FLUSHED = "| route flush table local proto 77"


@dataclass
class World:
    """Fake programs on PATH, and a kernel whose table of connections is emptied `forgotten` times."""

    root: Path
    forgotten: int = 0

    @property
    def calls(self) -> list[str]:
        """The commands run so far, what they read after `| `."""
        log = self.root / "log"
        return log.read_text().splitlines() if log.exists() else []

    def counts(self, text: str) -> None:
        """What nft lists."""
        (self.root / "json").write_text(text)

    def forget(self) -> None:
        self.forgotten += 1


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    for name in ("nft", "ip"):
        paths = {part: tmp_path / part for part in ("log", "json", "stderr")}
        program = tmp_path / name
        program.write_text(FAKE.format(name=name, **paths))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    made = World(tmp_path)
    monkeypatch.setattr(conntrack, "forget", made.forget)
    return made


def test_where_nothing_is_wanted_nothing_is_done(world: World) -> None:
    FiltersHand().apply(None, Filters())
    FiltersHand().apply(LISTED, LISTED)
    FiltersHand().settle(LISTED)
    assert world.calls == ["nft -j list counters"]


def test_counts_go_over(world: World) -> None:
    world.counts(COUNTED)
    FiltersHand().apply(Filters(("acl_1_aa",)), LISTED)
    assert "| \t\tpackets 12 bytes 999" in world.calls
    assert world.calls[1:4] == ["nft -f -", "| add table ip ccp3", "| delete table ip ccp3"]
    assert not [call for call in world.calls if call.startswith("ip")]
    assert world.forgotten == 0


def test_a_list_that_is_not_applied_costs_its_counters_alone(world: World) -> None:
    FiltersHand().apply(LISTED, Filters(("acl_1_bb",), LISTED.chains))
    assert world.calls == ["nft -f -", "| add table ip ccp3", "| delete counter ip ccp3 acl_1_aa",
                           "| add counter ip ccp3 acl_1_bb"]  # fmt: skip
    FiltersHand().apply(Filters(("acl_1_bb",)), Filters())
    assert world.calls[-3:] == ["nft -f -", "| add table ip ccp3", "| delete table ip ccp3"]


def test_what_a_former_life_left_is_taken_away(world: World) -> None:
    world.counts(TRANSLATED)
    FiltersHand().apply(None, Filters())
    assert world.calls[1:4] == ["nft -f -", "| add table ip ccp3", "| delete table ip ccp3"]
    assert FLUSHED in world.calls
    assert world.forgotten == 1


@pytest.mark.parametrize(
    ("old", "new", "forgotten"),
    [
        (Filters(), NATTED, 1), (NATTED, Filters(), 1), (NATTED, Filters(("a", *NATTED.counters), "", NATTED.nat), 0),
        (None, NATTED, 1), (None, LISTED, 0), (Filters(), LISTED, 0),
    ],
)  # fmt: skip
def test_another_translation_forgets_connections(
    world: World, old: Filters | None, new: Filters, forgotten: int
) -> None:
    FiltersHand().apply(old, new)
    assert world.forgotten == forgotten


def test_the_switch_speaks_for_its_inside_global_addresses(world: World) -> None:
    FiltersHand().apply(Filters(), NATTED)
    start = world.calls.index(FLUSHED)
    assert world.calls[start - 1] == "ip -force -batch -"
    assert world.calls[start + 1 :] == ["| route add local 203.0.113.7/32 dev lo table local proto 77"]


def test_a_refusal_is_an_error_in_nfts_words(world: World) -> None:
    (world.root / "stderr").write_text("Error: syntax error\n")
    with pytest.raises(ApplyError, match="nft: Error: syntax error"):
        FiltersHand().apply(Filters(), LISTED)
    assert world.forgotten == 0


def test_counters_are_reset_line_by_line(world: World) -> None:
    counters.forget(["acl_1_aa", "acl_1_bb"])
    assert world.calls == ["nft -i", "| reset counter ip ccp3 acl_1_aa", "| reset counter ip ccp3 acl_1_bb"]


def test_no_counter_is_no_program(world: World) -> None:
    counters.forget([])
    assert world.calls == []


def test_without_nft_there_are_no_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(world.root / "none"))
    assert counters.counts() == {}
