"""Nornir's `ccp3_logon`: logons as accounts of a domain, with passwords that the toolkit gave them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.connections.logon_guard import Guard
from ccp3lab.connections.reached import Logon, Reached
from ccp3lab.connections.refusals import INVALID_CREDENTIALS, WRONG
from ccp3lab.connections.refused import Refused
from ccp3lab.directory.question import LOGGED_ON, Bind, logon
from ccp3lab.errors import DirectoryError
from ccp3lab.grading.need import Observation, Question, unseen

PATIENCE = 20.0
"""Seconds for one logon."""


class Logons:
    """Tells what a domain says to logons, without locking anybody."""

    def __init__(self, directory: Directory, secret: Callable[[str], str], refused: Refused | None = None) -> None:
        """DIRECTORY is logged on as an administrator; SECRET gives a password by its label, at the moment of use.

        REFUSED remembers what was refused in other runs.
        """
        self._directory, self._secret = directory, secret
        self._guard = Guard(directory, refused)

    def answers(self, questions: Sequence[Question]) -> dict[Question, Observation]:
        """The answer to each Bind, one logon an account at most; DirectoryError when the directory does not answer."""
        asked = {one.login.casefold(): one for one in questions if isinstance(one, Bind)}
        found: dict[Question, Observation] = {}
        for one in asked.values():
            with self._guard.turn(one.login):
                found[one] = self._answer(one.login, one.label)
        return found

    def close(self) -> None:
        """Log the administrator off."""
        self._directory.close()

    def _answer(self, login: str, label: str) -> Observation:
        account = self._guard.look(login, label)
        if isinstance(account, Observation):
            return account
        try:
            connect(self._directory.server, account.dn, self._secret(label), PATIENCE).close()
        except DirectoryError as error:
            if error.code != INVALID_CREDENTIALS or not error.reason:
                return unseen(f"l'ouverture de session de {login} n'a pas de réponse claire")
            if error.reason == WRONG:
                self._guard.refused(login, label)
            return Observation(logon(login, error.reason))
        return Observation(logon(login, LOGGED_ON))


class LogonConnection(Reached[Logons]):
    """Nornir's view of it: `connection` is a Logons. Extras: LdapConnection's, the call `secret`, perhaps `refused`."""

    port = 636
    error = DirectoryError

    def logged_on(self, logon: Logon, extras: Mapping[str, Any]) -> Logons:
        """Raises DirectoryError."""
        server = Server(logon.host, extras["name"], Path(extras["ca_file"]), logon.port)
        return Logons(connect(server, logon.user, logon.password), extras["secret"], extras.get("refused"))
