"""One session with a file server by SMB 2 and 3: folders, files and their rights (smbprotocol).

Every message is signed with a key that only a server that knows the user can have (through its domain): without a
certificate, that is what SMB proves of a server. Guests and anonymous sessions are refused. Patience is bounded, the
size of answers too: a learner may own the server.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from smbprotocol.exceptions import SMBException, SMBResponseException
from smbprotocol.open import ImpersonationLevel, Open, ShareAccess
from smbprotocol.session import Session
from smbprotocol.tree import TreeConnect

from ccp3lab.connections.smb_link import Link
from ccp3lab.connections.statuses import refused
from ccp3lab.errors import ShareError
from ccp3lab.grading.hostile import one_line

PATIENCE = 20.0
"""Seconds that one operation gets: winbind may ask its domain controller first."""
CONNECT = 5.0
"""Seconds for the way to the server."""

_ANYBODY = ShareAccess.FILE_SHARE_READ | ShareAccess.FILE_SHARE_WRITE | ShareAccess.FILE_SHARE_DELETE
_Given = TypeVar("_Given")

logging.getLogger("smbprotocol").addHandler(logging.NullHandler())  # what it would print is told by ShareError


@dataclass(frozen=True)
class FileServer:
    """Where a file server answers: `name` is what it knows itself by, `host` and `port` may be a tunnel's local end."""

    host: str
    name: str
    port: int = 445


@dataclass(frozen=True)
class Wish:
    """How a file, folder or pipe is opened: MS-SMB2 2.2.13."""

    access: int
    disposition: int
    options: int = 0
    attributes: int = 0
    contexts: tuple[Any, ...] = ()


class Smb:
    """An open session with the rights of one user. Every method raises ShareError."""

    def __init__(self, server: FileServer, session: Session, link: Link, patience: float = PATIENCE) -> None:
        """SESSION is logged on over LINK; PATIENCE is the seconds that one operation gets."""
        self.server = server
        self._session = session
        self._link = link
        self._patience = patience
        self._trees: dict[str, TreeConnect] = {}

    def __repr__(self) -> str:
        return f"Smb({self.server.name})"

    def guarded(self, what: str, act: Callable[[], _Given]) -> _Given:
        """What ACT gives; whatever goes wrong in WHAT is a ShareError, and so is a server that keeps silent."""
        with _told(f"{self.server.name}: {what}"), self._link.within(self._patience):
            return act()

    @contextmanager
    def opened(self, share: str, path: str, wish: Wish) -> Iterator[tuple[Open, list[Any]]]:
        r"""What stands at PATH (`folder\file`, empty for the share's own folder), and what the contexts answered."""
        handle = Open(self._tree(share), path)
        answers = handle.create(
            ImpersonationLevel.Impersonation,
            wish.access,
            wish.attributes,
            _ANYBODY,
            wish.disposition,
            wish.options,
            list(wish.contexts) or None,
        )
        try:
            yield handle, answers or []
        finally:
            handle.close()

    def asked(self, handle: Open, request: Any) -> Any:  # noqa: ANN401 - smbprotocol's own structures
        """The body of the server's answer to REQUEST about HANDLE."""
        tree = handle.tree_connect
        sent = self._session.connection.send(request, sid=self._session.session_id, tid=tree.tree_connect_id)
        return self._session.connection.receive(sent)["data"].get_value()

    def close(self) -> None:
        """Log off and hang up; never raises."""
        with suppress(Exception), self._link.within(CONNECT):
            self._session.connection.disconnect(True)
        with suppress(Exception):
            self._session.connection.disconnect(False)

    def _tree(self, share: str) -> TreeConnect:
        tree = self._trees.get(share.lower())
        if tree is None:
            tree = TreeConnect(self._session, rf"\\{self.server.name}\{share}")
            tree.connect()
            self._trees[share.lower()] = tree
        return tree


def connect(server: FileServer, user: str, password: str, patience: float = PATIENCE) -> Smb:
    r"""Log on to SERVER as USER (`DOMAIN\name` or `name@domain`); ShareError with the reason (its `code`, NTSTATUS)."""
    what = f"{server.name} at {server.host}:{server.port}: log on as {user}"
    if not user or not password:  # a logon without one succeeds as nobody
        raise ShareError(f"{what}: user and password are needed; put the password into its file")
    link = Link(uuid4(), server.host, server.port, require_signing=True)
    try:
        with _told(what), link.within(patience):
            link.connect(timeout=CONNECT)
            # Kerberos would need tickets and names that resolve from here; behind a tunnel neither is there.
            session = Session(link, user, password, False, server.name, "ntlm")
            session.connect()
    except ShareError:
        link.hang_up()
        raise
    return Smb(server, session, link, patience)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Whatever happens inside, as a ShareError about WHAT."""
    try:
        yield
    except ShareError:
        raise
    except SMBResponseException as error:
        raise refused(what, error.status) from None
    except (SMBException, ValueError, OSError) as error:
        raise ShareError(f"{what}: {one_line(str(error))}; check that the server runs and answers SMB there") from None
    except Exception as error:  # whatever smbprotocol makes of octets that are no SMB
        raise ShareError(f"{what}: what answers there talks no SMB ({type(error).__name__})") from None
