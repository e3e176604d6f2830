"""Numbers that only grow: kept while nothing else changes, raised from the device's own otherwise (RFC 1982)."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.answers import Comparison, FileChange, Side
from custom_napalm.linux.counters import counted
from custom_napalm.linux.document import Candidate, DocumentError, ManagedFile, parse

PATTERN = r"serial (\d+)"


def file(content: str, counter: str = PATTERN) -> ManagedFile:
    return ManagedFile(path="/etc/zone", counter=counter, content=content)


def held(text: str | None) -> Comparison:
    """What the device answers that has TEXT at the path of the file (None: nothing, and no difference is told)."""
    if text is None:
        return Comparison(files=(), services=())
    now = Side(kind="file", mode="0644", owner="root:root", raw=base64.b64encode(text.encode()).decode())
    change = FileChange(path="/etc/zone", now=now, want=Side(kind="file"), secret=False, same_text=False)
    return Comparison(files=(change,), services=())


def becomes(now: str | None, content: str, counter: str = PATTERN) -> str:
    candidate = Candidate(version=1, files=(file(content, counter),))
    return counted(candidate, held(now)).files[0].content


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
        pytest.param(None, "b serial 1", "b serial 1", id="the device has it as it is"),
        pytest.param("nothing of the kind", "b serial 1", "b serial 1", id="no number on the device"),
        pytest.param("a serial 7", "none here", "none here", id="no number in the candidate"),
    ],
)
def test_the_number(now, wanted, becomes_) -> None:
    assert becomes(now, wanted) == becomes_


def test_without_a_pattern_a_file_stays_as_it_is() -> None:
    assert becomes("a serial 7", "b serial 1", counter="") == "b serial 1"


def test_a_path_with_nothing_or_no_file_there() -> None:
    for kind in ("absent", "link", "other", "big"):
        change = FileChange(
            path="/etc/zone", now=Side(kind=kind), want=Side(kind="file"), secret=False, same_text=False
        )
        candidate = Candidate(version=1, files=(file("serial 1"),))
        assert counted(candidate, Comparison(files=(change,), services=())) == candidate


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
