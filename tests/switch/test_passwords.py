"""Secrets: published vectors of types 8 and 9, and what is refused."""

from __future__ import annotations

import pytest
from ccp3switch import passwords, vigenere

TYPE_8 = "8 $8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk"
TYPE_9 = "9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6"


# By `openssl passwd -1`.
TYPE_5 = "5 $1$abcd$NGUILC1qou70r3zSfRNk70"


@pytest.mark.parametrize(
    ("kept", "clear"),
    [
        (TYPE_8, "hashcat"),
        (TYPE_9, "hashcat"),
        (TYPE_5, "Une phrase 1 peu longue"),
        ("5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0", "cisco"),
    ],
)
def test_published_hashes(kept: str, clear: str) -> None:
    assert passwords.verify(kept, clear)
    assert not passwords.verify(kept, clear.swapcase())
    assert passwords.stored(kept) == kept


@pytest.mark.parametrize("kind", ["5", "8", "9"])
def test_each_kind_is_made(kind: str) -> None:
    kept = passwords.stored("toto", kind)
    assert kept is not None
    assert passwords.verify(kept, "toto")
    assert passwords.valid(kind, kept[2:])
    assert passwords.stored("toto", kind, kept) == kept
    assert passwords.stored("titi", kind, kept) != kept


@pytest.mark.parametrize("hidden", ["0822455D0A16", "02050D480809", "060506324F41", "0822455d0a16"])
def test_published_hidden_words(hidden: str) -> None:
    assert vigenere.shown(hidden) == "cisco"
    assert passwords.verify(f"7 {hidden}", "cisco")


@pytest.mark.parametrize("clear", ["a", "été à Nîmes", "x" * 100, "un mot de passe"])
def test_hidden_words_come_back(clear: str) -> None:
    assert vigenere.shown(vigenere.hidden(clear)) == clear


@pytest.mark.parametrize("text", ["", "08", "082", "99FF", "0XFF", "08G0", "08FFFF"])
def test_what_hides_nothing(text: str) -> None:
    assert vigenere.shown(text) is None


@pytest.mark.parametrize(
    ("typed", "hide", "kept"),
    [
        ("toto", False, "0 toto"),
        ("0 toto", False, "0 toto"),
        ("un mot", False, "0 un mot"),
        ("7 0822455D0A16", False, "7 0822455D0A16"),
        ("7 0822455D0A16", True, "7 0822455D0A16"),
        ("7 toto", False, None),
        ("5 toto", False, None),
        ("0 7 toto", False, None),
        ("", False, None),
        ("x" * 128, True, None),
    ],
)
def test_passwords_are_kept(typed: str, hide: bool, kept: str | None) -> None:
    assert passwords.kept(typed, hide=hide) == kept


def test_a_hidden_password_stays_what_it_is() -> None:
    kept = passwords.kept("toto", hide=True)
    assert kept is not None
    assert kept.startswith("7 ")
    assert passwords.verify(kept, "toto")
    assert passwords.kept("toto", hide=True, old=kept) == kept
    assert passwords.kept("titi", hide=True, old=kept) != kept


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
