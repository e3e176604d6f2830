"""The right that is left in the end: in the order of the list, the most restrictive of share and NTFS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import (
    Ace,
    Descriptor,
    Foreign,
    Inherit,
    Kind,
    Right,
    allow,
    decode,
    deny,
    effective,
    encode,
    granted,
    known,
    may_delete,
    network_token,
    strongest,
)
from tests.ntsecurity.made import account

USER, GROUP, OTHER = account(1104), account(1105), account(1106)
TOKEN = network_token(USER, [GROUP, account(known.DOMAIN_USERS)])
READ, CHANGE, FULL = (right.value for right in Right)


def rights(*entries: Ace, owner=None) -> Descriptor:
    return Descriptor(entries, owner=owner)


@pytest.mark.parametrize(
    ("entries", "mask"),
    [
        ((), 0),
        ([allow(GROUP, CHANGE)], CHANGE),
        ([allow(OTHER, FULL)], 0),
        ([allow(USER, READ), allow(GROUP, CHANGE)], CHANGE),
        ([allow(USER, READ), allow(known.USERS, 0x116)], READ | 0x116),
        ([deny(GROUP, FULL), allow(USER, FULL)], 0),
        ([allow(USER, FULL), deny(GROUP, FULL)], FULL),
        ([deny(USER, 0x10116), allow(GROUP, CHANGE)], CHANGE & ~0x10116),
        ([deny(OTHER, FULL), allow(GROUP, READ)], READ),
        ([allow(GROUP, CHANGE, Inherit.FILES | Inherit.ONLY)], 0),
        ([deny(GROUP, FULL, Inherit.FILES | Inherit.ONLY), allow(GROUP, READ)], READ),
        ([allow(GROUP, CHANGE, Inherit.INHERITED)], CHANGE),
        ([allow(known.EVERYONE, 0x10000000)], FULL),
        ([allow(known.AUTHENTICATED_USERS, 0xA0000000)], READ),
        ([allow(known.CREATOR_OWNER, FULL)], 0),
    ],
)
def test_a_list_gives(entries, mask: int) -> None:
    assert granted(rights(*entries), TOKEN) == mask


@pytest.mark.parametrize(
    ("entries", "owner", "mask"),
    [
        ([allow(GROUP, READ)], USER, READ | 0x60000),
        ([deny(USER, FULL)], USER, 0x60000),
        ([], USER, 0x60000),
        ([], GROUP, 0x60000),
        ([], OTHER, 0),
        ([allow(known.OWNER_RIGHTS, READ)], USER, READ),
        ([allow(known.OWNER_RIGHTS, READ)], OTHER, 0),
        ([allow(known.OWNER_RIGHTS, READ, Inherit.FILES | Inherit.ONLY)], USER, 0x60000),
    ],
)
def test_an_owner_may_read_and_change_the_rights(entries, owner, mask: int) -> None:
    assert granted(rights(*entries, owner=owner), TOKEN) == mask


def test_no_list_is_everything_and_an_empty_one_nothing() -> None:
    assert [granted(Descriptor(dacl), TOKEN) for dacl in (None, ())] == [FULL, 0]


@pytest.mark.parametrize(
    ("share", "ntfs", "left"),
    [
        (FULL, CHANGE, Right.CHANGE),
        (READ, FULL, Right.READ),
        (CHANGE, READ, Right.READ),
        (CHANGE, FULL, Right.CHANGE),
        (FULL, FULL, Right.FULL),
        (FULL, 0, None),
        (0, FULL, None),
    ],
)
def test_the_most_restrictive_is_left(share: int, ntfs: int, left) -> None:
    mask = effective(rights(allow(known.EVERYONE, share)), rights(allow(GROUP, ntfs)), TOKEN)
    assert strongest(mask) is left


def test_an_owner_does_not_pass_a_closed_share() -> None:
    assert effective(rights(allow(GROUP, READ)), rights(allow(GROUP, READ), owner=USER), TOKEN) == READ


@pytest.mark.parametrize("kind", [0x04, 0x05, 0x06, 0x09, 0x0A, 0x0B, 0x0C])
def test_a_conditional_entry_cannot_be_judged(kind: int) -> None:
    entry = Foreign(kind, Inherit(0), b"\0" * 8)
    with pytest.raises(DescriptorError, match=r"conditional entry.*try it as the user"):
        granted(Descriptor((allow(GROUP, FULL), entry)), TOKEN)


@pytest.mark.parametrize("kind", [0x02, 0x07, 0x11, 0x13])
def test_audit_and_labels_decide_nothing(kind: int) -> None:
    assert granted(Descriptor((Foreign(kind, Inherit(0), b"\0" * 8), allow(GROUP, READ))), TOKEN) == READ


def test_a_token_on_a_server() -> None:
    assert {known.EVERYONE, known.AUTHENTICATED_USERS, known.NETWORK, known.USERS, USER, GROUP} < TOKEN
    assert known.ADMINISTRATORS not in TOKEN
    assert known.ADMINISTRATORS in network_token(USER, [account(known.DOMAIN_ADMINS)])


def test_the_administrators_of_another_domain_are_no_administrators() -> None:
    elsewhere = known.Sid.parse("S-1-5-21-9-9-9-512")
    assert known.ADMINISTRATORS not in network_token(USER, [elsewhere])


@pytest.mark.parametrize(
    ("share", "own", "folder", "may"),
    [
        (FULL, 0x10000, 0, True),
        (FULL, 0, 0x40, True),
        (FULL, READ, READ, False),
        (READ, 0x10000, 0x40, False),
    ],
)
def test_deleting_is_given_by_the_file_or_by_its_folder(share: int, own: int, folder: int, may: bool) -> None:
    lists = [rights(allow(GROUP, mask)) for mask in (share, own, folder)]
    assert may_delete(*lists, TOKEN) is may


walked = st.lists(
    st.builds(Ace, st.sampled_from(Kind), st.sampled_from([USER, GROUP, OTHER, known.EVERYONE]), st.integers(0, 0x1FF)),
    max_size=8,
).map(tuple)


@given(walked)
def test_each_bit_is_decided_by_the_first_entry_that_speaks_of_it(entries) -> None:
    mine = [entry for entry in entries if entry.sid in TOKEN]
    for bit in (1 << number for number in range(9)):
        first = next((entry.kind for entry in mine if entry.mask & bit), Kind.DENY)
        assert bool(granted(Descriptor(entries), TOKEN) & bit) is (first is Kind.ALLOW)


@given(walked, walked)
def test_neither_list_gives_what_the_other_refuses(share, ntfs) -> None:
    left = effective(Descriptor(share), Descriptor(ntfs), TOKEN)
    assert left == left & granted(Descriptor(share), TOKEN) & granted(Descriptor(ntfs), TOKEN)
    assert left == effective(decode(encode(Descriptor(share))), decode(encode(Descriptor(ntfs))), TOKEN)
