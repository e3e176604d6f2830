"""What new files and folders take over, as the tables of Windows have it."""

import pytest
from hypothesis import given

from ccp3lab.ntsecurity import HERE, Ace, Descriptor, Foreign, Inherit, Right, allow, granted, known
from ccp3lab.ntsecurity.inherit import by_file, by_folder, creators
from tests.ntsecurity.made import account, aces

GROUP, OWNER = account(1105), account(1104)
MADE_BY = creators(OWNER, None)
OI, CI, NP, IO, ID = Inherit.FILES, Inherit.FOLDERS, Inherit.ONCE, Inherit.ONLY, Inherit.INHERITED


@pytest.mark.parametrize(
    ("flags", "file", "folder"),
    [
        (HERE, None, None),
        (OI | CI, ID, OI | CI | ID),
        (CI, None, CI | ID),
        (OI, ID, OI | IO | ID),
        (OI | CI | IO, ID, OI | CI | ID),
        (OI | CI | NP, ID, ID),
        (CI | NP, None, ID),
        (OI | NP, ID, None),
        (OI | IO, ID, OI | IO | ID),
        (OI | CI | ID, ID, OI | CI | ID),
    ],
)
def test_flags_of_children(flags: Inherit, file: Inherit | None, folder: Inherit | None) -> None:
    above = [allow(GROUP, Right.CHANGE.value, flags)]
    files, folders = by_file(above, MADE_BY), by_folder(above, MADE_BY)
    assert [entry.flags for entry in files] == ([] if file is None else [file])
    assert [entry.flags for entry in folders] == ([] if folder is None else [folder])
    assert {(entry.sid, entry.mask) for entry in (*files, *folders)} <= {(GROUP, Right.CHANGE.value)}


def test_the_creator_becomes_the_owner_and_stays_a_placeholder_below() -> None:
    above = [allow(known.CREATOR_OWNER, Right.FULL.value, OI | CI | IO)]
    assert by_file(above, MADE_BY) == (allow(OWNER, Right.FULL.value, ID),)
    assert by_folder(above, MADE_BY) == (
        allow(OWNER, Right.FULL.value, ID),
        allow(known.CREATOR_OWNER, Right.FULL.value, OI | CI | IO | ID),
    )


def test_generic_rights_are_written_out_where_they_count() -> None:
    above = [allow(GROUP, 0x10000000, OI | CI)]
    assert by_folder(above, MADE_BY) == (allow(GROUP, 0x1F01FF, ID), allow(GROUP, 0x10000000, OI | CI | IO | ID))


def test_entries_of_other_types_are_left_out() -> None:
    above = [Foreign(5, OI | CI, b"\0" * 12)]
    assert by_file(above, MADE_BY) == by_folder(above, MADE_BY) == ()


@given(aces)
def test_what_is_taken_over_says_so_and_a_file_passes_nothing_on(ace: Ace) -> None:
    files, folders = by_file([ace], MADE_BY), by_folder([ace], MADE_BY)
    assert all(entry.flags & ID for entry in (*files, *folders))
    assert not any(entry.flags & (OI | CI | NP | IO) for entry in files)


@given(aces)
def test_a_grandchild_has_what_the_child_passes_on(ace: Ace) -> None:
    """An entry for all below counts for the same users two levels down."""
    entry = Ace(ace.kind, GROUP, ace.mask & 0x1F01FF, OI | CI)
    child = by_folder([entry], MADE_BY)
    grandchild = by_file(by_folder(child, MADE_BY), MADE_BY)
    token = frozenset({GROUP})
    assert granted(Descriptor(child), token) == granted(Descriptor(grandchild), token)
