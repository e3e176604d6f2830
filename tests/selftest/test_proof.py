"""The words of a proof."""

import pytest

from ccp3lab.cli.proofs import proof_table
from ccp3lab.grading.verdict import Status
from ccp3lab.selftest.proof import Proof, loses, names, points, unseen
from tests.selftest.conftest import RUBRIC, FakeStage, always


def test_names_are_sorted_and_nothing_has_a_word() -> None:
    assert names({"b", "a"}) == "a, b"
    assert names(()) == "none"


def test_points_are_out_of_all_of_them(stage: FakeStage) -> None:
    stage.bring("solved")
    assert points("x", 20, stage.grade(bool)).holds
    stage.bring("trunk-ouvert")
    assert points("x", 20, stage.grade(bool)).found == "19 of 20"


@pytest.mark.parametrize(("expected", "holds"), [(("natif-sw2",), True), ((), False), (("natif-sw1",), False)])
def test_losses_are_equal_sets_or_nothing(stage: FakeStage, expected: tuple[str, ...], holds: bool) -> None:
    stage.bring("natif-different")
    assert loses("x", expected, stage.grade(bool)).holds is holds


def test_a_check_that_is_a_surprise_says_why(stage: FakeStage) -> None:
    stage.bring("natif-different")
    proof = loses("x", ("natif-sw1",), stage.grade(bool))
    said = "natif-sw2: Attendu : un tronc. Constaté : un port d'accès. À regarder : show interfaces trunk."
    assert (proof.found, proof.why) == ("natif-sw2", (said,))
    ((seen, *_),) = (list(column.cells) for column in proof_table([proof]).columns[2:])
    assert seen == f"expected: natif-sw1\nseen: natif-sw2\n{said}"
    assert loses("x", ("natif-sw2",), stage.grade(bool)).why == ()


def test_a_blocked_check_is_not_judged_yet_a_failed_one_is() -> None:
    stage = FakeStage(rig=always("trunk-sw1", Status.FAILED))
    stage.bring("solved")
    stage.stop("sw1")
    proof = unseen("sw1", 20, stage.grade(bool))
    assert proof.found == "judged: trunk-sw1, out of 20"
    assert not proof.holds


def test_the_claim_tells_how_many_checks_look_at_the_device(stage: FakeStage) -> None:
    stage.bring("solved")
    stage.stop("sw1")
    told = unseen("sw1", 20, stage.grade(bool)).claim
    count = sum("sw1" in {device for device, _ in c.check.needs(c.place).values()} for c in RUBRIC)
    assert f"its {count} checks" in told


def test_the_table_shows_what_was_expected_only_where_it_was_not_seen() -> None:
    table = proof_table([Proof("held [x]", "a", "a"), Proof("not", "a", "b")])
    marks, claims, seen = (list(column.cells) for column in table.columns)
    assert marks == ["ok", "NO"]
    assert claims == [r"held \[x]", "not"]
    assert seen == ["a", "expected: a\nseen: b"]
