"""The traps that other graders fall into, planted in the project's own lab: no false pass, no shrunk denominator."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.company import load_company
from ccp3lab.grading import BoundCheck, Doubt, Observation, Status, exit_code, grade, rubric, score
from ccp3lab.grading.need import Need, Run, Show, unseen
from ccp3lab.house import here
from ccp3lab.lab import load_lab

LAB = load_lab(here(), "vlan-trunk")
RUBRIC = rubric(LAB, load_company(here(), LAB.company), LAB.source)


def looking(answer):
    """A collector that gives ANSWER(device, need) for everything."""

    def look(needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
        return {(device, need): answer(device, need) for device, wanted in needs.items() for need in wanted}

    return look


def looks_at(check: BoundCheck, device: str) -> bool:
    return device in {name for name, _ in check.check.needs(check.place).values()}


def everything(text: str, code: int | None):
    return looking(lambda device, need: Observation(text, code if isinstance(need, Run) else None))


@pytest.mark.parametrize("dead", LAB.devices)
def test_a_dead_device_never_passes_and_never_shrinks_the_total(dead) -> None:
    def answer(device: str, need: Need) -> Observation:
        return unseen("ne répond pas") if device == dead else Observation("")

    found = grade(RUBRIC, looking(answer), 0)
    assert score(found).total == LAB.points
    assert exit_code(found) == 3
    for result in found.results:
        if looks_at(result.check, dead):
            assert (result.verdict.status, result.verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


def test_all_devices_dead() -> None:
    found = grade(RUBRIC, looking(lambda device, need: unseen("ne répond pas")), 0)
    assert found.having(Status.UNDETERMINED) == {check.id for check in RUBRIC}
    assert (score(found).obtained, score(found).undetermined, exit_code(found)) == (0, LAB.points, 3)


@pytest.mark.parametrize("code", [0, 1, None])
@pytest.mark.parametrize("text", ["", "\n", "% Invalid input detected at '^' marker.", "ok", "null", "[]", "end"])
def test_silence_and_nonsense_pass_nothing(text, code) -> None:
    found = grade(RUBRIC, everything(text, code), 0)
    assert not found.having(Status.PASSED)
    assert score(found).total == LAB.points


@settings(max_examples=60)
@given(st.text(max_size=400), st.sampled_from([0, 1, 2, 127, -9]))
def test_no_answer_whatever_breaks_a_check_or_passes(text, code) -> None:
    found = grade(RUBRIC, everything(text, code), 0)
    assert not found.having(Status.PASSED)
    assert Doubt.DEFECT not in {result.verdict.doubt for result in found.results}


WORDS = st.sampled_from(
    [
        "Name: Gi1/0/1",
        "Port",
        "Vlans allowed on trunk",
        "VLAN Name",
        "1    default",
        "Gi1/0/24",
        "trunk",
        "10,20",
        "end",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=12).map("\n".join))
def test_words_of_the_tables_in_any_order_break_nothing(text) -> None:
    found = grade(RUBRIC, everything(text, 0), 0)
    assert Doubt.DEFECT not in {result.verdict.doubt for result in found.results}


def test_an_untouched_lab_passes_no_negative_check() -> None:
    """Nobody hears anybody: a ping that must fail would pass elsewhere."""
    silence = Observation("Sent 2 probes (2 broadcast(s))\nReceived 0 response(s)\n", 0)
    (check,) = (check for check in RUBRIC if check.name == "reach.isolated")
    alone = (BoundCheck(check.id, check.name, check.title, check.points, check.check, check.place),)
    host = '[{"flags": ["UP", "LOWER_UP"], "addr_info": [{"family": "inet", "local": "10.1.20.12"}]}]'

    def answer(device: str, need: Need) -> Observation:
        return silence if "arping" in str(need) else Observation(host, 0)

    found = grade(alone, looking(answer), 0)
    assert found.results[0].verdict.doubt is Doubt.CONTROL
    assert found.not_passed() == {check.id}


def test_each_device_is_asked_each_thing_once() -> None:
    asked: list[tuple[str, Need]] = []

    def answer(device: str, need: Need) -> Observation:
        asked.append((device, need))
        return unseen("x")

    grade(RUBRIC, looking(answer), 0)
    assert len(asked) == len(set(asked))
    assert {need.command for device, need in asked if device == "sw1" and isinstance(need, Show)} == {
        "show vlan brief",
        "show interfaces switchport",
        "show interfaces status",
        "show interfaces trunk",
        "show running-config",
        "show startup-config",
    }
