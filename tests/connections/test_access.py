"""What users can do in shares, tried on a server in memory: everything is taken away again, nobody is locked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ccp3lab.connections import access, access_table, access_visit, statuses
from ccp3lab.connections.access import Access, AccessConnection
from ccp3lab.connections.access_table import place
from ccp3lab.connections.access_visit import outcome
from ccp3lab.connections.ldap import Server
from ccp3lab.connections.reached import Logon
from ccp3lab.connections.smb import FileServer
from ccp3lab.connections.srvsvc import Share
from ccp3lab.errors import DirectoryError, ShareError, SilentError
from ccp3lab.grading import Observation
from ccp3lab.ntsecurity import Descriptor, Right, allow, known
from ccp3lab.sharing import DENIED, MISSING, OK, UNTRIED, Table, Told, Visit, Visited, silent, table, visited
from tests.connections.shares_memory import ALL, FUNCTIONS, Files, Session, Watchman

READS, WRITES = "list read", "list read create change delete"
SERVER = FileServer("127.0.0.1", "fs1.ad.test.lan", 4450)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """A server with a share `compta`: agnes writes, bruno reads, chloe does not come in, zoe may rule."""
    made = Files(passwords={name: f"secret of {name}" for name in ("agnes", "bruno", "chloe", "zoe", "Administrator")})
    made.share("compta", "C:\\srv\\compta", agnes=WRITES, bruno=READS, chloe="", zoe=" ".join(ALL))
    for one in FUNCTIONS:
        monkeypatch.setattr(access_visit, one.__name__, one, raising=False)
    monkeypatch.setattr(access_table, "delete", FUNCTIONS[3])
    monkeypatch.setattr(access, "connect", made.connect)
    monkeypatch.setattr(
        access, "shares", lambda smb: [Told(s.name, s.path, Descriptor(None), None) for s in made.shares.values()]
    )
    return made


@pytest.fixture
def guard() -> Watchman:
    return Watchman({"agnes", "bruno", "chloe", "zoe"})


@pytest.fixture
def ask(files: Files, guard: Watchman) -> Callable[..., Visited]:
    """ask(LOGIN, AUTHOR): what became of the visit."""
    made = Access(SERVER, Logon("", 0, "VELO\\Administrator", "secret of Administrator"), guard, "secret of {}".format)  # type: ignore[arg-type]

    def go(login: str, author: str = "", share: str = "compta") -> Visited:
        one = Visit(share, login, login, author, author)
        return visited(made.answers([one])[one])

    return go


def test_who_writes(ask, files: Files) -> None:
    assert ask("agnes", "zoe") == Visited(OK, OK, OK, OK, OK, OK, OK, OK, OK, DENIED)
    assert files.files == {}, "everything is taken away again"


def test_who_reads(ask, files: Files) -> None:
    found = ask("bruno", "agnes")
    assert found == Visited(OK, OK, OK, OK, OK, DENIED, UNTRIED, DENIED, DENIED, DENIED)
    assert files.files == {}, "what the reader could not delete, too"


def test_who_does_not_come_in(ask) -> None:
    assert ask("chloe", "agnes") == Visited(OK, OK, OK, DENIED, DENIED, DENIED, UNTRIED, DENIED, DENIED, DENIED)


def test_who_rules(ask) -> None:
    assert ask("zoe", "agnes").rule == OK


def test_without_an_author_only_the_own_file_is_tried(ask) -> None:
    assert ask("agnes") == Visited(OK, UNTRIED, UNTRIED, OK, UNTRIED, OK, OK, UNTRIED, UNTRIED, DENIED)


def test_an_author_who_cannot_write_leaves_nothing_to_read(ask) -> None:
    found = ask("agnes", "bruno")
    assert (found.wrote, found.read, found.change, found.delete) == (DENIED, UNTRIED, UNTRIED, UNTRIED)
    assert (found.create, found.remove) == (OK, OK)


def test_no_such_share(ask) -> None:
    found = ask("agnes", "zoe", share="ventes")
    assert {found.wrote, found.enter, found.create, found.rule} == {MISSING}


def test_what_nobody_of_them_may_delete_the_administrator_does(ask, files: Files) -> None:
    files.may["agnes", "compta"] = frozenset({"list", "create"})
    files.may["bruno", "compta"] = frozenset({"create"})
    assert ask("bruno", "agnes").remove == DENIED
    assert files.files == {}


def test_an_account_logs_on_once_a_round(ask, files: Files) -> None:
    ask("bruno", "agnes")
    assert files.opened == ["Administrator", "bruno", "agnes"]
    ask("bruno", "agnes")
    assert len(files.opened) == 6, "what a user may do is settled at logon: the next round logs on anew"


@pytest.mark.parametrize(("status", "reason"), sorted(access_visit.REASONS.items()))
def test_a_refused_logon_says_why(ask, files: Files, guard: Watchman, status: int, reason: str) -> None:
    files.refusals["bruno"] = status
    assert ask("bruno", "agnes") == Visited(logon=reason, author_logon=OK)
    assert guard.wrong == ([("bruno", "bruno")] if reason == "52e" else [])


def test_a_wrong_password_is_not_tried_again(ask, files: Files) -> None:
    files.passwords["bruno"] = "another"
    assert [ask("bruno", "agnes").logon for _ in range(3)] == ["52e"] * 3
    assert files.opened.count("bruno") == 1


def test_the_author_is_guarded_as_well(ask, files: Files) -> None:
    files.passwords["agnes"] = "another"
    assert ask("bruno", "agnes").author_logon == "52e"
    assert ask("nobody", "bruno").logon == "525"
    assert "nobody" not in files.opened


def answer(files: Files, guard: Watchman, *asked: Visit | Table) -> list[Observation]:
    made = Access(SERVER, Logon("", 0, "VELO\\Administrator", "secret of Administrator"), guard, "secret of {}".format)  # type: ignore[arg-type]
    found = made.answers(asked)
    return [found[one] for one in asked]


@pytest.mark.parametrize("spared", ["bruno", "agnes"])
def test_who_must_not_be_tried_is_unseen(files: Files, guard: Watchman, spared: str) -> None:
    guard.spare.add(spared)
    (seen,) = answer(files, guard, Visit("compta", "bruno", "bruno", "agnes", "agnes"))
    assert "pourrait verrouiller" in seen.error
    assert spared not in files.opened


def test_a_server_that_says_something_else_to_a_logon_is_unseen(files: Files, guard: Watchman) -> None:
    files.refusals["bruno"] = 0xC00000E5
    (seen,) = answer(files, guard, Visit("compta", "bruno", "bruno"))
    assert seen.error == "l'ouverture de session de bruno n'a pas de réponse claire"


def test_a_server_that_stops_answering_is_an_error(files: Files, guard: Watchman) -> None:
    files.broken = True
    with pytest.raises(ShareError, match="no answer"):
        answer(files, guard, Visit("compta", "bruno", "bruno"))


def test_several_questions_share_a_round(files: Files, guard: Watchman) -> None:
    visits = [Visit("compta", name, name, "agnes", "agnes") for name in ("bruno", "chloe")]
    seen = answer(files, guard, Table(), *visits)
    assert list(table(seen[0])) == ["compta"]
    assert files.opened == ["Administrator", "bruno", "agnes", "chloe"]


def test_no_secret_is_shown(files: Files, guard: Watchman) -> None:
    seen = answer(files, guard, Table(), Visit("compta", "bruno", "bruno", "agnes", "agnes"))
    assert "secret of" not in "".join(one.text for one in seen)


def test_sessions_end_with_the_round(files: Files, guard: Watchman, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Session] = []

    def connect(*given: object) -> Session:
        made.append(files.connect(*given))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(access, "connect", connect)
    answer(files, guard, Visit("compta", "bruno", "bruno", "agnes", "agnes"))
    assert [one.closed for one in made] == [True] * 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (statuses.ACCESS_DENIED, DENIED), (statuses.NO_SUCH_SHARE, MISSING), (statuses.NOT_FOUND, MISSING),
        (statuses.PATH_NOT_FOUND, MISSING), (0xC0000043, "0xC0000043"), (5, "0x00000005"),
    ],
)  # fmt: skip
def test_what_a_status_means(code: int, said: str) -> None:
    def act() -> None:
        raise ShareError("x", code)

    assert outcome(act) == said
    assert outcome(lambda: None) == OK


@pytest.mark.parametrize(
    ("share", "path", "way"),
    [
        ("compta", "C:\\srv\\compta", ("srv$", "compta")),
        ("compta", "c:\\SRV\\services\\compta", ("srv$", "services\\compta")),
        ("compta", "C:\\home\\compta", ("compta", "")),
        ("compta", "D:\\partages", ("compta", "")),
    ],
)
def test_the_administrator_goes_past_permissions_of_shares(share: str, path: str, way: tuple[str, str]) -> None:
    assert place(share, path) == way


def test_every_share_of_folders_is_told_with_its_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    everyone = Descriptor((allow(known.EVERYONE, Right.READ.value),))
    found = [Share("compta", "C:\\srv\\compta", "", everyone), Share("IPC$", "", kind=3), Share("x", "C:\\srv\\gone")]

    class Service:
        def __enter__(self) -> "Service":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def all(self) -> list[Share]:
            return found

    def security(smb: object, share: str, path: str) -> Descriptor:
        if path == "gone":
            raise ShareError("gone", statuses.NOT_FOUND)
        assert (share, path) == ("srv$", "compta")
        return everyone

    monkeypatch.setattr(access_table, "shares_of", lambda smb: Service())
    monkeypatch.setattr(access_table, "security", security)
    assert list(access_table.shares("smb")) == [  # type: ignore[arg-type]
        Told("compta", "C:\\srv\\compta", everyone, everyone),
        Told("x", "C:\\srv\\gone", Descriptor(None), None),
    ]


class Way:
    """A tunnel that remembers whether it is open."""

    def __init__(self, port: int) -> None:
        self.port, self.open, self.stopped = port, 0, False

    @contextmanager
    def __call__(self) -> Iterator[tuple[str, int]]:
        if self.stopped:
            raise SilentError(f"port {self.port}: Connect failed")
        self.open += 1
        try:
            yield "127.0.0.1", self.port
        finally:
            self.open -= 1


@pytest.fixture
def ways(files: Files, monkeypatch: pytest.MonkeyPatch) -> tuple[AccessConnection, dict, Way, Way]:
    """A connection, how it is opened, and its two ways: to the shares, to the directory that knows their users."""
    monkeypatch.setattr(access, "ldap", lambda server, user, password: Asked(server, user, password))
    shares, directory = Way(4450), Way(6360)
    extras = {
        "name": "fs1.ad.test.lan",
        "via": shares,
        "secret": str,
        "directory": {"name": "dc1.ad.test.lan", "ca_file": "/ca.pem", "user": "Administrator@AD", "via": directory},
    }
    return AccessConnection(), extras, shares, directory


@dataclass
class Asked:
    """A directory that was logged on to; with the wrong password it is not."""

    server: Server
    user: str
    password: str
    closed: bool = False

    def __post_init__(self) -> None:
        if self.password == "wrong":
            raise DirectoryError("dc1: logon refused", 49, "52e")

    def close(self) -> None:
        self.closed = True


def test_both_ways_are_open_as_long_as_the_connection(ways) -> None:
    connection, extras, shares, directory = ways
    connection.open("", "VELO\\Administrator", "right", None, None, extras)
    assert (shares.open, directory.open) == (1, 1)
    assert isinstance(connection.connection, Access)
    connection.close()
    assert (shares.open, directory.open) == (0, 0)


def test_the_directory_is_asked_by_its_own_name(ways, monkeypatch: pytest.MonkeyPatch) -> None:
    connection, extras, _, _ = ways
    made: list[Asked] = []
    monkeypatch.setattr(access, "ldap", lambda *given: made.append(Asked(*given)) or made[-1])
    connection.open("", "VELO\\Administrator", "right", None, None, extras)
    (asked,) = made
    assert (asked.server, asked.user) == (
        Server("127.0.0.1", "dc1.ad.test.lan", Path("/ca.pem"), 6360), "Administrator@AD",
    )  # fmt: skip
    connection.close()
    assert asked.closed


def test_a_refused_administrator_leaves_nothing_open(ways, files: Files) -> None:
    connection, extras, shares, directory = ways
    with pytest.raises(DirectoryError, match="logon refused"):
        connection.open("", "VELO\\Administrator", "wrong", None, None, extras)
    assert shares.open == 0
    assert files.opened == [], "the file server is not tried with it as well: that would be counted twice"
    assert directory.open == 0


def test_a_server_that_is_stopped_is_told_until_it_answers_again(ways, files: Files) -> None:
    connection, extras, shares, _ = ways
    shares.stopped = True
    connection.open("", "VELO\\Administrator", "right", None, None, extras)
    asked = [Table(), Visit("compta", "bruno", "bruno")]
    found = connection.connection.answers(asked)
    assert all(silent(found[one]) for one in asked)
    assert files.opened == [], "nobody's password is tried"
    shares.stopped = False
    with pytest.raises(ShareError, match="the server answers again; ask anew"):
        connection.connection.answers(asked)
    connection.connection.close()
    connection.close()
    assert shares.open == 0


def test_a_directory_that_is_stopped_is_not_the_file_server_s_silence(ways) -> None:
    connection, extras, shares, directory = ways
    directory.stopped = True
    with pytest.raises(SilentError, match="port 6360: Connect failed"):
        connection.open("", "VELO\\Administrator", "right", None, None, extras)
    assert not hasattr(connection, "connection"), "nothing stands for the file server"
    assert shares.open == 0
