"""Logins: unique, 20 characters at most, ASCII, and they stay with their person whoever comes or goes."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.people import Person, clashes, logins
from ccp3lab.people.logins import RESERVED, speakable

LOGIN = re.compile(r"[a-z0-9.-]{1,20}")


def person(number: str, given: str, surname: str, login: str = "") -> Person:
    return Person(2, number, surname, given, "Atelier", login=login)


@pytest.mark.parametrize(
    ("given", "surname", "login"),
    [
        ("Claire", "Martin", "cmartin"),
        ("Agnès", "Lefèvre", "alefevre"),
        ("Élise", "N'Guyen", "enguyen"),
        ("Éloïse", "d\u2019Arc", "edarc"),
        ("Jean-Pierre", "Le Goff", "jlegoff"),
        ("Marie Noëlle", "de La Tour", "mdelatour"),
        ("Zoé", "Dupont-Durand", "zdupontdurand"),
        ("Œdipe", "Lebœuf", "olebœuf".replace("œ", "oe")),
        ("Jörg", "Weiß", "jweiss"),
        ("Søren", "Ærø", "saero"),
        ("Łukasz", "Wałęsa", "lwalesa"),
        ("Þór", "Guðmundsson", "tgudmundsson"),
        ("\u0130brahim", "Y\u0131lmaz", "iyilmaz"),
        ("Đức", "Nguyễn", "dnguyen"),
        ("Anne", "O'Neill III", "aoneilliii"),
        ("Maximilienne", "Vandenbroucke-Schoenmaekers", "mvandenbrouckeschoen"),
    ],
)
def test_the_rule(given: str, surname: str, login: str) -> None:
    assert logins([person("1", given, surname)], {}) == {"1": login}


def test_homonyms_get_numbers_by_seniority() -> None:
    people = [person("A10", "Chloé", "Martin"), person("A9", "Claire", "Martin"), person("A11", "Cyril", "Martin")]
    assert logins(people, {}) == {"A9": "cmartin", "A10": "cmartin2", "A11": "cmartin3"}


def test_a_long_homonym_stays_within_20() -> None:
    people = [person(str(number), "Max", "Vandenbrouckeschoenmaekers") for number in range(1, 102)]
    found = logins(people, {})
    assert (found["1"], found["2"], found["101"]) == (
        "mvandenbrouckeschoen",
        "mvandenbrouckeschoe2",
        "mvandenbrouckesch101",
    )


def test_a_stem_that_looks_like_a_number_of_another_is_told_apart() -> None:
    people = [person("1", "A", "B2"), person("2", "A", "B"), person("3", "A", "B")]
    assert logins(people, {}) == {"1": "ab2", "2": "ab", "3": "ab3"}


def test_accounts_of_the_domain_are_nobodys() -> None:
    assert logins([person("1", "G", "Uest")], {}) == {"1": "guest2"}


def test_a_name_that_changes_keeps_its_login() -> None:
    assert logins([person("7", "Claire", "Bernard")], {"7": "cmartin"}) == {"7": "cmartin"}


def test_the_login_of_who_left_is_not_given_away() -> None:
    assert logins([person("8", "Chloé", "Martin")], {"7": "cmartin"}) == {"8": "cmartin2"}


def test_a_login_that_the_list_imposes_comes_first() -> None:
    people = [person("1", "Claire", "Martin"), person("2", "Chloé", "Martin", "cmartin")]
    assert logins(people, {}) == {"1": "cmartin2", "2": "cmartin"}


@pytest.mark.parametrize(("login", "clash"), [("cmartin", True), ("krbtgt", True), ("chloe", False), ("", False)])
def test_an_imposed_login_that_is_another_accounts_is_told(login: str, clash: bool) -> None:
    found = list(clashes([person("2", "Chloé", "Martin", login)], {"1": "CMartin"}))
    assert [str(problem) for problem in found] == (
        [f"login `{login}` is another account's already; choose another one, or leave the cell empty"] if clash else []
    )


def test_ones_own_login_is_no_clash() -> None:
    assert list(clashes([person("1", "Chloé", "Martin", "cmartin")], {"1": "cmartin"})) == []


NAMES = st.text(st.sampled_from("aZéÀœßøŁ\u0301\u2019-' 7д李"), min_size=1, max_size=24)
CLOSE = st.sampled_from(["Martin", "martin", "Märtin", "Martin2", "Mar-tin", "Vandenbrouckeschoenmaekers"])
IMPOSED = st.text(string.ascii_lowercase, max_size=3)


@st.composite
def crowds(draw: st.DrawFn) -> list[Person]:
    """People with different numbers, many of them homonyms."""
    one = st.tuples(st.integers(1, 10_000), st.one_of(st.sampled_from("AaÀB"), NAMES), st.one_of(CLOSE, NAMES))
    every = draw(st.lists(one, unique_by=lambda made: made[0], max_size=12))
    named = [person(str(number), given, surname) for number, given, surname in every]
    return [made for made in named if speakable(made)]


@given(crowds())
def test_unique_short_and_plain(people: list[Person]) -> None:
    found = logins(people, {})
    assert found.keys() == {made.number for made in people}
    assert len(set(found.values())) == len(people)
    assert all(LOGIN.fullmatch(login) and login not in RESERVED for login in found.values())


@given(crowds(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(people: list[Person], random) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)
    assert logins(shuffled, {}) == logins(people, {})


@given(crowds(), crowds(), st.data())
def test_an_account_keeps_its_login_whoever_comes_or_goes(
    old: list[Person], new: list[Person], data: st.DataObject
) -> None:
    before = logins(old, {})
    stay = data.draw(st.lists(st.sampled_from(old), unique=True)) if old else []
    fresh = [made for made in new if made.number not in before]
    after = logins([*stay, *fresh], before)
    assert {made.number: after[made.number] for made in stay} == {made.number: before[made.number] for made in stay}
    assert len({*before.values()} | {after[made.number] for made in fresh}) == len(before) + len(fresh)


@given(crowds())
def test_newcomers_have_higher_numbers_and_change_nobody(people: list[Person]) -> None:
    """So that a list alone is enough while nobody leaves it: no account need be looked up."""
    ordered = sorted(people, key=lambda made: int(made.number))
    whole = logins(ordered, {})
    half = ordered[: len(ordered) // 2]
    assert logins(half, {}) == {made.number: whole[made.number] for made in half}
