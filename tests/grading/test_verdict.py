"""Verdicts: one sentence form, typed comparison, the worst of several."""

from ipaddress import IPv4Address

import pytest

from ccp3lab.grading.verdict import Doubt, Status, Verdict, failed, passed, same, undetermined, worst


def test_one_sentence_form() -> None:
    assert failed("VLAN 10", "VLAN 1", "show vlan brief").message == (
        "Attendu : VLAN 10. Constaté : VLAN 1. À regarder : show vlan brief."
    )
    assert passed("VLAN 10", "VLAN 10").message == "Attendu : VLAN 10. Constaté : VLAN 10."
    assert Verdict(Status.BLOCKED, "", "dépend de A").message == "Constaté : dépend de A."


@pytest.mark.parametrize(
    ("expected", "found", "status"),
    [
        (IPv4Address("10.0.2.15"), IPv4Address("10.0.2.150"), Status.FAILED),
        (IPv4Address("10.0.2.15"), IPv4Address("10.0.2.15"), Status.PASSED),
        ("RH", "DRH_TEST", Status.FAILED),
        (10, 100, Status.FAILED),
        (frozenset({1, 2}), frozenset({2, 1}), Status.PASSED),
    ],
)
def test_values_are_compared_as_what_they_are(expected, found, status) -> None:
    assert same(expected, found, "là").status is status


def test_words_for_values() -> None:
    assert same(1, 2, "là", lambda number: f"VLAN {number}") == failed("VLAN 1", "VLAN 2", "là")


def test_the_worst_is_the_first_that_did_not_pass() -> None:
    good, bad, doubt = passed("a", "a"), failed("a", "b", "c"), undetermined("a", "?", "c", Doubt.CONTROL)
    assert worst([good, bad, doubt]) is bad
    assert worst([good, doubt, bad]) is doubt
    assert worst([good]) is good


def test_only_a_failed_control_is_not_the_labs_doing() -> None:
    assert {doubt for doubt in Doubt if not doubt.is_the_labs} == {Doubt.CONTROL}
