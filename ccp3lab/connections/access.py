"""Nornir's `ccp3_access`: a file server as its administrator and its users see it, for checks.

Sessions are opened for each round of questions: what a user may do is settled when it logs on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ccp3lab.connections.access_table import clear, shares
from ccp3lab.connections.access_visit import Sessions, visit
from ccp3lab.connections.ldap import Directory, Server
from ccp3lab.connections.ldap import connect as ldap
from ccp3lab.connections.logon_guard import Guard
from ccp3lab.connections.reached import Logon, Reached, Via
from ccp3lab.connections.smb import FileServer, Smb, connect
from ccp3lab.errors import ShareError, SilentError
from ccp3lab.grading.need import Observation, Question
from ccp3lab.sharing import SILENCE, Table, Visit, tell


class Access:
    """Answers questions about what is shared and with whom."""

    def __init__(self, server: FileServer, administrator: Logon, guard: Guard, secret: Callable[[str], str]) -> None:
        r"""ADMINISTRATOR is `DOMAIN\name`; GUARD looks at accounts first; SECRET gives a password by its label."""
        self._server, self._administrator = server, administrator
        self._guard, self._secret = guard, secret

    def answers(self, questions: Sequence[Question]) -> dict[Question, Observation]:
        """The answer to each of QUESTIONS; ShareError or DirectoryError when server or directory do not answer."""
        with closing(self.session(self._administrator.user, self._administrator.password)) as administrator:
            domain = self._administrator.user.partition("\\")[0]
            with Sessions(self.session, domain, self._guard, self._secret) as sessions:
                return dict(self._answers(questions, administrator, sessions))

    def _answers(
        self, questions: Sequence[Question], administrator: Smb, sessions: Sessions
    ) -> Iterator[tuple[Question, Observation]]:
        found = list(shares(administrator))
        for one in questions:
            if isinstance(one, Table):
                yield one, Observation(tell(found))
            elif isinstance(one, Visit):
                yield one, visit(one, sessions, partial(clear, administrator, found, one.share))

    def session(self, user: str, password: str) -> Smb:
        """A session of USER; ShareError."""
        return connect(self._server, user, password)

    def close(self) -> None:
        """Nothing stays open."""


class Silence:
    """Stands for a server that does not run on a device that does: each question is answered with that."""

    def __init__(self, via: Via) -> None:
        """VIA leads to the server, or says that nothing answers there."""
        self._via = via

    def answers(self, questions: Sequence[Question]) -> dict[Question, Observation]:
        """That it is silent still; ShareError when it answers again: who asks anew is heard."""
        try:
            with self._via() as (host, port):
                raise ShareError(f"{host}:{port}: the server answers again; ask anew")
        except SilentError:
            return dict.fromkeys(questions, Observation(SILENCE))

    def close(self) -> None:
        """Nothing is open."""


class AccessConnection(Reached[Access | Silence]):
    """Nornir's view of it: `connection` is an Access, or a Silence where the device has no server that runs.

    Extras beside Reached's: `name` (as in FileServer), `secret` (a password by its label), and `directory`: the extras
    of `ccp3_ldap`, whose `user` logs on there.
    """

    port = 445
    error = ShareError

    def unheard(self, silence: SilentError, via: Via) -> Silence:  # noqa: ARG002 - as in Reached
        """The device runs, its file server does not: that is an answer."""
        return Silence(via)

    def logged_on(self, logon: Logon, extras: Mapping[str, Any]) -> Access:
        """Raises DirectoryError: the guard looks at accounts there."""
        directory = self.opened.enter_context(_directory(extras["directory"], logon.password))
        server = FileServer(logon.host, extras["name"], logon.port)
        return Access(server, logon, Guard(directory, extras["directory"].get("refused")), extras["secret"])


@contextmanager
def _directory(extras: Mapping[str, Any], password: str) -> Iterator[Directory]:
    via: Via = extras["via"]
    with via() as (host, port):
        server = Server(host, extras["name"], Path(extras["ca_file"]), port)
        with closing(ldap(server, extras["user"], password)) as directory:
            yield directory
