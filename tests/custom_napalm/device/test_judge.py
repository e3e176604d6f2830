"""What a learner may have written into the store is taken for what it is."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.device.judge import is_journal, is_manifest, is_seen
from custom_napalm.linux.device.shapes import Service

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
EMPTY = {"files": {}, "services": {}}
JOURNAL: dict[str, Any] = {
    "paths": ["/etc/a"],
    "folders": [],
    "services": [],
    "was_up": {},
    "touched": [],
    "manifest": EMPTY,
    "limit": 20.0,
}


@given(json_values)
def test_any_value_is_judged(value: object) -> None:
    assert not is_seen(value)
    assert not is_journal(value)
    assert not is_manifest(value)


@pytest.mark.parametrize(
    ("note", "good"),
    [
        ({"kind": "absent"}, True),
        ({"kind": "link", "link": "/a"}, True),
        ({"kind": "link"}, False),
        ({"kind": "file", "mode": 420, "uid": 0, "gid": 0}, True),
        ({"kind": "file", "mode": "0644", "uid": 0, "gid": 0}, False),
        ({"kind": "big"}, False),
        ({"kind": ["file"]}, False),
    ],
)
def test_a_note(note: object, good: bool) -> None:
    assert is_seen(note) is good


def test_a_journal(service: Callable[..., Service]) -> None:
    assert is_journal(JOURNAL)
    assert is_journal({**JOURNAL, "services": [service("named")], "deadline": 12.5})


@pytest.mark.parametrize("key", JOURNAL)
def test_a_journal_without_one_of_its_parts(key: str) -> None:
    assert not is_journal({name: value for name, value in JOURNAL.items() if name != key})


@pytest.mark.parametrize(
    "part", [{"paths": [1]}, {"folders": [None]}, {"services": [{"name": "a"}]}, {"deadline": "soon"}, {"manifest": {}}]
)
def test_a_journal_of_another_shape(part: dict[str, object]) -> None:
    assert not is_journal({**JOURNAL, **part})


def test_a_manifest(service: Callable[..., Service]) -> None:
    assert is_manifest(EMPTY)
    assert is_manifest({"files": {}, "services": {"named": service("named")}})
    assert not is_manifest({"files": {"/etc/a": {"path": "/etc/a"}}, "services": {}})
