"""What su(1) makes of a session, and how it travels; all words were printed by a Debian 13 with sssd 2.10."""

import pytest

from ccp3lab.directory.question import LOGGED_ON, logon
from ccp3lab.directory.session import (
    DENIED,
    EXPIRED,
    FAILED,
    NOBODY,
    Opened,
    Session,
    heard,
    opened,
    told,
)
from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.need import Observation

LINE = "session:cmartin:/home/cmartin:own"
REFUSED = {
    "Password: su: Permission denied": DENIED,
    "Password: su: Authentication failure": FAILED,
    "Password: su: Authentication service cannot retrieve authentication info": FAILED,
    "Password expired. Change your password now.\nPassword: Current Password: "
    "su: Authentication token manipulation error": EXPIRED,
    "su: user x@ad.x does not exist or the user entry does not contain all the required fields": NOBODY,
}


def test_a_session_says_whose_it_is() -> None:
    made = heard(0, f"Password: {LINE}\n")
    assert (made.says, made.user, made.home, made.own) == (LOGGED_ON, "cmartin", "/home/cmartin", True)


def test_a_full_name_and_a_home_that_is_not_theirs() -> None:
    made = heard(0, "Password: \x1b[32mBonjour\x1b[0m\nsession:cmartin@ad.x:/:\n")
    assert (made.says, made.user, made.home, made.own) == (LOGGED_ON, "cmartin@ad.x", "/", False)
    assert "\x1b" not in made.words


@pytest.mark.parametrize(("words", "says"), REFUSED.items())
def test_each_refusal_is_told_apart(words: str, says: str) -> None:
    assert heard(1, words).says == says


@pytest.mark.parametrize(
    ("code", "text"),
    [(0, ""), (0, "session:cmartin"), (1, LINE), (0, "su: Permission denied"), (1, "runuser: bad"), (None, LINE)],
)
def test_what_cannot_be_told_is_no_session(code, text) -> None:
    made = heard(code, text)
    assert made.says == ""
    with pytest.raises(Unreadable, match="session : "):
        opened(Observation(told(made)))


def test_it_travels_whole() -> None:
    made = Opened(LOGGED_ON, "élise", "/home/élise", True, "Bonjour « Élise »")
    assert opened(Observation(told(made))) == made


def test_what_the_domain_says_is_understood() -> None:
    assert opened(Observation(logon("cmartin", "775"))) == Opened("775")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"says": "ok", "more": 1}', "null", '{"says": ""}', '"ok"'])
def test_garbage_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        opened(Observation(text))


def test_no_secret_is_in_a_question() -> None:
    asked = Session("cmartin", "ad.x", "first password of cmartin")
    assert str(asked) == "PAM : session de cmartin@ad.x"
    assert asked < Session("dupont", "ad.x", "")


SHARED = {
    "share:0:\t\t264212084 blocks of size 1024. 78459448 blocks available": LOGGED_ON,
    "share:1:tree connect failed: NT_STATUS_BAD_NETWORK_NAME": "tree connect failed: NT_STATUS_BAD_NETWORK_NAME",
    "share:1:session setup failed: NT_STATUS\x1b[2J": "session setup failed: NT_STATUS␛[2J",
    "share:124:": "code 124",
    "partage:0:": "",
}


@pytest.mark.parametrize(("line", "share"), SHARED.items())
def test_a_share_is_opened_in_the_session_or_told_why_not(line: str, share: str) -> None:
    made = heard(0, f"Password: {LINE}\n{line}\n")
    assert (made.says, made.share) == (LOGGED_ON, share)
    assert opened(Observation(told(made))) == made


def test_without_a_session_there_is_no_share() -> None:
    assert heard(1, "Password: su: Permission denied\nshare:0:x").share == ""


def test_what_is_typed_names_the_share_once_and_quoted() -> None:
    plain, shared = Session("a", "ad.x", "l"), Session("a", "ad.x", "l", "//fs1.ad.x/commun$")
    assert shared.typed.startswith(plain.typed)
    assert shared.typed.count("'//fs1.ad.x/commun$'") == 1
    assert "smbclient" not in plain.typed
    assert str(shared) == "PAM : session de a@ad.x, partage //fs1.ad.x/commun$"
