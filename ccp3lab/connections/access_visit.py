"""A user in a share: what it is let do there, tried."""

import secrets
from collections.abc import Callable
from contextlib import ExitStack, closing
from types import TracebackType

from ccp3lab.connections import statuses
from ccp3lab.connections.logon_guard import Guard
from ccp3lab.connections.smb import Smb
from ccp3lab.connections.smb_files import delete, listed, open_for, overwrite, read_file, write_file
from ccp3lab.directory.question import says
from ccp3lab.errors import ShareError
from ccp3lab.grading.need import Observation, unseen
from ccp3lab.ntsecurity import masks
from ccp3lab.sharing import DENIED, MISSING, OK, UNTRIED, Visit, Visited, tell

REASONS = {
    statuses.LOGON_FAILURE: "52e",
    0xC0000064: "525",
    0xC000006F: "530",
    0xC0000070: "531",
    0xC0000071: "532",
    0xC0000072: "533",
    0xC0000193: "701",
    0xC0000224: "773",
    0xC0000234: "775",
}
"""What Active Directory calls the refusals of a logon (MS-ERREF 2.3.1), by the NTSTATUS that a file server gives."""

_WRONG = REASONS[statuses.LOGON_FAILURE]
_GONE = {statuses.NO_SUCH_SHARE, statuses.NOT_FOUND, statuses.PATH_NOT_FOUND}


class Sessions:
    """One session an account, as long as a round of questions lasts; a logon is tried once, if at all."""

    def __init__(
        self, connect: Callable[[str, str], Smb], domain: str, guard: Guard, secret: Callable[[str], str]
    ) -> None:
        r"""CONNECT logs on `DOMAIN\login` with a password, SECRET tells it by its label."""
        self._connect, self._domain, self._guard, self._secret = connect, domain, guard, secret
        self._known: dict[tuple[str, str], Smb | str | Observation] = {}
        self._opened = ExitStack()

    def __enter__(self) -> "Sessions":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def of(self, login: str, label: str) -> Smb | str | Observation:
        """A session of LOGIN; why the domain refuses it (`52e`); or that nobody could look."""
        key = (login.casefold(), label)
        if key not in self._known:
            with self._guard.turn(login):
                self._known[key] = self._logged_on(login, label)
        return self._known[key]

    def _logged_on(self, login: str, label: str) -> Smb | str | Observation:
        account = self._guard.look(login, label)
        if isinstance(account, Observation):
            return account if account.error else says(account)
        try:
            session = self._connect(f"{self._domain}\\{login}", self._secret(label))
        except ShareError as error:
            if (reason := REASONS.get(error.code or 0)) is None:
                return unseen(f"l'ouverture de session de {login} n'a pas de réponse claire")
            if reason == _WRONG:
                self._guard.refused(login, label)
            return reason
        self._opened.enter_context(closing(session))
        return session


def visit(asked: Visit, sessions: Sessions, clear: Callable[[str], None]) -> Observation:
    """What became of it; CLEAR takes away a file of the share that nobody of them may delete."""
    user = sessions.of(asked.login, asked.label)
    if isinstance(user, Observation):
        return user
    author = sessions.of(asked.author, asked.author_label) if asked.author else UNTRIED
    if isinstance(author, Observation):
        return author
    author_logon = author if isinstance(author, str) else OK
    if isinstance(user, str) or author_logon not in (OK, UNTRIED):
        return Observation(tell(Visited(user if isinstance(user, str) else OK, author_logon)))
    name, own = (f"~ccp3-{secrets.token_hex(6)}.tmp" for _ in range(2))
    found = _tried(asked.share, (name, own), user, None if isinstance(author, str) else author)
    if found.wrote == OK != found.delete:
        clear(name)
    if found.create == OK != found.remove:
        clear(own)
    return Observation(tell(found))


def _tried(share: str, files: tuple[str, str], user: Smb, author: Smb | None) -> Visited:
    name, own = files
    wrote = outcome(lambda: write_file(author, share, name, b"ccp3")) if author else UNTRIED
    there = wrote == OK
    create = outcome(lambda: write_file(user, share, own, b"ccp3"))
    return Visited(
        logon=OK,
        author_logon=OK if author else UNTRIED,
        wrote=wrote,
        enter=outcome(lambda: listed(user, share)),
        read=outcome(lambda: read_file(user, share, name)) if there else UNTRIED,
        create=create,
        remove=outcome(lambda: delete(user, share, own)) if create == OK else UNTRIED,
        change=outcome(lambda: overwrite(user, share, name, b"CCP3")) if there else UNTRIED,
        delete=outcome(lambda: delete(user, share, name)) if there else UNTRIED,
        rule=outcome(lambda: open_for(user, share, "", masks.WRITE_DAC)),
    )


def outcome(act: Callable[[], object]) -> str:
    """What became of ACT; ShareError when the server does not answer at all."""
    try:
        act()
    except ShareError as error:
        if error.code is None:
            raise
        if error.code == statuses.ACCESS_DENIED:
            return DENIED
        return MISSING if error.code in _GONE else f"0x{error.code:08X}"
    return OK
