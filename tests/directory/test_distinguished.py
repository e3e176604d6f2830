"""Distinguished names and filters from text that nobody vouches for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ldap3.utils.dn import parse_dn

from ccp3lab.directory.distinguished import dn, key, literal, parsed

HARD = ["Martin, Claire", "#1", " devant", "derrière ", " ", '"x"+<y>;=z', "a\\b", "*)(uid=*", "Zoë", "x\x00y", "été\n"]
values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=64)


@pytest.mark.parametrize("value", HARD)
def test_a_name_comes_back_as_it_was(value: str) -> None:
    whole = dn(("CN", value), ("OU", "Compta"), below="DC=ad,DC=lan")
    assert parsed(whole) == (("CN", value), ("OU", "Compta"), ("DC", "ad"), ("DC", "lan"))


@given(st.lists(st.tuples(st.sampled_from(["CN", "OU"]), values), min_size=1, max_size=4))
def test_every_name_comes_back_as_it_was(rdns: list[tuple[str, str]]) -> None:
    assert parsed(dn(*rdns)) == tuple(rdns)


@given(values)
def test_a_value_never_adds_a_step(value: str) -> None:
    """In the eyes of a parser that is not ours."""
    assert len(parse_dn(dn(("CN", value), below="DC=lan"))) == 2


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"CN=Martin\, Claire,DC=lan", "Martin, Claire"),
        (r"CN=Martin\2C Claire,DC=lan", "Martin, Claire"),
        (r"CN=Lu\C4\8Di\C4\87,DC=lan", "Lučić"),
        (r"cn=\#1\ ,DC=lan", "#1 "),
    ],
)
def test_other_ways_to_write_it_are_read(written: str, value: str) -> None:
    assert parsed(written)[0][1] == value


def test_two_ways_to_write_a_name_are_one_name() -> None:
    assert key(r"CN=Martin\, Claire,OU=X,DC=lan") == key(r"cn=MARTIN\2c claire, ou=x,dc=LAN")
    assert key("CN=a,DC=lan") != key("CN=b,DC=lan")


def test_the_root_has_no_step() -> None:
    assert parsed("") == ()


@pytest.mark.parametrize("wrong", ["nothing", ",", "=x"])
def test_what_is_no_name_is_told(wrong: str) -> None:
    with pytest.raises(ValueError, match="distinguished name"):
        parsed(wrong)


@pytest.mark.parametrize(
    ("value", "expected"), [("*)(uid=*", r"\2a\29\28uid=\2a"), ("a\\b", r"a\5cb"), ("x\0", r"x\00"), ("Zoë", "Zoë")]
)
def test_a_value_of_a_filter_stands_for_itself(value: str, expected: str) -> None:
    assert literal(value) == expected
