"""What was refused is remembered from run to run, and no password with it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ccp3lab.connections.refused import RefusedFile, RefusedNow, refused_in

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


def test_all_connections_of_a_process_share_what_one_file_says(tmp_path: Path) -> None:
    assert refused_in(tmp_path / "a") is refused_in(tmp_path / "a")
    assert refused_in(tmp_path / "a") is not refused_in(tmp_path / "b")


def test_who_adds_at_the_same_time_loses_nothing(tmp_path: Path) -> None:
    one = RefusedFile(tmp_path / "refused.json")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: one.add(f"user{number}", "first", TRACE), range(32)))
    assert [one.trace(f"user{number}", "first") for number in range(32)] == [TRACE] * 32


def test_an_account_is_tried_by_one_at_a_time_and_nobody_waits_in_a_circle() -> None:
    """Each thread wants both accounts, in another order, and stays a while: a second one inside would be seen."""
    one, inside, seen = RefusedNow(), dict.fromkeys(("ann", "bea"), 0), list[int]()
    both = threading.Barrier(4, timeout=10)

    def work(*logins: str) -> None:
        both.wait()
        for _ in range(50):
            with one.turns.turn(*logins):
                for login in map(str.casefold, logins):
                    inside[login] += 1
                    seen.append(inside[login])
                for login in map(str.casefold, logins):
                    inside[login] -= 1

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, *logins) for logins in (("ann", "bea"), ("Bea", "ann"), ("ANN",), ("bea",))]:
            done.result(timeout=10)
    assert set(seen) == {1}


def test_other_accounts_do_not_wait() -> None:
    one, entered = RefusedNow(), threading.Event()

    def other() -> None:
        with one.turns.turn("bea"):
            entered.set()

    with one.turns.turn("ann"), ThreadPoolExecutor(1) as pool:
        pool.submit(other).result(timeout=10)
    assert entered.is_set()
