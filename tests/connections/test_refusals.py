"""Each refusal of a directory in words."""

import pytest

from ccp3lab.connections.refusals import CODES, LOGON, refusal

AD = "80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data {}, v1db1"


@pytest.mark.parametrize("reason", LOGON)
def test_a_refused_logon_tells_which_one(reason: str) -> None:
    error = refusal("log on as x", "ldaps://dc1", 49, AD.format(reason))
    assert (error.code, error.reason, error.exit_code) == (49, reason, 3)
    assert LOGON[reason] in str(error)


@pytest.mark.parametrize("message", ["", "no reason", "data"])
def test_a_refused_logon_without_a_reason_is_still_one(message: str) -> None:
    error = refusal("log on as x", "ldaps://dc1", 49, message)
    assert (error.code, error.reason) == (49, "")
    assert "check user and password" in str(error)


@pytest.mark.parametrize("code", CODES)
def test_each_code_says_what_where_and_what_to_do(code: int) -> None:
    told = str(refusal("add CN=x", "ldaps://dc1", code, "00002071: said"))
    assert told == f"ldaps://dc1: add CN=x: {CODES[code]} (LDAP code {code}) [00002071: said]"


def test_a_code_that_nobody_knows_is_told_too() -> None:
    assert "(LDAP code 4242)" in str(refusal("add CN=x", "ldaps://dc1", 4242, ""))


@pytest.mark.parametrize(("code", "message"), [(19, "0000052D: Constraint violation"), (53, "0000052D: SvcErr")])
def test_a_weak_password_is_told_as_such(code: int, message: str) -> None:
    assert "breaks the domain's policy" in str(refusal("add CN=x", "ldaps://dc1", code, message))


def test_data_of_another_refusal_is_no_reason() -> None:
    assert refusal("add CN=x", "ldaps://dc1", 19, "data 52e, v1db1").reason == ""


def test_what_a_server_says_is_hostile() -> None:
    told = str(refusal("add CN=x", "ldaps://dc1", 80, "\x1b[2J" + "x" * 9999 + "\nroot:"))
    assert "\x1b" not in told
    assert "\n" not in told
    assert len(told) < 400
