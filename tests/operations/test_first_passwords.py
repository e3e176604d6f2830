"""The file of first passwords: private, kept before use, the same after an interruption."""

import re
import stat
from pathlib import Path

import pytest

from ccp3lab.errors import UsageError
from ccp3lab.operations.first_passwords import FirstPasswords


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "first.csv"


def test_a_password_is_in_the_file_before_it_is_told(file: Path) -> None:
    made = FirstPasswords(file)("cmartin")
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d{3}", made)
    assert file.read_text(encoding="utf-8-sig").splitlines() == ["Identifiant;Mot de passe", f"cmartin;{made}"]


def test_each_is_another_and_stays(file: Path) -> None:
    first = FirstPasswords(file)
    made = {login: first(login) for login in ("a", "b", "c")}
    assert len({*made.values()}) == 3
    again = FirstPasswords(file)
    assert {login: again(login) for login in made} == made
    assert len(file.read_text().splitlines()) == 4


def test_only_its_owner_reads_it(file: Path) -> None:
    file.write_text("Identifiant;Mot de passe\n")
    file.chmod(0o644)
    FirstPasswords(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_password_is_the_one_that_counts(file: Path) -> None:
    first = FirstPasswords(file)
    old = first("ann")
    new = first.anew("ann")
    assert new != old
    assert first("ann") == FirstPasswords(file)("ann") == new
    assert file.read_text().splitlines()[1:] == [f"ann;{old}", f"ann;{new}"]


@pytest.mark.parametrize("content", [b"Matricule;Nom\n1;A\n", b"Identifiant;Mot de passe\na;b;c\n", b"\xff\xfe\x00"])
def test_something_else_is_not_written_over(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"first\.csv: (is no file of|cannot be read)"):
        FirstPasswords(file)
    assert file.read_bytes() == content


def test_a_place_that_cannot_be_written_is_told_before_anything_else(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        FirstPasswords(tmp_path / "nowhere" / "first.csv")


def test_its_text_shows_none(file: Path) -> None:
    first = FirstPasswords(file)
    assert first("ann") not in repr(first)
