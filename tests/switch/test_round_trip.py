"""What is shown is the configuration: loaded by `configure replace` on a fresh switch it gives the same."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.edit import Cursor, edit, understand
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import statements
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Command
from ccp3switch.grammar.types import TYPES
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from hypothesis import given, settings
from hypothesis import strategies as st
from switchbench import spoken
from switchbench.offline import FakeEngine, FakeLive, make_switch

chances = st.randoms(use_true_random=False)


def shown(switch: Switch) -> str:
    """`show running-config`, without the head that counts bytes."""
    return Session(switch, mode="exec").feed("show running-config").partition("bytes\n")[2]


def replaced(switch: Switch, text: str) -> str:
    """`configure replace` by a file of this text; what it says."""
    switch.flash.write("flash:/whole", text)
    return Session(switch, mode="exec").feed("configure replace flash:/whole force")


def fresh(root: Path) -> tuple[Switch, FakeEngine]:
    engine = FakeEngine()
    return make_switch(root, engine, FakeLive(), spoken.PORTS), engine


@settings(max_examples=200)
@given(chance=chances)
def test_a_fresh_switch_takes_what_another_shows(
    chance: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one, engine = fresh(tmp_path_factory.mktemp("one"))
    one.commit(one.merged(spoken.text(chance)).tree)
    other, far = fresh(tmp_path_factory.mktemp("other"))
    assert replaced(other, shown(one)).endswith("Total number of passes: 1\nRollback Done\n\n")
    assert shown(other) == shown(one)
    assert far.states[-1] == engine.states[-1]


@settings(max_examples=50)
@given(chance=chances)
def test_a_replace_and_back_leaves_nothing(chance: random.Random, tmp_path_factory: pytest.TempPathFactory) -> None:
    switch, engine = fresh(tmp_path_factory.mktemp("switch"))
    switch.commit(switch.merged(spoken.text(chance)).tree)
    before, state = shown(switch), engine.states[-1]
    replaced(switch, shown(fresh(tmp_path_factory.mktemp("fresh"))[0]))
    replaced(switch, before)
    assert (shown(switch), engine.states[-1]) == (before, state)


def taken(chance: random.Random) -> set[Command]:
    """The rows of the table of which a generated file holds a line that is not refused."""
    cursor = Cursor(blank(GRAMMAR, spoken.PORTS))
    found: set[Command] = set()
    for line in statements(spoken.text(chance, sections=60, most=12)):
        try:
            understood = understand(GRAMMAR, cursor.place.mode, line)
            edit(cursor, understood)
        except CliError:
            continue
        found.add(understood.parsed.command)
    return found


def test_what_is_generated_speaks_of_every_row() -> None:
    said = {row for seed in range(200) for row in taken(random.Random(seed))}
    assert [row.pattern for row in spoken.configuring() if row not in said] == []


def test_every_type_has_plausible_values() -> None:
    for name in TYPES:
        assert spoken.values(f"{{{name}}}")
