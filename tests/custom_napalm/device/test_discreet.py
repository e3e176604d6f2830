"""What a checker or a service says leaves the device without a secret, and not long."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux.device.discreet import HIDDEN, discreet, only_place, short
from custom_napalm.linux.device.main import answer
from custom_napalm.linux.device.operations import Operations
from custom_napalm.linux.device.shapes import Candidate, Entry, Service
from custom_napalm.linux.device.store import Store
from custom_napalm.linux.device.talk import Talk

KEY = ("/etc/bind/key", 'key "notify" { algorithm hmac-sha256; secret "bW9uIHNlY3JldA=="; };\n')
OPEN = "options { recursion no; };\nalgorithm\n"
WORDS = {
    "its place is left": (
        "/etc/bind/key:1: unknown option 'bW9uIHNlY3JldA=='",
        "/etc/bind/key:1 (the file is secret: what is said of it is not shown)",
    ),
    "quoted elsewhere": ("rndc: bad secret bW9uIHNlY3JldA==", f"rndc: bad {HIDDEN} {HIDDEN}"),
    "a keyword of an open file": ("unknown algorithm", "unknown algorithm"),
    "another line": ("named.conf:1: good\n/etc/bind/key: bad", None),
    "nothing of it": ("line 3: syntax error", "line 3: syntax error"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("words", "left"), WORDS.values(), ids=WORDS)
def test_words_about_a_secret_file(words: str, left: str | None) -> None:
    found = discreet(words, [KEY, (KEY[0], "the text that it had before")], [OPEN])
    both = "named.conf:1: good\n/etc/bind/key (the file is secret: what is said of it is not shown)"
    assert found == (both if left is None else left)


PLACES = {
    "/etc/key:3: near x": "/etc/key:3",
    "/etc/key:3:14: x, /etc/key:4: y": "/etc/key:3:14, /etc/key:4",
    "/etc/key[3]: x": "/etc/key[3]",
    "/etc/key line 3: x": "/etc/key line 3",
    "x": "/etc/key",
}


@pytest.mark.parametrize(("words", "place"), PLACES.items())
def test_only_the_place_is_left(words: str, place: str) -> None:
    assert only_place(words, "/etc/key") == f"{place} (the file is secret: what is said of it is not shown)"


passwords = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=8, max_size=30)


@given(passwords, st.sampled_from(["psk={}", 'secret "{}";', "password: {}", "{}", "a\n{}\nb", "set({})"]), st.text())
def test_no_password_gets_through(password: str, form: str, noise: str) -> None:
    words = f"{noise} {password} {noise}\n/etc/key:1: {password}\nbad value '{password}'"
    assert password not in discreet(words, [("/etc/key", form.format(password))], [])


def test_long_words_are_cut_to_those_that_name_a_file() -> None:
    good = [f"zone z{number} loaded" for number in range(100)]
    words = "\n".join([*good[:50], "/etc/zone:3: bad", *good[50:]])
    assert short(words, ["/etc/zone"]) == "/etc/zone:3: bad"
    assert short(words, ["/etc/other"]).splitlines() == good[80:]
    assert short("one\ntwo", []) == "one\ntwo"
    assert len(short("x" * 100_000, [])) == 4000


def test_nothing_secret_leaves_with_a_refusal(
    store: Store,
    etc: Path,
    entry: Callable[..., Entry],
    candidate: Callable[..., Candidate],
    service: Callable[..., Service],
) -> None:
    """The probe of the new state quotes the new secret, putting back quotes the old one."""
    loud = f"cat {etc}/k*; test ! -e {etc}/broken"
    operations = Operations(store, Talk(0, 1), b"")

    def push(secret: str, reload: str, word: str = "confirm") -> dict[str, Any]:
        operations._talk = type("Operator", (), {"say": lambda *_: None, "hear": lambda *_: {"op": word}})()
        wanted = candidate([entry("key", secret, secret=True, service="n")], [service("n", reload=reload)])
        request = {"op": "commit", "candidate": wanted, "limit": 2.0, "revert_in": 0.0, "confirm_wait": 1.0}
        return answer(store, operations, request)

    assert "ok" in push("0ld-secret", loud)
    refused = push("n3w-secret", f"touch {etc}/broken; echo n3w-secret; echo line 3; false")["refused"]
    assert "line 3" in refused["text"]
    assert "while putting back" in refused["text"]
    assert "n3w-secret" not in refused["text"]
    assert "0ld-secret" not in refused["text"]
