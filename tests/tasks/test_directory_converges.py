"""Comparing a directory: after the changes nothing is left to change, wherever they were interrupted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.directory_compare import compare
from tasks.directory_intent import Computer, Group, Kind, Ou, Scope, User, Wanted
from tasks.directory_order import HOLDS
from tests.tasks.ad_model import Model, brought, unmarked

PLACES = [("A",), ("A", "B"), ("C",)]
NAMES = ["Ann", "Bea", "Cyr"]
NUMBERS = ["", "1", "2"]
GROUPS = ["GG_x", "GG_y", "DL_x", "U_x"]

users = st.builds(
    User,
    login=st.sampled_from(["ann", "bea", "cyr", "dan"]),
    path=st.sampled_from(PLACES),
    name=st.sampled_from(NAMES),
    number=st.sampled_from(NUMBERS),
    title=st.sampled_from(["", "Vendeur", "Chef"]),
    enabled=st.booleans(),
    must_change=st.booleans(),
    hours=st.sampled_from([None, bytes(21)]),
)


@st.composite
def wholes(draw: st.DrawFn) -> Wanted:
    """A directory that Windows would take."""
    people = draw(
        st.lists(users, max_size=4, unique_by=(lambda u: u.login, lambda u: (u.path, u.name), lambda u: u.number or u))
    )
    scopes = {name: draw(st.sampled_from(Scope)) for name in draw(st.sets(st.sampled_from(GROUPS)))}
    groups = []
    for name, scope in scopes.items():
        may = [other for other in scopes if other > name and scopes[other] in HOLDS[scope]]  # no circle
        members = draw(st.sets(st.sampled_from([*may, *(user.login for user in people)]))) if may or people else set()
        kind, path = draw(st.sampled_from(Kind)), draw(st.sampled_from(PLACES))
        groups.append(Group(name, path, scope, kind, members=tuple(sorted(members))))
    computers = [Computer("PC1", draw(st.sampled_from(PLACES)))] if draw(st.booleans()) else []
    used = {one.path for one in (*people, *groups, *computers)}
    needed = {path[:depth] for path in used for depth in (1, 2)} | draw(st.sets(st.sampled_from([("A",), ("C",)])))
    ous = tuple(Ou(path, draw(st.booleans())) for path in sorted(needed))
    return Wanted(ous, tuple(people), tuple(groups), tuple(computers))


@given(wholes())
def test_from_nothing_all_is_there_and_nothing_is_left_to_change(wanted: Wanted) -> None:
    model = Model()
    brought(model, wanted)
    assert compare(wanted, model.found()) == ()


@settings(max_examples=300)
@given(wholes(), wholes(), st.data())
def test_from_one_directory_to_another_interrupted_anywhere(first: Wanted, second: Wanted, data: st.DataObject) -> None:
    model = Model()
    brought(model, first)
    count = len(compare(second, model.found()))
    brought(model, second, steps=data.draw(st.integers(0, count)))
    brought(model, second)
    assert compare(second, model.found()) == ()


@given(wholes())
def test_what_nobody_wants_any_more_goes_to_the_last_object(wanted: Wanted) -> None:
    model = Model()
    brought(model, wanted)
    brought(model, Wanted())
    assert model.things == {}


@given(wholes())
def test_what_a_learner_made_by_hand_goes_too_where_it_is_named(wanted: Wanted) -> None:
    model = Model()
    brought(model, wanted)
    unmarked(model)
    brought(model, Wanted())
    assert len(model.things) == len(wanted.ous) + len(wanted.users) + len(wanted.groups) + len(wanted.computers)
    brought(model, Wanted(), unwanted=wanted)
    assert model.things == {}
