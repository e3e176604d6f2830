"""Secrets: published vectors of types 8 and 9, and what is refused."""

from __future__ import annotations

import pytest
from ccp3switch import passwords

TYPE_8 = "8 $8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk"
TYPE_9 = "9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6"


@pytest.mark.parametrize("kept", [TYPE_8, TYPE_9])
def test_published_hashes(kept: str) -> None:
    assert passwords.verify(kept, "hashcat")
    assert not passwords.verify(kept, "Hashcat")
    assert passwords.stored(kept) == kept


@pytest.mark.parametrize("typed", ["toto", "0 toto"])
def test_a_clear_secret_is_hashed(typed: str) -> None:
    kept = passwords.stored(typed)
    assert kept is not None
    assert kept.startswith("9 $9$")
    assert passwords.verify(kept, "toto")


def test_two_hashes_of_one_secret_differ() -> None:
    assert passwords.hashed("toto") != passwords.hashed("toto")


@pytest.mark.parametrize(
    "typed",
    ["9 toto", "8 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfxI", "5 $1$abcd$x", "7 0822455D0A16", "",
     "x" * 128],
)  # fmt: skip
def test_refused(typed: str) -> None:
    assert passwords.stored(typed) is None


@pytest.mark.parametrize("kept", ["", "9", "9 toto", "7 0822455D0A16"])
def test_what_is_no_hash_fits_nothing(kept: str) -> None:
    assert not passwords.verify(kept, "")
    assert not passwords.verify(kept, "toto")


def test_an_accented_secret() -> None:
    assert passwords.verify(f"9 {passwords.hashed('été à Nîmes')}", "été à Nîmes")
