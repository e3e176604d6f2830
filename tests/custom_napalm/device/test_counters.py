"""Numbers that only grow: kept while nothing else changes, raised from the device's own otherwise (RFC 1982)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.device.commit import commit
from custom_napalm.linux.device.counters import counted
from custom_napalm.linux.device.plan import plan
from custom_napalm.linux.device.shapes import Candidate, Entry
from custom_napalm.linux.device.store import Store
from custom_napalm.linux.document import DocumentError, parse

PATTERN = r"serial (\d+)"


def becomes(now: str, content: str, counter: str = PATTERN) -> str:
    return counted(counter, content, now)


@pytest.mark.parametrize(
    ("now", "wanted", "becomes_"),
    [
        pytest.param("a serial 7", "a serial 1", "a serial 7", id="nothing else changes"),
        pytest.param("a serial 7", "b serial 1", "b serial 8", id="something else changes"),
        pytest.param("a serial 7", "b serial 2026112901", "b serial 2026112901", id="a newer one is written"),
        pytest.param("a serial 2026112901", "b serial 3", "b serial 2026112902", id="an older one is written"),
        pytest.param("a serial 4294967295", "b serial 1", "b serial 1", id="after the last one, 1 is newer"),
        pytest.param("a serial 4294967295", "b serial 4294967295", "b serial 1", id="never 0"),
        pytest.param("a serial 4294967290", "b serial 0", "b serial 4294967291", id="0 is never newer"),
        pytest.param("a serial 1", "b serial 2147483649", "b serial 2", id="half the circle away is not newer"),
        pytest.param("a serial " + "9" * 5000, "b serial 1", "b serial 1", id="a number that is none"),
        pytest.param("nothing of the kind", "b serial 1", "b serial 1", id="no number on the device"),
        pytest.param("a serial 7", "none here", "none here", id="no number in the candidate"),
    ],
)
def test_the_number(now, wanted, becomes_) -> None:
    assert becomes(now, wanted) == becomes_


def test_without_a_pattern_a_file_stays_as_it_is() -> None:
    assert becomes("a serial 7", "b serial 1", counter="") == "b serial 1"


def test_on_the_device(
    store: Store, etc: Path, entry: Callable[..., Entry], candidate: Callable[..., Candidate]
) -> None:
    def push(text: str) -> str:
        wanted = candidate([entry("zone", text, counter=PATTERN)])
        commit(store, wanted, 2.0, 0.0, b"", lambda: "confirm")
        assert plan(store, wanted)["changes"] == []
        return (etc / "zone").read_text()

    assert push("a serial 1") == "a serial 1"
    assert push("b serial 1") == "b serial 2"
    assert push("b serial 1") == "b serial 2"
    (etc / "zone").write_text("of the learner serial 9")
    assert push("b serial 1") == "b serial 10"
    (etc / "zone").unlink()
    (etc / "zone").symlink_to("/etc/passwd")
    assert push("b serial 1") == "b serial 1"
    assert store.manifest()["files"][str(etc / "zone")]["counter"] == PATTERN


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_it_always_grows(old: int, new: int) -> None:
    number = int(becomes(f"a serial {old}", f"b serial {new}").split()[-1])
    assert number != 0
    assert 0 < (number - old) % 2**32 < 2**31


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_counting_twice_is_counting_once(old: int, new: int) -> None:
    once = becomes(f"a serial {old}", f"b serial {new}")
    assert becomes(f"a serial {old}", once) == once
    assert becomes(once, f"b serial {new}") == once


@pytest.mark.parametrize("pattern", ["serial", "(serial) (\\d+)", "serial (\\d+"])
def test_a_pattern_that_names_no_number_is_refused(pattern: str) -> None:
    text = f"version: 1\nfiles: [{{path: /etc/a, counter: '{pattern}', content: x}}]\n"
    with pytest.raises(DocumentError, match="counter"):
        parse(text)
