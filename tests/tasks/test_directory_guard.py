"""Protection from accidental deletion, in security descriptors."""

import pytest

from ccp3lab.ntsecurity.ace import Inherit, allow, deny
from ccp3lab.ntsecurity.decode import decode
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.encode import encode
from ccp3lab.ntsecurity.known import EVERYONE, SYSTEM
from tasks.directory_guard import DELETE, DELETE_CHILD, DELETE_TREE, around_guard, guarded, with_guard, without_guard

PLAIN = Descriptor((allow(SYSTEM, 0xF01FF), allow(EVERYONE, DELETE)))


@pytest.mark.parametrize(
    "entry", [deny(EVERYONE, DELETE), deny(EVERYONE, DELETE | DELETE_TREE), deny(EVERYONE, 0x1F01FF)]
)
def test_a_denial_to_delete_protects(entry) -> None:
    assert guarded(Descriptor((entry, *PLAIN.dacl)))


@pytest.mark.parametrize(
    "entry",
    [
        allow(EVERYONE, DELETE),
        deny(SYSTEM, DELETE),
        deny(EVERYONE, DELETE_TREE),
        deny(EVERYONE, DELETE, Inherit.FOLDERS | Inherit.ONLY),
    ],
)
def test_other_entries_do_not(entry) -> None:
    assert not guarded(Descriptor((entry,)))


@pytest.mark.parametrize("dacl", [None, ()])
def test_neither_does_no_list_or_an_empty_one(dacl) -> None:
    assert not guarded(Descriptor(dacl))
    assert guarded(with_guard(Descriptor(dacl)))


def test_it_comes_first_once_and_goes_again() -> None:
    made = with_guard(PLAIN)
    assert made.dacl == (deny(EVERYONE, DELETE | DELETE_TREE), *PLAIN.dacl)
    assert with_guard(made) == made
    assert without_guard(made) == PLAIN
    assert without_guard(PLAIN) == PLAIN


def test_the_place_around_it_lets_nobody_delete_its_children() -> None:
    made = around_guard(PLAIN)
    assert made.dacl == (deny(EVERYONE, DELETE_CHILD), *PLAIN.dacl)
    assert around_guard(made) == made
    assert not guarded(made)


def test_it_survives_the_wire() -> None:
    assert guarded(decode(encode(with_guard(PLAIN))))
