"""Questions to a directory: what travels comes back as it was; what is none is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import LOGGED_ON, OCTETS, Bind, Search, entries, logon, says, told
from ccp3lab.grading import Observation, Unreadable
from ccp3lab.grading.hostile import clean

ANN = Entry(
    "CN=Zoë,DC=x", {"samaccountname": (b"ann",), "member": ("CN=é".encode(), b"CN=b"), "objectsid": (bytes(range(28)),)}
)


def test_objects_come_back_as_they_were() -> None:
    assert entries(Observation(clean(told([ANN, Entry("DC=x")])))) == [ANN, Entry("DC=x")]


@given(st.dictionaries(st.sampled_from(sorted(OCTETS)), st.lists(st.binary(), min_size=1).map(tuple)))
def test_octets_come_back_as_they_were(values) -> None:
    assert entries(Observation(clean(told([Entry("DC=x", values)])))) == [Entry("DC=x", values)]


@given(st.text())
def test_a_text_without_tricks_comes_back_as_it_was_and_the_others_are_still_read(text: str) -> None:
    one = Entry("DC=x", {"cn": (text.encode("utf-8", "replace"),)})
    (back,) = entries(Observation(clean(told([one]))))
    if clean(text) == text:
        assert back == one


def test_octets_that_are_no_text_are_marked() -> None:
    (back,) = entries(Observation(told([Entry("DC=x", {"cn": (b"a\xff",)})])))
    assert back.text("cn") == "a\ufffd"


@pytest.mark.parametrize("text", ["", "null", "[1]", "{}x", '[{"cn": ["a"]}]', '[{"dn": "x", "objectSid": ["é"]}]'])
def test_what_is_no_answer_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="LDAP"):
        entries(Observation(text))


@pytest.mark.parametrize("reason", [LOGGED_ON, "52e", "773"])
def test_a_logon_says_one_thing(reason: str) -> None:
    assert says(Observation(logon("ann", reason))) == reason


@pytest.mark.parametrize("text", ["", "[]", "{}", "1"])
def test_what_is_no_logon_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="LDAP"):
        says(Observation(text))


def test_evidence_names_what_is_asked_and_no_secret() -> None:
    assert str(Search("(cn=a)", ("cn",))) == "LDAP : (cn=a) dans le domaine"
    assert str(Search("(cn=a)", ("cn",), "OU=b")) == "LDAP : (cn=a) dans OU=b"
    assert str(Bind("ann", "first password of ann")) == "LDAP : ouverture de session de ann"
