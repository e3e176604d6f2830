"""Mistakes planted in a long list: exactly their lines are refused, and everybody else has the right login."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.people import logins, staff
from ccp3lab.people.logins import MOST, RESERVED, ascii_name

TITLES = ("Matricule", "Nom", "Prénom", "Service")
SURNAMES = ("Martin", "Lefèvre", "Lebœuf", "d'Arc", "de La Tour", "N'Guyen", "Weiß", "Vandenbroucke-Schoenmaekers")
GIVEN = ("Claire", "Chloé", "Agnès", "Élise", "Jean-Pierre", "Søren")
MISTAKES = {
    "no surname": lambda cells: [cells[0], "", *cells[2:]],
    "no given name": lambda cells: [*cells[:2], " ", cells[3]],
    "no department": lambda cells: cells[:3],
    "no number": lambda cells: ["", *cells[1:]],
    "a formula": lambda cells: [cells[0], "=HYPERLINK(1)", *cells[2:]],
    "another formula": lambda cells: [*cells[:2], "@SUM(A1)", cells[3]],
    "too long": lambda cells: [cells[0], "x" * 65, *cells[2:]],
    "somebody else's number": lambda cells: ["1", *cells[1:]],
    "a cell too many": lambda cells: [*cells, "oups"],
    "a bell": lambda cells: [cells[0], f"{cells[1]}\x07", *cells[2:]],
}
SEPARATORS = {";": ",", ",": ";", "\t": ";"}
"""Each with the wrong one that somebody may type in a line of it."""


@dataclass(frozen=True)
class Planted:
    """A list as bytes; the lines that are bad (from 1), and who stands on each of the others."""

    content: bytes
    bad: frozenset[int]
    good: dict[int, tuple[str, str, str]]


@st.composite
def lists(draw: st.DrawFn) -> Planted:
    separator, end = draw(st.sampled_from(list(SEPARATORS))), draw(st.sampled_from(["\n", "\r\n"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    count = draw(st.integers(1, 60))
    lines, bad, good = [separator.join(TITLES)], set[int](), dict[int, tuple[str, str, str]]()
    for number in range(1, count + 1):
        cells = [str(number), draw(st.sampled_from(SURNAMES)), draw(st.sampled_from(GIVEN)), "Atelier"]
        what = draw(st.sampled_from(["", "", "", "separator", *MISTAKES])) if number > 1 else ""
        if what:
            bad.add(number + 1)
            cells = MISTAKES[what](cells) if what in MISTAKES else cells
        else:
            good[number + 1] = (cells[0], cells[1], cells[2])
        lines.append((SEPARATORS[separator] if what == "separator" else separator).join(cells))
    return Planted((end.join(lines) + end).encode(encoding), frozenset(bad), good)


@settings(max_examples=150)
@given(lists())
def test_exactly_the_bad_lines_are_told(planted: Planted) -> None:
    found = staff(planted.content)
    assert {problem.loc[0] for problem in found.problems} == planted.bad
    assert {one.line: (one.number, one.surname, one.given) for one in found.people} == planted.good


@settings(max_examples=100)
@given(lists(), st.sets(st.sampled_from(["cmartin", "cmartin2", "jlefevre", "edarc"])))
def test_everybody_else_has_the_right_login(planted: Planted, held: set[str]) -> None:
    """Of the rule, unlike anybody else's, and of homonyms the one with the lower number has none in the login."""
    people = staff(planted.content).people
    made = logins(people, {}, RESERVED | held)
    assert len({*made.values()}) == len(people)
    assert not {*made.values()} & (RESERVED | held)
    seen: dict[str, list[str]] = {}
    for one in people:
        stem = (ascii_name(one.given)[:1] + ascii_name(one.surname))[:MOST]
        login = made[one.number]
        digits = re.search(r"\d*$", login)
        assert digits is not None
        assert len(login) <= MOST
        assert login == f"{stem[: MOST - len(digits[0])]}{digits[0]}"
        seen.setdefault(stem, []).append(digits[0])
    for numbers in seen.values():
        ranks = [int(number or 1) for number in numbers]
        assert ranks == sorted(ranks), "homonyms by seniority"
        assert held or ranks == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_wrong_separator_everywhere_is_told_once(separator: str) -> None:
    """No title is found: one message about the titles, not three thousand about lines."""
    text = "Matricule|Nom|Prénom|Service\n" + f"1{separator}A|B|C\n" * 3000
    found = staff(text.encode())
    assert [problem.loc for problem in found.problems] == [(1,)]
    assert found.people == ()
