"""What a file server is asked and what it tells: there and back as JSON, and whatever is none of it is unreadable."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.errors import DescriptorError
from ccp3lab.grading import Observation
from ccp3lab.grading.check import Unreadable
from ccp3lab.ntsecurity import BELOW, Control, Descriptor, Foreign, Inherit, Right, Sid, allow, deny, difference, known
from ccp3lab.sharing import (
    DENIED,
    OK,
    SILENCE,
    Table,
    Told,
    Visit,
    Visited,
    described,
    descriptor,
    silent,
    table,
    tell,
    visited,
)
from tests.ntsecurity.made import descriptors

GROUP = Sid.parse("S-1-5-21-1-2-3-1104")
FOLDER = Descriptor(
    (deny(GROUP, 0x10116, BELOW), allow(known.ADMINISTRATORS, Right.FULL.value, BELOW)),
    owner=known.SYSTEM,
    control=Control.PROTECTED,
)
COMPTA = Told("compta", "C:\\srv\\compta", Descriptor((allow(known.EVERYONE, 0x1F01FF),)), FOLDER)
GONE = Told("Paie$", "C:\\srv\\paie", Descriptor(None), None)


@given(descriptors)
def test_a_descriptor_comes_back_with_all_that_decides(one: Descriptor) -> None:
    back = descriptor(json.loads(json.dumps(described(one))))
    assert (back.dacl, back.owner, back.protected) == (one.dacl, one.owner, one.protected)
    assert not difference(one, back)


def test_a_descriptor_is_readable() -> None:
    assert described(FOLDER) == {
        "owner": "S-1-5-18",
        "protected": True,
        "entries": [["deny", str(GROUP), "0x10116", 3], ["allow", "S-1-5-32-544", "0x1f01ff", 3]],
    }


def test_entries_of_other_kinds_come_back_too() -> None:
    odd = Descriptor((Foreign(9, Inherit.FILES, b"\0\1conditional"),))
    assert descriptor(described(odd)) == odd


good = described(FOLDER)


@pytest.mark.parametrize(
    "data",
    [
        None, [], "x", 3, {}, {"entries": []},
        {**good, "owner": "root"}, {**good, "owner": 5}, {**good, "entries": [["allow"]]},
        {**good, "entries": [["allow", "S-1-1-0", "full", 0]]}, {**good, "entries": [["audit", "S-1-1-0", "0x1", 0]]},
        {**good, "entries": [["allow", "everyone", "0x1", 0]]}, {**good, "entries": [["allow", "S-1-1-0", "0x1", "x"]]},
        {**good, "entries": [["foreign", 9, 0, "zz"]]}, {**good, "entries": 7},
    ],
)  # fmt: skip
def test_what_is_no_descriptor_is_one_error(data: object) -> None:
    with pytest.raises(DescriptorError):
        descriptor(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(json_values)
def test_whatever_json_says(data: object) -> None:
    with suppress(DescriptorError):
        assert isinstance(descriptor(data), Descriptor)
    with suppress(Unreadable):
        assert isinstance(table(Observation(json.dumps(data))), dict)


def test_shares_come_back_by_their_names_in_lower_case() -> None:
    found = table(Observation(tell([COMPTA, GONE])))
    assert found == {"compta": COMPTA, "paie$": GONE}
    assert table(Observation(tell([]))) == {}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"shares": 3}', '{"shares": [{"name": "x"}]}', '{"shares": [3]}']
)
def test_what_is_no_table_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="SMB : "):
        table(Observation(text))


def test_a_visit_comes_back() -> None:
    one = Visited(logon=OK, author_logon=OK, wrote=OK, enter=OK, read=OK, create=DENIED, rule=DENIED)
    assert visited(Observation(tell(one))) == one


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"logon": "ok"}', tell(Visited()).replace('"logon"', '"log_on"'),
             tell(Visited(enter=OK)).replace('"ok"', "1")],
)  # fmt: skip
def test_what_is_no_visit_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="SMB : "):
        visited(Observation(text))


def test_silence_is_told_apart() -> None:
    assert silent(Observation(SILENCE))
    assert silent(Observation(f"{SILENCE}\n"))
    assert not silent(Observation(tell([COMPTA])))
    for read in (table, visited):
        with pytest.raises(Unreadable):
            read(Observation(SILENCE))


def test_evidence_says_what_was_asked_and_no_secret() -> None:
    alone = Visit("compta", "cmartin", "first password of cmartin")
    beside = Visit("compta", "cmartin", "first password of cmartin", "hrousseau", "b")
    assert [str(one) for one in (Table(), alone, beside)] == [
        "SMB : partages, permissions et droits NTFS",
        "SMB : cmartin dans compta",
        "SMB : cmartin dans compta, après hrousseau",
    ]
    assert {one.connection for one in (Table(), alone)} == {"ccp3_access"}
    assert sorted([beside, alone]) == [alone, beside]
