"""One LDAPS connection to a directory (Samba AD, Windows AD): typed, verified, bounded; and Nornir's `ccp3_ldap` of it.

Nothing is converted by a schema: values are octets, as the server keeps them. Passwords are in no error and no repr.
"""

import re
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, ClassVar

from ldap3 import MODIFY_ADD, MODIFY_DELETE, MODIFY_REPLACE, NONE, SIMPLE, SYNC, Connection
from ldap3 import Server as Ldap3Server
from ldap3.core.exceptions import LDAPExceptionError
from ldap3.protocol.microsoft import security_descriptor_control

from ccp3lab.connections.bounded import VerifiedTls, bounds
from ccp3lab.connections.ldap_answers import answers
from ccp3lab.connections.reached import Logon, Reached
from ccp3lab.connections.refusals import refusal
from ccp3lab.directory.entry import Entry, Values
from ccp3lab.errors import DirectoryError
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Observation, Question

CONNECT = 5.0
"""Seconds for the way to the server."""
OPERATION = 60.0
"""Seconds for one operation: a Samba DC blocks while it hashes passwords for somebody else."""
PAGE = 500
"""Objects a page; Windows gives 1000 at most (MaxPageSize)."""

_TREE = "1.2.840.113556.1.4.805"
_PAGED = "1.2.840.113556.1.4.319"
_CERTIFICATE = re.compile(r"certificate verify failed: ([^.(]+)")


@dataclass(frozen=True)
class Server:
    """Where a directory answers: `name` is what its certificate must bear, signed by a CA of `ca_file` (PEM).

    `host` and `port` are where to connect: behind a tunnel they are not the server's own.
    """

    host: str
    name: str
    ca_file: Path
    port: int = 636

    @property
    def label(self) -> str:
        """How errors call it."""
        return f"ldaps://{self.name}"


class Directory:
    """An open connection to a directory, with one account's rights. Every method raises DirectoryError."""

    DACL: ClassVar = security_descriptor_control(sdflags=0x04)
    """The control that asks, of a security descriptor, for the DACL alone: the rest needs special rights."""

    def __init__(self, server: Server, connection: Connection, patience: float = OPERATION) -> None:
        """CONNECTION is logged on; PATIENCE is the seconds that one operation gets."""
        self.server = server
        self._connection = connection
        self._patience = patience

    def __repr__(self) -> str:
        return f"Directory({self.server.label})"

    @cached_property
    def base(self) -> str:
        """The distinguished name of the domain, as the server tells it."""
        (root,) = self.search("", "(objectClass=*)", ["defaultNamingContext"], scope="BASE")
        return root.text("defaultNamingContext")

    def search(
        self, base: str, where: str, attributes: Sequence[str], scope: str = "SUBTREE", controls: Sequence[Any] = ()
    ) -> list[Entry]:
        """Every object from BASE on that WHERE selects (RFC 4515; values through `distinguished.literal`)."""
        found: list[Entry] = []
        cookie: bytes | None = None
        options: dict[str, Any] = {
            "search_scope": scope,
            "attributes": list(attributes),
            "controls": list(controls) or None,
        }
        if scope != "BASE":
            options["paged_size"] = PAGE
        while True:
            ask = partial(Connection.search, search_base=base, search_filter=where, paged_cookie=cookie, **options)
            result = self._ask(f"search {base or 'the root'} {where}", ask)
            found += map(Entry.read, _objects(self._connection.response))
            cookie = result.get("controls", {}).get(_PAGED, {}).get("value", {}).get("cookie")
            if not cookie:
                return found

    def add(self, name: str, attributes: Mapping[str, Values]) -> None:
        """Create the object NAME (a distinguished name) with ATTRIBUTES, its objectClass among them."""
        given = {key: list(values) for key, values in attributes.items()}
        self._ask(f"add {name}", lambda ask: ask.add(name, attributes=given))

    def modify(self, name: str, replaced: Mapping[str, Values], controls: Sequence[Any] = ()) -> None:
        """Give attributes of NAME other values, all at once or none; no value: the attribute goes."""
        changes = {key: [(MODIFY_REPLACE, list(values))] for key, values in replaced.items()}
        self._ask(f"modify {name}", lambda ask: ask.modify(name, changes, controls=list(controls) or None))

    def members(self, name: str, added: Sequence[str] = (), removed: Sequence[str] = ()) -> None:
        """Add and remove members of the group NAME (distinguished names), in one operation."""
        both = ((MODIFY_DELETE, removed), (MODIFY_ADD, added))
        changes = {"member": [(kind, list(names)) for kind, names in both if names]}
        self._ask(f"members of {name}", lambda ask: ask.modify(name, changes))

    def move(self, name: str, rdn: str, parent: str) -> None:
        """Give NAME the first step RDN (`CN=x`, escaped) below PARENT."""
        self._ask(f"move {name}", lambda ask: ask.modify_dn(name, rdn, new_superior=parent))

    def delete(self, name: str) -> None:
        """Delete NAME, which has nothing below it."""
        self._ask(f"delete {name}", lambda ask: ask.delete(name))

    def prune(self, name: str) -> None:
        """Delete NAME with everything below it (LDAP_SERVER_TREE_DELETE_OID, MS-ADTS, section 3.1.1.3.4.1.15)."""
        self._ask(f"delete the tree {name}", lambda ask: ask.delete(name, controls=[(_TREE, True, None)]))

    def answers(self, questions: Sequence[Question]) -> dict[Question, Observation]:
        """What checks ask (`ccp3lab.directory.question.Search`)."""
        return answers(self, questions)

    def close(self) -> None:
        """Log off; never raises."""
        _close(self._connection)

    def _ask(self, what: str, act: Callable[[Any], object]) -> dict[str, Any]:
        _allow(self._connection, self._patience)
        try:
            act(self._connection)
        except Exception as error:  # whatever ldap3 makes of octets that are no LDAP
            self.close()
            raise _lost(self.server, what, error) from None
        return _demand(self.server, what, self._connection)


def connect(server: Server, user: str, password: str, patience: float = OPERATION) -> Directory:
    r"""Log on to SERVER as USER (`name@domain`, `DOMAIN\name` or a distinguished name).

    DirectoryError: not reached, certificate not accepted, logon refused (its `reason` says why).
    """
    connection = _connection(server, user, password)
    try:
        connection.open(read_server_info=False)
        _allow(connection, patience)
        connection.bind(read_server_info=False)
    except Exception as error:  # whatever ldap3 makes of octets that are no LDAP
        _close(connection)
        raise _lost(server, f"log on as {user}", error) from None
    try:
        _demand(server, f"log on as {user}", connection)
    except DirectoryError:
        _close(connection)
        raise
    return Directory(server, connection, patience)


def _connection(server: Server, user: str, password: str) -> Connection:
    what = f"log on as {user}"
    if not password:  # a logon without one succeeds as nobody (RFC 4513, section 5.1.2)
        raise DirectoryError(f"{server.label}: {what}: no password given; put it into its file")
    try:
        tls = VerifiedTls(server.ca_file, server.name)
    except (OSError, ssl.SSLError) as error:
        raise DirectoryError(f"{server.label}: {server.ca_file}: no certificate of a CA in PEM form: {error}") from None
    at = Ldap3Server(server.host, port=server.port, use_ssl=True, tls=tls, get_info=NONE, connect_timeout=CONNECT)
    return Connection(
        at,
        user=user,
        password=password,
        authentication=SIMPLE,
        client_strategy=SYNC,
        auto_bind=False,
        auto_referrals=False,  # a referral would take the password wherever the server says
        check_names=False,  # names are built by ccp3lab.directory.distinguished; ldap3 would change them again
        receive_timeout=int(CONNECT),  # until `allow` sets the operation's own
    )


def _allow(connection: Connection, seconds: float) -> None:
    if socket := bounds(connection):
        socket.allow(seconds)


def _close(connection: Connection) -> None:
    socket: Any = connection.socket  # ldap3 leaves it open after an error
    _allow(connection, CONNECT)
    with suppress(LDAPExceptionError, OSError):
        connection.unbind()
    if socket is not None:
        socket.close()


def _objects(response: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - ldap3's own
    """What was found, without the references to other servers that Windows adds."""
    return (one for one in response or () if one.get("type") == "searchResEntry")


def _demand(server: Server, what: str, connection: Connection) -> dict[str, Any]:
    result: dict[str, Any] = connection.result or {}
    if result.get("result") != 0:
        raise refusal(what, server.label, int(result.get("result", 80)), str(result.get("message", "")))
    return result


def _lost(server: Server, what: str, error: Exception) -> DirectoryError:
    """No answer, or none that can be read."""
    said = one_line(str(error))
    where = f"{server.label} at {server.host}:{server.port}: {what}"
    if refused := _CERTIFICATE.search(said):
        return DirectoryError(
            f"{where}: its certificate is not accepted ({refused[1]}); it must bear the name {server.name}, be in its "
            f"time of validity and come from the CA in {server.ca_file}"
        )
    if "timed out" in said:
        return DirectoryError(f"{where}: no answer in time; the server hangs or is overloaded: look at it, run again")
    if not isinstance(error, (LDAPExceptionError, OSError)):
        return DirectoryError(
            f"{where}: what answers there talks no LDAP ({type(error).__name__}); check host and port"
        )
    return DirectoryError(f"{where}: {said}; check that the server runs and answers LDAPS there, then run again")


class LdapConnection(Reached[Directory]):
    """Nornir's view of it: `connection` is a Directory. Extras beside Reached's: `name`, `ca_file` (as in Server)."""

    port = 636
    error = DirectoryError

    def logged_on(self, logon: Logon, extras: Mapping[str, Any]) -> Directory:
        """Raises DirectoryError."""
        server = Server(logon.host, extras["name"], Path(extras["ca_file"]), logon.port)
        return connect(server, logon.user, logon.password)
