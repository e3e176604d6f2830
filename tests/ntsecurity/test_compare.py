"""Lists that mean the same, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.ntsecurity import BELOW, Control, Descriptor, Right, allow, deny, difference, granted, known
from tests.ntsecurity.made import account, descriptors

READERS, WRITERS, USER = account(1105), account(1106), account(1107)
READ = allow(READERS, Right.READ.value, BELOW)
CHANGE = allow(WRITERS, Right.CHANGE.value, BELOW)
NEVER = deny(USER, Right.FULL.value, BELOW)
WANTED = Descriptor((NEVER, READ, CHANGE), control=Control.PROTECTED)


@pytest.mark.parametrize(
    "found",
    [
        WANTED,
        Descriptor(WANTED.dacl, owner=USER, control=Control.PROTECTED | Control.INHERITED),
        Descriptor((NEVER, CHANGE, READ), control=Control.PROTECTED),
    ],
)
def test_the_same_meaning(found: Descriptor) -> None:
    assert not difference(WANTED, found)
    assert difference(WANTED, found).lines() == ()


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (Descriptor((NEVER, READ), control=Control.PROTECTED), (f"+ (A;OICI;0x1301bf;;;{WRITERS})",)),
        (Descriptor((NEVER, READ, CHANGE, allow(known.EVERYONE, 0x1F01FF)), control=Control.PROTECTED),
         ("- (A;;FA;;;WD)",)),
        (Descriptor((NEVER, READ, READ, CHANGE), control=Control.PROTECTED), (f"- (A;OICI;0x1200a9;;;{READERS})",)),
        (Descriptor((READ, CHANGE, NEVER), control=Control.PROTECTED), ("~ order of the entries",)),
        (Descriptor(WANTED.dacl), ("~ inheritance off",)),
        (Descriptor((NEVER, allow(READERS, Right.READ.value), CHANGE), control=Control.PROTECTED),
         (f"- (A;;0x1200a9;;;{READERS})", f"+ (A;OICI;0x1200a9;;;{READERS})")),
    ],
)  # fmt: skip
def test_what_differs_is_told_line_by_line(found: Descriptor, lines: tuple[str, ...]) -> None:
    assert difference(WANTED, found).lines() == lines


def test_a_null_list_is_everything_for_everyone() -> None:
    null, nobody = Descriptor(None), Descriptor(())
    assert difference(nobody, null).lines() == ("- (A;;FA;;;WD)", "- (A;;FA;;;AN)")
    assert difference(null, nobody).lines() == ("+ (A;;FA;;;WD)", "+ (A;;FA;;;AN)")


def test_inheritance_that_must_be_on_is_told() -> None:
    assert difference(Descriptor(()), Descriptor((), control=Control.PROTECTED)).lines() == ("~ inheritance on",)


def test_generic_rights_are_those_that_the_server_wrote_out() -> None:
    assert not difference(Descriptor((allow(USER, 0x10000000),)), Descriptor((allow(USER, 0x1F01FF),)))


@given(descriptors)
def test_nothing_differs_from_itself(descriptor: Descriptor) -> None:
    assert not difference(descriptor, descriptor)


few = st.lists(st.sampled_from([READ, CHANGE, NEVER, deny(READERS, 2), allow(USER, 3)]), max_size=5).map(tuple)


@given(few, few)
def test_equal_lists_give_everyone_the_same(one, other) -> None:
    if not difference(Descriptor(one), Descriptor(other)):
        for token in ({READERS}, {WRITERS, USER}, {READERS, WRITERS, USER}):
            assert granted(Descriptor(one), frozenset(token)) == granted(Descriptor(other), frozenset(token))


@given(few, few)
def test_the_difference_leads_from_one_to_the_other(wanted, found) -> None:
    told = difference(Descriptor(wanted), Descriptor(found))
    left = list(found)
    for entry in told.extra:
        left.remove(entry)
    assert sorted(map(str, (*left, *told.missing))) == sorted(map(str, wanted))
