"""A file server in memory: shares with files in them, users who may do this or that, and a domain that counts."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace

from ccp3lab.connections import statuses
from ccp3lab.connections.smb_files import Item
from ccp3lab.connections.srvsvc import Share
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import logon
from ccp3lab.errors import ShareError
from ccp3lab.grading.need import Observation, unseen
from ccp3lab.ntsecurity import Descriptor

ALL = frozenset({"list", "read", "create", "change", "delete", "rule"})


@dataclass
class Files:
    """The server. `may`: what each user may do, by (login, share); `files`: by (share, path)."""

    may: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    folders: dict[str, Descriptor] = field(default_factory=dict)
    files: dict[tuple[str, str], bytes] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, int] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    broken: bool = False

    def share(self, name: str, path: str, **may: str) -> None:
        """A share and what users may do in it, in words apart by spaces; the administrator may do everything."""
        self.shares[name] = Share(name, path)
        for login, words in {**may, "Administrator": " ".join(ALL)}.items():
            self.may[login, name] = frozenset(words.split())

    def connect(self, server: object, user: str, password: str) -> "Session":
        login = user.partition("\\")[2]
        self.opened.append(login)
        if code := self.refusals.get(login):
            raise ShareError("refused", code)
        if self.passwords.get(login) != password:
            raise ShareError("refused", statuses.LOGON_FAILURE)
        return Session(self, login)


@dataclass
class Session:
    """One user's session; the functions of smb_files, as a test puts them in their place."""

    files: Files
    login: str
    closed: bool = False
    server = SimpleNamespace(name="fs1")

    def close(self) -> None:
        self.closed = True

    def allowed(self, share: str, what: str) -> None:
        if self.files.broken:
            raise ShareError("no answer")
        if share not in self.files.shares:
            raise ShareError("missing", statuses.NO_SUCH_SHARE)
        if what not in self.files.may.get((self.login, share), ALL if self.login == "Administrator" else frozenset()):
            raise ShareError("denied", statuses.ACCESS_DENIED)

    def there(self, share: str, path: str) -> None:
        if (share, path) not in self.files.files:
            raise ShareError("not there", statuses.NOT_FOUND)


def write_file(smb: Session, share: str, path: str, data: bytes) -> None:
    smb.allowed(share, "create")
    smb.files.files[share, path] = data


def overwrite(smb: Session, share: str, path: str, data: bytes) -> None:
    smb.there(share, path)
    smb.allowed(share, "change")
    smb.files.files[share, path] = data


def read_file(smb: Session, share: str, path: str) -> bytes:
    smb.there(share, path)
    smb.allowed(share, "read")
    return smb.files.files[share, path]


def delete(smb: Session, share: str, path: str) -> None:
    if share == "srv$":  # the way of the administrator, to the same folder
        share, _, path = path.partition("\\")
    smb.allowed(share, "delete")
    smb.there(share, path)
    del smb.files.files[share, path]


def listed(smb: Session, share: str) -> tuple[Item, ...]:
    smb.allowed(share, "list")
    return tuple(Item(path, False) for one, path in smb.files.files if one == share)


def open_for(smb: Session, share: str, path: str, access: int) -> None:
    assert (path, access) == ("", 0x40000)
    smb.allowed(share, "rule")


FUNCTIONS = (write_file, overwrite, read_file, delete, listed, open_for)


@dataclass
class Watchman:
    """A guard that knows these accounts; `spare` are those that must not be tried."""

    known: set[str]
    spare: set[str] = field(default_factory=set)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def turn(self, *logins: str) -> AbstractContextManager[None]:
        return nullcontext()

    def look(self, login: str, label: str) -> Entry | Observation:
        if login in self.spare:
            return unseen("non tentée, car elle pourrait verrouiller le compte")
        if login not in self.known or (login, label) in self.wrong:
            return Observation(logon(login, "52e" if login in self.known else "525"))
        return Entry(f"CN={login}")

    def refused(self, login: str, label: str) -> None:
        self.wrong.append((login, label))
