"""Comparing a directory, case by case: one line a change, and what is refused before anything changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ccp3lab.directory.entry import Entry
from ccp3lab.errors import DirectoryError
from tasks.directory_compare import NOTHING, compare
from tasks.directory_found import Sort, Thing
from tasks.directory_intent import NEW_DOMAIN, Group, Home, Ou, Policy, Scope, User, Wanted, WellKnown
from tests.tasks.ad_model import BASE, Model, brought, unmarked


def user(login: str, **more: object) -> User:
    return replace(User(login, ("A",), login.title()), **more)


def directory(*people: User, groups: tuple[Group, ...] = ()) -> Wanted:
    return Wanted((Ou(("A",), protected=False), Ou(("C",), protected=False)), people, groups)


def made(wanted: Wanted) -> Model:
    model = Model()
    brought(model, wanted)
    return model


def lines(model: Model, wanted: Wanted, unwanted: Wanted = NOTHING) -> list[str]:
    return [change.line for change in compare(wanted, model.found(), unwanted)]


ANN = user("ann", number="1", title="Vendeur")
DNS = "ad.test.lan"
LONG = "x" * 64
CHANGES = [
    (replace(ANN, title="Chef"), ["~ user ann: title Vendeur -> Chef"]),
    (replace(ANN, title=""), ["~ user ann: title Vendeur -> nothing"]),
    (replace(ANN, path=("C",)), [f"~ user ann: CN=Ann,OU=A,{BASE} -> CN=Ann,OU=C,{BASE}"]),
    (replace(ANN, name="ANN"), [f"~ user ann: CN=Ann,OU=A,{BASE} -> CN=ANN,OU=A,{BASE}"]),
    (replace(ANN, name=LONG), [f"~ user ann: CN=Ann,OU=A,{BASE} -> CN={LONG},OU=A,{BASE}"]),
    (replace(ANN, login="anna"), ["~ user ann: sAMAccountName ann -> anna"]),
    (replace(ANN, enabled=False), ["~ user ann: userAccountControl 512 -> 514"]),
    (replace(ANN, expires=date(2026, 12, 31)), ["~ user ann: accountExpires nothing -> 2027-01-01 00:00 UTC"]),
    (replace(ANN, hours=bytes(20) + b"\xff"), ["~ user ann: logonHours nothing -> (21 octets)"]),
    (
        replace(ANN, home=Home("P:", r"\\fs1\ann")),
        [r"~ user ann: homeDrive nothing -> P:, homeDirectory nothing -> \\fs1\ann"],
    ),
    (replace(ANN, must_change=False), []),
    (
        replace(ANN, login="ANN"),
        [f"~ user ANN: sAMAccountName ann -> ANN, userPrincipalName ann@{DNS} -> ANN@{DNS}"],
    ),
]


@pytest.mark.parametrize(("then", "told"), CHANGES)
def test_a_change_of_a_person_is_one_line(then: User, told: list[str]) -> None:
    model = made(directory(ANN))
    assert lines(model, directory(then)) == told
    brought(model, directory(then))
    assert lines(model, directory(then)) == []
    assert len(model.passwords) == 1


def test_the_way_back_is_as_good() -> None:
    then = replace(ANN, expires=date(2026, 12, 31), hours=bytes(21), enabled=False, home=Home("P:", "x"))
    model = made(directory(then))
    brought(model, directory(ANN))
    assert lines(model, directory(ANN)) == []


def test_two_people_can_swap_names_logins_and_places() -> None:
    first = directory(user("ann", number="1"), user("bea", number="2"))
    second = directory(user("bea", number="1"), user("ann", number="2"))
    model = made(first)
    rids = {thing.number: thing.rid for thing in model.things.values()}
    brought(model, second)
    assert {thing.number: thing.rid for thing in model.things.values()} == rids
    assert model.found().by_login["ann"].number == "2"


def test_a_number_is_stronger_than_a_login() -> None:
    """Who was `ann` is now `anna`; another person is `ann`."""
    model = made(directory(ANN))
    old = model.found().by_login["ann"].rid
    brought(model, directory(user("ann", number="9", name="Ann 2"), replace(ANN, login="anna")))
    assert model.found().by_login["anna"].rid == old
    assert model.found().by_login["ann"].rid != old


def test_somebody_who_leaves_frees_the_name_for_who_comes() -> None:
    model = made(directory(ANN))
    assert lines(model, directory(replace(ANN, number="7"))) == ["- user ann", "+ user ann in A"]
    brought(model, directory(replace(ANN, number="7")))
    assert model.found().by_number.keys() == {"7"}


def by_hand(model: Model, login: str, **values: bytes) -> None:
    """What a learner did to an account: without our mark."""
    at = model.found().by_login[login].key
    unmarked(model)
    given = {name.lower(): (value,) for name, value in values.items()}
    entry = model.things[at].entry
    model.things[at] = replace(model.things[at], entry=replace(entry, values={**entry.values, **given}))


def test_an_account_of_somebody_else_is_taken_over() -> None:
    model = made(directory(ANN))
    by_hand(model, "ann")
    assert lines(model, directory(ANN)) == ["~ ou A: taken over", "~ ou C: taken over", "~ user ann: taken over"]


@pytest.mark.parametrize(
    ("control", "since", "secret"),
    [(b"546", b"0", True), (b"514", b"0", True), (b"514", b"1", False), (b"544", b"1", False), (b"512", b"0", False)],
)
def test_nothing_is_enabled_that_may_have_no_password(control: bytes, since: bytes, secret: bool) -> None:
    model = made(directory(ANN))
    by_hand(model, "ann", userAccountControl=control, pwdLastSet=since)
    (change,) = [change for change in compare(directory(ANN), model.found()) if "user ann" in change.line]
    assert change.password_of == ("ann" if secret else "")
    assert ("initial password" in change.line) is secret


@pytest.mark.parametrize("must_change", [True, False])
def test_an_initial_password_must_be_changed_whenever_it_is_given(must_change: bool) -> None:
    one = replace(ANN, must_change=must_change)
    model = made(directory(one))
    by_hand(model, "ann", userAccountControl=b"544", pwdLastSet=b"0")
    (change,) = [change for change in compare(directory(one), model.found()) if "user ann" in change.line]
    assert ("pwdLastSet" in change.values) is must_change


def test_a_disabled_account_that_stays_so_needs_no_password() -> None:
    model = made(directory(replace(ANN, enabled=False)))
    by_hand(model, "ann", userAccountControl=b"546", pwdLastSet=b"0")
    changes = compare(directory(replace(ANN, enabled=False)), model.found())
    assert not [change for change in changes if getattr(change, "password_of", "")]


def test_what_came_with_the_domain_and_administrators_are_never_deleted() -> None:
    model = made(directory(ANN, user("bea"), user("cyr"), user("dan")))
    for login, values in (("ann", {"adminCount": b"1"}), ("bea", {"isCriticalSystemObject": b"TRUE"})):
        at = model.found().by_login[login].key
        given = {name.lower(): (value,) for name, value in values.items()}
        model.things[at] = replace(
            model.things[at], entry=replace(model.things[at].entry, values={**model.things[at].entry.values, **given})
        )
    at = model.found().by_login["cyr"].key
    model.things[at] = replace(model.things[at], rid=501)
    assert lines(model, Wanted(), directory(ANN, user("cyr"))) == ["- user dan", "- ou C"]


def test_an_ou_that_holds_what_is_not_ours_stays() -> None:
    model = made(directory(ANN))
    foreign = Thing(Sort.OTHER, Entry(f"CN=printer,OU=A,{BASE}"))
    model.things[foreign.key] = foreign
    brought(model, Wanted())
    assert {thing.name for thing in model.things.values()} == {"A", "printer"}
    assert lines(model, Wanted()) == []


def test_what_is_not_ours_and_not_named_is_left_alone() -> None:
    model = made(directory(ANN))
    unmarked(model)
    assert lines(model, Wanted()) == []


def wrong(model: Model, wanted: Wanted) -> str:
    with pytest.raises(DirectoryError) as caught:
        compare(wanted, model.found())
    return str(caught.value)


def test_a_logon_name_of_somebody_who_is_not_ours_is_told_before_anything_changes() -> None:
    model = made(directory(ANN))
    unmarked(model)
    told = wrong(model, directory(replace(ANN, number="2", name="Ann 2")))
    assert told == f"user ann: that logon name is taken by CN=Ann,OU=A,{BASE}, not managed here; rename either"


def test_a_place_that_is_not_free_is_told() -> None:
    model = made(directory(ANN))
    unmarked(model)
    assert f"CN=Ann,OU=A,{BASE} stands in its place" in wrong(model, directory(user("bea", name="Ann")))


def test_an_account_of_the_domain_is_not_taken_over() -> None:
    model = made(directory(ANN))
    at = model.found().by_login["ann"].key
    model.things[at] = replace(model.things[at], rid=500)
    assert "came with the domain" in wrong(model, directory(ANN))


def test_a_place_without_ou_is_told() -> None:
    assert wrong(Model(), Wanted(users=(ANN,))) == "user ann: no OU A to put it in; add it to the data"


GG, DL, U = (Group(f"{scope}", ("A",), scope) for scope in (Scope.GLOBAL, Scope.DOMAIN_LOCAL, Scope.UNIVERSAL))


@pytest.mark.parametrize(
    ("holder", "member", "fine"),
    [(DL, GG, True), (DL, U, True), (U, GG, True), (GG, DL, False), (U, DL, False), (GG, U, False)],
)
def test_groups_hold_what_windows_lets_them_hold(holder: Group, member: Group, fine: bool) -> None:
    wanted = directory(groups=(replace(holder, members=(member.name,)), member))
    if fine:
        assert compare(wanted, Model().found())
    else:
        assert f"cannot hold {member.name} ({member.scope}), Windows refuses it" in wrong(Model(), wanted)


def test_a_member_that_nobody_knows_is_told() -> None:
    told = wrong(Model(), directory(groups=(replace(GG, members=("nobody", WellKnown.DOMAIN_USERS)),)))
    assert told.count("no member") == 2


def test_groups_in_a_circle_are_told() -> None:
    circle = replace(U, name="U1", members=("U2",)), replace(U, name="U2", members=("U1",))
    assert "they hold each other in a circle" in wrong(Model(), directory(groups=circle))


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = wrong(Model(), Wanted(users=(ANN, user("bea")), groups=(replace(GG, members=("nobody",)),)))
    assert len(told.splitlines()) == 4


def test_members_are_told_by_their_logins_and_not_all_of_many() -> None:
    people = [user(f"u{i:02}") for i in range(15)]
    wanted = directory(*people, groups=(replace(GG, members=tuple(p.login for p in people)),))
    last = lines(Model(), wanted)[-1]
    assert last.startswith("~ group global: + u00, + u01")
    assert last.endswith("+ u11, + 3 more")


def test_a_policy_is_one_change_and_leaves_other_bits() -> None:
    policy = Policy(12, True, 5, timedelta(0), timedelta(days=90), 5, timedelta(0), timedelta(minutes=30))
    model = Model(head=Entry(BASE, {"pwdproperties": (b"16",), "minpwdlength": (b"12",)}))
    wanted = Wanted(policy=policy)
    (change,) = compare(wanted, model.found())
    assert dict(change.values) == {
        "pwdProperties": (b"17",),
        "pwdHistoryLength": (b"5",),
        "minPwdAge": (b"0",),
        "maxPwdAge": (b"-77760000000000",),
        "lockoutThreshold": (b"5",),
        "lockoutDuration": (b"-9223372036854775808",),
        "lockOutObservationWindow": (b"-18000000000",),
    }
    model.apply(change)
    assert compare(wanted, model.found()) == ()


def test_a_policy_that_was_the_learners_job_is_undone() -> None:
    """`push --state start` left it: who began again found the policy of the last time."""
    policy = Policy(12, False, 5, timedelta(0), timedelta(days=90), 5, timedelta(0), timedelta(hours=1))
    model, unwanted = Model(), Wanted(policy=policy)
    for change in compare(unwanted, model.found()):
        model.apply(change)
    (change,) = compare(Wanted(), model.found(), unwanted)
    model.apply(change)
    assert compare(Wanted(policy=NEW_DOMAIN), model.found()) == ()
    assert compare(Wanted(), model.found(), unwanted) == ()
    assert compare(replace(unwanted, policy=None), model.found()) == (), "nobody asked: it stays"
    (back,) = compare(unwanted, model.found(), unwanted)
    assert back.values["minPwdLength"] == (b"12",), "what the lab has there before is not undone"


def test_no_password_is_in_any_change() -> None:
    changes = compare(directory(ANN), Model().found())
    assert not [change for change in changes if "unicodePwd" in getattr(change, "values", {})]
