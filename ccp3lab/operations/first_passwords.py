"""The file of first passwords: what new accounts of a school's directory get, for whoever hands them out."""

import csv
import io
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from ccp3lab.errors import UsageError
from ccp3lab.plan.lots import phrase

TITLES = ("Identifiant", "Mot de passe")
WORDS = 4


class FirstPasswords:
    """A password a login, made when it is asked for and kept in a file (CSV, mode 0600) before it is used.

    Who is in the file already keeps the password: an import that was interrupted goes on with the same ones.
    """

    def __init__(self, path: Path) -> None:
        """PATH may be there from an earlier import; UsageError when it is something else, or cannot be written."""
        self._path = path
        self._known = dict(self._read())
        self._open()

    def __repr__(self) -> str:
        return f"FirstPasswords({self._path})"

    def __call__(self, login: str) -> str:
        """The first password of LOGIN: four words and three digits (42 bits)."""
        return self._known[login] if login in self._known else self.anew(login)

    def anew(self, login: str) -> str:
        """Another password of LOGIN, whose last line in the file is the one that counts."""
        made = phrase(secrets.token_bytes(), "first password", WORDS)
        self._append(f"{login};{made}")
        self._known[login] = made
        return made

    def _read(self) -> Iterator[tuple[str, str]]:
        try:
            rows = list(csv.reader(io.StringIO(self._path.read_text(encoding="utf-8-sig")), delimiter=";"))
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{self._path}: cannot be read ({type(error).__name__}); name another file") from None
        if (rows and tuple(rows[0]) != TITLES) or any(len(row) != len(TITLES) for row in rows):
            raise UsageError(f"{self._path}: is no file of first passwords; name another one, it is left as it is")
        yield from ((login, made) for login, made in rows[1:])

    def _open(self) -> None:
        try:
            new = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.fchmod(new, 0o600)
            os.close(new)
        except OSError as error:
            raise UsageError(f"{self._path}: cannot be written ({error.strerror}); name another file") from None
        if not self._path.stat().st_size:
            self._append("\ufeff" + ";".join(TITLES))

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
