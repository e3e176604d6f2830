"""Names and scopes, changed one after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.directory_intent import Scope
from tasks.directory_order import rescoped, untangled

G, L, U = Scope.GLOBAL, Scope.DOMAIN_LOCAL, Scope.UNIVERSAL


@pytest.mark.parametrize(
    ("wishes", "steps"),
    [
        ({}, []),
        ({"a": "b"}, [("a", "b")]),
        ({"a": "b", "b": "c"}, [("b", "c"), ("a", "b")]),
        ({"a": "a"}, [("a", "a")]),
        ({"a": "b", "b": "a"}, [("a", "-a"), ("b", "a"), ("-a", "b")]),
    ],
)
def test_a_name_is_given_when_it_is_free(wishes: dict[str, str], steps: list[tuple[str, str]]) -> None:
    assert list(untangled(wishes, lambda name: f"-{name}")) == steps


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_any_change_of_names_is_possible_step_by_step(order: list[int], few: set[int]) -> None:
    wishes = {now: then for now, then in enumerate(order) if now != then}
    names = {now: now for now in range(6)}
    for now, then in untangled(wishes, lambda name: -name - 1):
        assert then not in names
        names[then] = names.pop(now)
    assert names == {then: now for now, then in enumerate(order)}


@pytest.mark.parametrize(
    ("changes", "holders", "steps"),
    [
        ({"a": (G, L)}, {}, [("a", U), ("a", L)]),
        ({"a": (L, G)}, {}, [("a", U), ("a", G)]),
        ({"a": (G, U)}, {}, [("a", U)]),
        ({"a": (U, L)}, {}, [("a", L)]),
        ({"in": (G, U), "out": (G, U)}, {"in": ["out"]}, [("out", U), ("in", U)]),
        ({"out": (U, G), "in": (U, G)}, {"in": ["out"]}, [("in", G), ("out", G)]),
        ({"in": (L, U), "out": (L, U)}, {"in": ["out"]}, [("in", U), ("out", U)]),
        ({"in": (G, U), "out": (G, U)}, {"in": ["mid"], "mid": ["out"]}, [("out", U), ("in", U)]),
    ],
)
def test_scopes_go_through_universal_from_the_right_end(changes, holders, steps) -> None:
    assert list(rescoped(changes, holders)) == steps
