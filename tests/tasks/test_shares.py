"""From a rights table to changes: what is missing, what is too much, in which order, and that it converges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import (
    BELOW,
    HERE,
    Control,
    Descriptor,
    Inherit,
    Right,
    Sid,
    allow,
    deny,
    effective,
    known,
    network_token,
    strongest,
    text,
)
from tasks.shares_change import AddShare, ClearFolder, DeleteShare, MakeFolder, SecureItem
from tasks.shares_compare import compare
from tasks.shares_found import Found, Node
from tasks.shares_intent import ROOT, Given, Root, Shared, Wanted, names
from tasks.shares_rights import of_folder, of_share
from tests.tasks.shares_model import applied

DOMAIN = Sid.parse("S-1-5-21-1-2-3")
SIDS = {"DL_Compta_R": DOMAIN.member(1101), "DL_Compta_RW": DOMAIN.member(1102), "DL_Rh_RW": DOMAIN.member(1103)}
USER = DOMAIN.member(1200)
COMPTA = Shared("compta", ("compta",), (Given("DL_Compta_RW", Right.CHANGE), Given("DL_Compta_R", Right.READ)))
WANTED = Wanted((COMPTA,))
NOTHING = Found({}, {})
DONE = applied(NOTHING, compare(WANTED, NOTHING, ROOT, SIDS))


def told(wanted: Wanted, found: Found) -> list[str]:
    return [change.line for change in compare(wanted, found, ROOT, SIDS)]


def test_a_server_that_shares_nothing() -> None:
    changes = compare(WANTED, NOTHING, ROOT, SIDS)
    assert [type(change) for change in changes] == [MakeFolder, SecureItem, AddShare]
    assert "\n".join(change.line for change in changes) == (
        "+ folder C:\\srv\\compta\n"
        "~ rights of C:\\srv\\compta\n"
        "  ~ inheritance off\n"
        "  + DL_Compta_RW: change\n"
        "  + DL_Compta_R: read\n"
        "  + Administrators: full\n"
        "  + SYSTEM: full\n"
        "+ share compta of C:\\srv\\compta\n"
        "  + Authenticated Users: full (here only)\n"
        "  + Administrators: full (here only)"
    )


def test_the_second_time_nothing_changes() -> None:
    assert compare(WANTED, DONE, ROOT, SIDS) == ()


def test_descriptors_of_a_row() -> None:
    denied = Shared("x", ("x",), (Given("DL_Compta_RW", Right.CHANGE), Given("DL_Compta_R", Right.CHANGE, denied=True)))
    assert text(of_folder(denied, SIDS)) == (
        "D:PARAI(D;OICI;0x10116;;;S-1-5-21-1-2-3-1101)(A;OICI;0x1301bf;;;S-1-5-21-1-2-3-1102)"
        "(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)"
    )
    assert text(of_share(COMPTA, SIDS)) == "D:(A;;FA;;;AU)(A;;FA;;;BA)"


@pytest.mark.parametrize(
    ("groups", "right"),
    [(["DL_Compta_RW"], Right.CHANGE), (["DL_Compta_R"], Right.READ), (["DL_Rh_RW"], None), ([], None),
     (["DL_Compta_R", "DL_Compta_RW"], Right.CHANGE)],
)  # fmt: skip
def test_users_have_what_the_table_says(groups: list[str], right: Right | None) -> None:
    token = network_token(USER, [SIDS[group] for group in groups])
    assert strongest(effective(of_share(COMPTA, SIDS), of_folder(COMPTA, SIDS), token)) is right


@pytest.mark.parametrize(("right", "left"), [(Right.READ, None), (Right.CHANGE, Right.READ), (Right.FULL, None)])
def test_a_refusal_stands_above_other_groups(right: Right, left: Right | None) -> None:
    rows = (Given("DL_Compta_RW", Right.FULL), Given("DL_Compta_R", right, denied=True))
    share = Shared("x", ("x",), rows)
    token = network_token(USER, [SIDS["DL_Compta_RW"], SIDS["DL_Compta_R"]])
    assert strongest(effective(of_share(share, SIDS), of_folder(share, SIDS), token)) is left


def test_a_group_that_the_domain_does_not_have() -> None:
    with pytest.raises(ShareError, match="share `compta`: the domain has no group `DL_Compta_R`"):
        compare(WANTED, NOTHING, ROOT, {"DL_Compta_RW": SIDS["DL_Compta_RW"]})


def test_names_are_those_of_groups() -> None:
    share = Shared("x", ("x",), (Given("b", Right.READ), Given(known.EVERYONE, Right.READ)), (Given("a", Right.FULL),))
    assert names(Wanted((share, COMPTA))) == ("DL_Compta_R", "DL_Compta_RW", "a", "b")


def test_what_is_too_much_goes() -> None:
    open_to_all = Descriptor((*DONE.folders[("compta",)].security.dacl, allow(known.EVERYONE, 0x1F01FF, BELOW)))
    found = Found(DONE.shares, {("compta",): Node(open_to_all)})
    assert told(WANTED, found) == ["~ rights of C:\\srv\\compta\n  ~ inheritance off\n  - Everyone: full"]


def test_a_right_of_a_user_is_too_much() -> None:
    mine = Descriptor((*DONE.folders[("compta",)].security.dacl, allow(USER, 0x116)), control=Control.PROTECTED)
    found = Found(DONE.shares, {("compta",): Node(mine)})
    assert told(WANTED, found) == [f"~ rights of C:\\srv\\compta\n  - {USER}: 0x116 (here only)"]


def test_permissions_of_the_share_are_set_right() -> None:
    found = Found({"compta": (r"C:\srv\compta", Descriptor((allow(known.EVERYONE, Right.READ.value),)))}, DONE.folders)
    assert told(WANTED, found) == [
        "~ permissions of share compta\n  - Everyone: read (here only)\n"
        "  + Authenticated Users: full (here only)\n  + Administrators: full (here only)"
    ]


def test_a_share_of_another_folder_is_made_anew() -> None:
    found = Found({"compta": (r"C:\srv\vieux", DONE.shares["compta"][1])}, DONE.folders)
    changes = compare(WANTED, found, ROOT, SIDS)
    assert [type(change) for change in changes] == [DeleteShare, AddShare]
    assert changes[0].line == r"- share compta of C:\srv\vieux"


def test_spelling_of_a_path_does_not_matter() -> None:
    assert told(WANTED, Found({"compta": (r"c:\SRV\Compta", DONE.shares["compta"][1])}, DONE.folders)) == []


def test_shares_of_others_stay_and_unwanted_ones_go() -> None:
    others = {**DONE.shares, "srv$": (r"C:\srv", Descriptor(None)), "commun": (r"C:\srv\commun", Descriptor(None))}
    assert told(WANTED, Found(others, DONE.folders)) == []
    assert told(Wanted((COMPTA,), ("Commun", "absent")), Found(others, DONE.folders)) == ["- share commun"]


def test_folders_that_must_go_are_cleared_after_their_shares() -> None:
    wanted = Wanted(unwanted=("compta",), cleared=(("compta",), ("absent",)))
    changes = compare(wanted, DONE, ROOT, SIDS)
    assert [change.line for change in changes] == [
        "- share compta", r"- folder C:\srv\compta with all that is in it",
    ]  # fmt: skip
    assert isinstance(changes[1], ClearFolder)
    assert applied(DONE, changes) == NOTHING
    assert compare(wanted, NOTHING, ROOT, SIDS) == ()


def test_folders_around_are_made_once() -> None:
    deep = [Shared(name, ("services", name), ()) for name in ("compta", "rh")]
    made = [
        change.path for change in compare(Wanted(tuple(deep)), NOTHING, ROOT, SIDS) if isinstance(change, MakeFolder)
    ]
    assert made == [("services",), ("services", "compta"), ("services", "rh")]


def test_a_windows_server_calls_its_folders_otherwise() -> None:
    root = Root("D$", ("partages",), r"D:\partages")
    assert compare(WANTED, NOTHING, root, SIDS)[-1].line.startswith(r"+ share compta of D:\partages\compta")


def below(**nodes: Node) -> Found:
    top = DONE.folders[("compta",)]
    return Found(DONE.shares, {("compta",): Node(top.security, below=nodes)})


FILE = Node(Descriptor((allow(USER, 0x116), allow(known.EVERYONE, 0x1F01FF, Inherit.INHERITED))), is_folder=False)


def test_what_is_below_inherits_anew_and_keeps_its_own() -> None:
    (line,) = told(WANTED, below(note=FILE))
    assert line.splitlines() == [
        r"~ rights of C:\srv\compta\note",
        "  - Everyone: full (inherited)",
        "  + DL_Compta_RW: change (inherited)",
        "  + DL_Compta_R: read (inherited)",
        "  + Administrators: full (inherited)",
        "  + SYSTEM: full (inherited)",
    ]
    done = applied(below(note=FILE), compare(WANTED, below(note=FILE), ROOT, SIDS))
    assert told(WANTED, done) == []
    assert done.folders[("compta",)].below["note"].security.dacl[0] == allow(USER, 0x116)


def test_a_folder_without_inheritance_is_left_alone() -> None:
    closed = Node(Descriptor((), control=Control.PROTECTED), below={"note": FILE})
    assert told(WANTED, below(prive=closed)) == []


flags = st.sampled_from([HERE, BELOW, Inherit.FILES, Inherit.FOLDERS, BELOW | Inherit.ONLY, BELOW | Inherit.INHERITED])
entries = st.lists(
    st.builds(
        lambda make, sid, mask, flag: make(sid, mask, flag),
        st.sampled_from([allow, deny]),
        st.sampled_from([*SIDS.values(), known.EVERYONE, known.CREATOR_OWNER, USER]),
        st.sampled_from([*(right.value for right in Right), 0x116, 0x10000000]),
        flags,
    ),
    max_size=4,
).map(tuple)
securities = st.builds(
    Descriptor,
    st.none() | entries,
    owner=st.sampled_from([None, USER]),
    control=st.sampled_from([Control(0), Control.PROTECTED]),
)
files = st.builds(Node, securities, st.just(False))
folders = st.recursive(
    st.builds(Node, securities),
    lambda inner: st.builds(
        Node, securities, st.just(True), st.dictionaries(st.sampled_from("abc"), inner | files, max_size=3)
    ),
    max_leaves=6,
)
rows = st.lists(
    st.builds(Given, st.sampled_from([*SIDS, known.EVERYONE]), st.sampled_from(Right), st.booleans()), max_size=4
).map(tuple)
tables = st.builds(lambda rights, through: Wanted((Shared("compta", ("compta",), rights, through),)), rows, rows)


@given(tables, st.none() | folders, st.none() | securities)
def test_from_wherever_it_converges_at_once(wanted: Wanted, folder: Node | None, share: Descriptor | None) -> None:
    found = Found(
        {"compta": (r"C:\srv\compta", share)} if share and folder else {}, {("compta",): folder} if folder else {}
    )
    done = applied(found, compare(wanted, found, ROOT, SIDS))
    assert compare(wanted, done, ROOT, SIDS) == ()
