"""A grading run: what is looked at, when, how often; and what each kind of trouble becomes."""

import pytest

from ccp3lab.grading import Doubt, Status, grade
from ccp3lab.grading.need import Show
from ccp3lab.grading.run import PAUSE, WallClock, causes_first, needs_of, waits


def statuses(grade_) -> dict[str, Status]:
    return {result.check.id: result.verdict.status for result in grade_.results}


def test_a_green_run_looks_once(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["yes"], ("sw2", "show b"): ["yes"]})
    found = grade((bound("a", wait=20.0), bound("b", "sw2")), look, clock=clock)
    assert set(statuses(found).values()) == {Status.PASSED}
    assert len(look.asked) == 1
    assert clock.naps == []


def test_equal_needs_are_collected_once(bound, script, clock) -> None:
    look = script({("sw1", "show x"): ["yes"]})
    grade((bound("a", command="show x"), bound("b", command="show x")), look, clock=clock)
    assert look.asked == [{"sw1": frozenset({Show("show x")})}]


def test_only_red_checks_that_may_wait_are_looked_at_again(bound, script, clock) -> None:
    look = script({("sw1", f"show {n}"): t for n, t in {"a": ["yes"], "b": ["no", "no", "yes"], "c": ["no"]}.items()})
    found = grade((bound("a", wait=20.0), bound("b", wait=20.0), bound("c")), look, clock=clock)
    assert statuses(found) == {"a": Status.PASSED, "b": Status.PASSED, "c": Status.FAILED}
    assert [sorted(str(need) for need in asked["sw1"]) for asked in look.asked] == [
        ["show a", "show b", "show c"],
        ["show b"],
        ["show b"],
    ]


def test_an_unseen_check_is_looked_at_again_too(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["!ne répond pas", "yes"]})
    assert statuses(grade((bound("a", wait=5.0),), look, clock=clock)) == {"a": Status.PASSED}


def test_each_check_has_its_own_window(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["no"], ("sw1", "show b"): ["no"]})
    grade((bound("a", wait=3.0), bound("b", wait=10.0)), look, clock=clock)
    assert sum("show a" in map(str, asked["sw1"]) for asked in look.asked) == 3
    assert sum("show b" in map(str, asked["sw1"]) for asked in look.asked) == 8


@pytest.mark.parametrize("window", [0.0, 4.0, 30.0])
def test_an_all_red_run_ends_soon_after_the_window(bound, script, clock, window) -> None:
    look = script({("sw1", "show a"): ["no"], ("sw1", "show b"): ["no"]}, cost=1.3)
    start = clock.now()
    found = grade((bound("a", wait=30.0), bound("b", wait=30.0)), look, window, clock)
    assert set(statuses(found).values()) == {Status.FAILED}
    assert window <= clock.now() - start <= window + 2.0


def test_nobody_waits_for_what_cannot_turn_green(bound, script, clock) -> None:
    """The cause has no window of its own: looking again at its consequences would only cost time."""
    look = script({("sw1", f"show {name}"): ["no"] for name in "abc"})
    found = grade(
        (bound("a"), bound("b", after=("a",), wait=9.0), bound("c", after=("b",), wait=9.0)), look, clock=clock
    )
    assert statuses(found) == {"a": Status.FAILED, "b": Status.BLOCKED, "c": Status.BLOCKED}
    assert len(look.asked) == 1


def test_no_wait_means_one_look(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["no", "yes"]})
    assert statuses(grade((bound("a"),), look, clock=clock)) == {"a": Status.FAILED}
    assert clock.naps == []


def test_looks_are_a_pause_apart(bound, script, clock) -> None:
    grade((bound("a", wait=5.0),), script({("sw1", "show a"): ["no", "yes"]}), clock=clock)
    assert clock.naps == [PAUSE]


def test_a_cause_that_did_not_pass_blocks_with_its_name(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["no"], ("sw1", "show b"): ["yes"], ("sw1", "show c"): ["yes"]})
    found = grade((bound("c", after=("b",)), bound("b", after=("a",)), bound("a")), look, clock=clock)
    assert statuses(found) == {"c": Status.BLOCKED, "b": Status.BLOCKED, "a": Status.FAILED}
    assert [result.verdict.found for result in found.results] == ["dépend de : B", "dépend de : A", "no"]
    assert all(result.verdict.doubt is None for result in found.results)


def test_blocked_by_something_unseen_stays_in_doubt(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["!ne répond pas"], ("sw2", "show b"): ["yes"]})
    found = grade((bound("a"), bound("b", "sw2", after=("a",))), look, clock=clock)
    assert statuses(found) == {"a": Status.UNDETERMINED, "b": Status.BLOCKED}
    assert [result.verdict.doubt for result in found.results] == [Doubt.UNSEEN, Doubt.UNSEEN]


def test_a_check_that_could_not_look_is_undetermined_before_it_is_blocked(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["no"], ("sw2", "show b"): ["!ne répond pas"]})
    found = grade((bound("a"), bound("b", "sw2", after=("a",))), look, clock=clock)
    assert statuses(found)["b"] is Status.UNDETERMINED


def test_a_consequence_is_looked_at_again_with_its_cause(bound, script, clock) -> None:
    """Blocked at first, it must not keep an old answer when its cause turns green."""
    look = script({("sw1", "show a"): ["no", "yes"], ("sw1", "show b"): ["no", "yes"]})
    found = grade((bound("a", wait=5.0), bound("b", after=("a",))), look, clock=clock)
    assert set(statuses(found).values()) == {Status.PASSED}


def test_a_defect_of_a_check_costs_that_check_alone(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["boom"], ("sw1", "show b"): ["yes"]})
    found = grade((bound("a"), bound("b")), look, clock=clock)
    assert statuses(found) == {"a": Status.UNDETERMINED, "b": Status.PASSED}
    assert found.results[0].verdict.doubt is Doubt.DEFECT
    assert "ZeroDivisionError: a defect of the check" in found.results[0].trace
    assert "Traceback" not in found.results[0].verdict.message


def test_an_unreadable_answer_is_undetermined(bound, script, clock) -> None:
    found = grade((bound("a"),), script({("sw1", "show a"): ["garbage"]}), clock=clock)
    assert found.results[0].verdict.doubt is Doubt.UNREADABLE
    assert found.results[0].trace == ""


def test_a_collector_that_forgets_a_need_makes_it_undetermined(bound, clock) -> None:
    found = grade((bound("a"),), lambda needs: {}, clock=clock)
    assert found.results[0].verdict.doubt is Doubt.UNSEEN
    assert found.not_passed() == {"a"}


def test_evidence_tells_what_was_seen_without_secrets(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["username admin secret 9 $9$abc"]})
    (evidence,) = grade((bound("a"),), look, clock=clock).results[0].evidence
    assert (evidence.device, evidence.command) == ("sw1", "show a")
    assert evidence.text == "username admin secret 9 ****"


def test_results_come_in_the_order_of_the_rubric(bound, script, clock) -> None:
    look = script({("sw1", f"show {name}"): ["yes"] for name in "abc"})
    rubric = (bound("c", after=("a",)), bound("b"), bound("a"))
    assert [result.check.id for result in grade(rubric, look, clock=clock).results] == ["c", "b", "a"]


def test_seconds_tell_when_a_check_was_last_looked_at(bound, script, clock) -> None:
    look = script({("sw1", "show a"): ["yes"], ("sw1", "show b"): ["no", "yes"]})
    found = grade((bound("a"), bound("b", wait=9.0)), look, clock=clock)
    assert [result.seconds for result in found.results] == pytest.approx([1.0, 2.3])


def test_a_window_passes_from_cause_to_consequence(bound) -> None:
    ordered = causes_first((bound("c", after=("b",)), bound("b", after=("a",), wait=2.0), bound("a", wait=7.0)))
    assert [check.id for check in ordered] == ["a", "b", "c"]
    assert waits(ordered) == {"a": 7.0, "b": 7.0, "c": 7.0}


def test_an_unknown_cause_is_ignored(bound) -> None:
    assert [check.id for check in causes_first((bound("a", after=("ghost",)),))] == ["a"]


def test_needs_by_device(bound) -> None:
    checks = (bound("a"), bound("b", "sw2"), bound("c", "sw2"))
    assert {device: len(needs) for device, needs in needs_of(checks).items()} == {"sw1": 1, "sw2": 2}


def test_the_real_clock_goes_on() -> None:
    clock = WallClock()
    before = clock.now()
    clock.sleep(0.001)
    assert clock.now() > before
