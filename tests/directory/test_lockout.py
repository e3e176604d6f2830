"""How near an account is to being locked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.directory.entry import Entry
from ccp3lab.directory.lockout import Rule, locked, of_domain, of_settings, ticks, trace

MINUTE = 60 * 10_000_000
NOW = ticks("20261129203000.0Z")


def account(**values: object) -> Entry:
    return Entry("CN=a", {name.lower(): (str(value).encode(),) for name, value in values.items()})


def failed(times: int, ago: int = 1) -> Entry:
    return account(badPwdCount=times, badPasswordTime=NOW - ago * MINUTE)


@pytest.mark.parametrize(
    ("threshold", "times", "ago", "spared"),
    [
        (5, 0, 1, True),
        (5, 3, 1, True),
        (5, 4, 1, False),
        (5, 5, 1, False),
        (5, 4, 16, True),  # forgotten
        (0, 99, 1, True),  # no lockout at all
        (1, 0, 1, False),  # the first failure locks
        (2, 0, 1, True),
        (2, 1, 1, False),
    ],
)
def test_a_logon_is_tried_only_where_its_failure_leaves_one_more(threshold, times, ago, spared) -> None:
    assert Rule(threshold, 15 * MINUTE).spared(failed(times, ago), NOW) is spared


@given(st.integers(1, 20), st.integers(0, 30))
def test_after_a_failure_that_is_tried_the_account_is_not_locked(threshold: int, times: int) -> None:
    if Rule(threshold, 15 * MINUTE).spared(failed(times), NOW):
        assert times + 1 < threshold


def test_an_account_that_never_failed_has_no_failures() -> None:
    assert Rule(5, 15 * MINUTE).failures(Entry("CN=a"), NOW) == 0


def test_rules_are_read_from_the_domain_and_from_settings_of_a_group() -> None:
    domain = account(lockoutThreshold=5, lockOutObservationWindow=-15 * MINUTE)
    own = {"msds-lockoutthreshold": (b"3",), "msds-lockoutobservationwindow": (str(-MINUTE).encode(),)}
    assert of_domain(domain) == Rule(5, 15 * MINUTE)
    assert of_settings(Entry("CN=p", own)) == Rule(3, MINUTE)


@pytest.mark.parametrize(("bits", "is_locked"), [("16", True), ("0", False), ("8388608", False), ("8388624", True)])
def test_locked_is_a_bit(bits: str, is_locked: bool) -> None:
    assert locked(Entry("CN=a", {"msds-user-account-control-computed": (bits.encode(),)})) is is_locked


def test_time_is_counted_from_1601() -> None:
    assert ticks("16010101000001.0Z") == 10_000_000
    with pytest.raises(ValueError, match="does not match"):
        ticks("today")


@pytest.mark.parametrize("name", ["uSNChanged", "pwdLastSet", "lockoutTime", "badPwdCount", "objectGUID"])
def test_a_trace_follows_what_a_new_password_a_failure_and_an_unlock_change(name: str) -> None:
    before = dict.fromkeys(["uSNChanged", "pwdLastSet", "lockoutTime", "badPwdCount", "objectGUID"], 1)
    assert trace(account(**before)) == trace(account(**before, displayName="x"))
    assert trace(account(**before)) != trace(account(**{**before, name: 2}))
