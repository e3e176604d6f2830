"""What was refused is remembered from run to run, and no password with it."""

from pathlib import Path

import pytest

from ccp3lab.connections.refused import RefusedFile, RefusedNow

TRACE = (b"\x01\xff", b"", b"134000000000000000")


def test_one_connection_remembers_for_itself() -> None:
    one = RefusedNow()
    one.add("ann", "first", TRACE)
    assert one.trace("Ann", "first") == TRACE
    assert one.trace("ann", "second") is one.trace("bea", "first") is None
    assert RefusedNow().trace("ann", "first") is None


def test_a_file_remembers_for_all(tmp_path: Path) -> None:
    file = tmp_path / "refused.json"
    RefusedFile(file).add("élise", "first", TRACE)
    RefusedFile(file).add("ann", "first", (b"2",))
    RefusedFile(file).add("ann", "first", (b"3",))
    assert RefusedFile(file).trace("Élise", "first") == TRACE
    assert RefusedFile(file).trace("ann", "first") == (b"3",)
    assert RefusedFile(file).trace("ann", "second") is None
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ann (first)": 1}', '{"ann (first)": ["zz"]}', "null", "\udcff"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "refused.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert RefusedFile(file).trace("ann", "first") is None
    RefusedFile(file).add("ann", "first", TRACE)
    assert RefusedFile(file).trace("ann", "first") == TRACE
