"""Nornir's `ccp3_station`: sessions on a workstation as people of its domain, who have the toolkit's first passwords.

The machine is asked by PAM, the password is su(1)'s standard input. The domain is looked at before, so that nobody is
locked, and afterwards: a machine that lets somebody in without asking it is told.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ccp3lab.connections.batch import Batch, BatchConnection, Job
from ccp3lab.connections.ldap import Directory, LdapConnection
from ccp3lab.connections.logon_guard import Guard
from ccp3lab.connections.reached import Reached
from ccp3lab.connections.refusals import WRONG
from ccp3lab.connections.refused import Refused
from ccp3lab.directory import lockout
from ccp3lab.directory.distinguished import literal
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import LOGGED_ON
from ccp3lab.directory.session import ALONE, FAILED, Opened, Session, heard, opened, told
from ccp3lab.errors import DirectoryError
from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.need import Observation, Question, unseen

if TYPE_CHECKING:
    from nornir.core.configuration import Config
    from nornir.core.inventory import ConnectionOptions

PATIENCE = 15.0
"""Seconds for a session: the first one makes a home, a refused one waits two."""

NO_DOMAIN = unseen("le domaine ne répond pas, aucune session n'est tentée", "le contrôleur de domaine (ccp3 status)")
SEEN = ("lastLogon", "logonCount")
"""What a domain writes down of a logon."""


@dataclass
class Sessions:
    """Opens sessions on one machine.

    `domain` reaches its directory as an administrator, when it is first needed; `secret` gives a password by its label.
    `refused` remembers what was refused in other runs.
    """

    batch: Batch
    domain: Callable[[], Reached[Directory]]
    secret: Callable[[str], str] = field(repr=False)
    refused: Refused | None = None
    _known: tuple[Reached[Directory], Guard] | None = None

    def answers(self, questions: Sequence[Question]) -> dict[Question, Observation]:
        """The answer to each Session; what SSH and Batch raise passes through.

        Accounts are tried at once, an account in one session after the other; what it was refused stands for the rest.
        """
        asked, found = [one for one in questions if isinstance(one, Session)], dict[Question, Observation]()
        people, refused = defaultdict[str, list[Session]](list), dict[str, Observation]()
        for one in asked:
            people[one.login.casefold()].append(one)
        try:
            for turn in zip_longest(*people.values()):
                now = {one: login for login, one in zip(people, turn, strict=True) if one and login not in refused}
                found |= self._answers(list(now))
                refused |= {login: found[one] for one, login in now.items() if not _let_in(found[one])}
        except DirectoryError:
            self._leave()
            return dict.fromkeys(asked, NO_DOMAIN)
        return {one: found.get(one) or refused[one.login.casefold()] for one in asked}

    def close(self) -> None:
        """End both connections."""
        self._leave()
        self.batch.close()

    def _answers(self, asked: list[Session]) -> dict[Question, Observation]:
        if self._known is None:
            reached = self.domain()
            self._known = reached, Guard(reached.connection, self.refused)
        directory, guard = self._known[0].connection, self._known[1]
        with guard.turn(*(one.login for one in asked)):
            return self._tried(asked, directory, guard)

    def _tried(self, asked: list[Session], directory: Directory, guard: Guard) -> dict[Question, Observation]:
        looked = {one: guard.look(one.login, one.label) for one in asked}
        found: dict[Question, Observation] = {
            one: said for one, said in looked.items() if isinstance(said, Observation)
        }
        trying = {one: Before(said, _traces(directory, one)) for one, said in looked.items() if isinstance(said, Entry)}
        answers = self.batch.run([self._job(one) for one in trying]) if trying else []
        for (one, before), answer in zip(trying.items(), answers, strict=True):
            if answer.error:
                found[one] = unseen(f"la session de {one.login} n'a pas fini dans son délai")
            else:
                made = heard(answer.code, answer.text)
                found[one] = Observation(told(_compared(directory, guard, one, before, made)))
        return found

    def _job(self, one: Session) -> Job:
        """A session by su(1), which asks everybody but root for the password."""
        argv = ("runuser", "-u", "nobody", "--", "su", "-", f"{one.login}@{one.domain}", "-c", one.typed)
        return Job(argv, PATIENCE, f"{self.secret(one.label)}\n")

    def _leave(self) -> None:
        if self._known:
            self._known[0].close()
            self._known = None


@dataclass(frozen=True)
class Before:
    """What the domain knew of an account before the session: the account, and what is written down of its logons."""

    account: Entry
    logons: tuple[bytes, ...]


def _let_in(seen: Observation) -> bool:
    """Whether an answer is that of a session."""
    try:
        return not seen.error and opened(seen).says == LOGGED_ON
    except Unreadable:
        return False


def _compared(directory: Directory, guard: Guard, one: Session, before: Before, made: Opened) -> Opened:
    """MADE, where the domain says what the machine does not: it was never asked, or has counted a wrong password."""
    if made.says == LOGGED_ON and _traces(directory, one) == before.logons:
        return replace(made, says=ALONE)
    if made.says == FAILED:
        after = guard.look(one.login, one.label)
        if isinstance(after, Observation) or lockout.trace(after) != lockout.trace(before.account):
            guard.refused(one.login, one.label)
            return replace(made, says=WRONG)
    return made


def _traces(directory: Directory, one: Session) -> tuple[bytes, ...]:
    """What the domain has written down of the logons of an account."""
    found = directory.search(directory.base, f"(sAMAccountName={literal(one.login)})", SEEN)
    return tuple(entry.raw(name) for entry in found for name in SEEN)


class StationConnection:
    """Nornir's view of it: `connection` is a Sessions.

    Extras: those of `ccp3_batch`, `domain` (the ConnectionOptions of `ccp3_ldap` for its domain), `secret` (a call),
    `refused` (as Guard has it).
    """

    connection: Sessions

    def open(
        self,
        hostname: str | None,
        username: str | None,
        password: str | None,
        port: int | None,
        platform: str | None,
        extras: dict[str, Any] | None = None,
        configuration: "Config | None" = None,
    ) -> None:
        """Log on to the machine, as BatchConnection does; its domain is reached when the first question comes."""
        options: Mapping[str, Any] = extras or {}
        machine = BatchConnection()
        machine.open(hostname, username, password, port, platform, dict(options), configuration)

        def reached() -> Reached[Directory]:
            domain: ConnectionOptions = options["domain"]
            made = LdapConnection()
            made.open(None, domain.username, None, None, None, domain.extras, configuration)
            return made

        self.connection = Sessions(machine.connection, reached, options["secret"], options.get("refused"))

    def close(self) -> None:
        """End both connections."""
        self.connection.close()
