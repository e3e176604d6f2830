"""Lots: reproducible, in range, each outcome as likely; words that anybody can type."""

import hashlib
import hmac
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.plan import lots
from ccp3lab.plan.lots import below, lot, phrase
from ccp3lab.plan.words import WORDS

SEEDS = st.binary(max_size=40)


@given(SEEDS, st.text())
def test_a_lot_is_hmac_sha256(seed: bytes, label: str) -> None:
    assert lot(seed, label) == hmac.new(seed, label.encode(), hashlib.sha256).digest()


def test_the_example_of_rfc_4231() -> None:
    """Section 4.3, test case 2."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert lot(b"Jefe", "what do ya want for nothing?").hex() == expected


@given(SEEDS, st.text(), st.integers(1, 5000))
def test_a_number_is_below_its_limit_and_comes_again(seed: bytes, label: str, limit: int) -> None:
    assert 0 <= below(seed, label, limit) < limit
    assert below(seed, label, limit) == below(seed, label, limit)


@pytest.mark.parametrize("limit", [2, 3, 7, 12])
def test_each_number_is_as_likely(limit: int) -> None:
    times = Counter(below(b"seed", str(number), limit) for number in range(limit * 400))
    assert set(times) == set(range(limit))
    assert all(300 < count < 500 for count in times.values())


def test_the_last_incomplete_round_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {"x|0": 2**64 - 1, "x|1": 41}
    monkeypatch.setattr(lots, "lot", lambda _, label: drawn[label].to_bytes(8) + bytes(24))
    assert below(b"", "x", 10) == 1


@given(SEEDS, st.integers(3, 8))
def test_a_phrase_is_words_and_three_digits_and_fits_a_wifi_passphrase(seed: bytes, words: int) -> None:
    said = phrase(seed, "wifi", words)
    assert re.fullmatch(rf"([a-z]+-){{{words}}}\d{{3}}", said)
    assert set(said.split("-")[:-1]) <= set(WORDS)
    assert 8 <= len(said) <= 63


def test_labels_draw_apart() -> None:
    assert len({phrase(b"seed", label, 4) for label in ("password", "wifi", "vpn")}) == 3


def test_the_words_are_a_byte_each_and_easily_typed() -> None:
    assert len(set(WORDS)) == len(WORDS) == 256
    assert list(WORDS) == sorted(WORDS)
    assert all(re.fullmatch("[a-z]{4,6}", word) for word in WORDS)
