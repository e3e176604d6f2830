"""A look at an account before somebody logs on as it: a wrong password is counted by the domain, which may lock it."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from ccp3lab.connections.refusals import LOCKED, UNKNOWN, WRONG
from ccp3lab.connections.refused import Refused, RefusedNow
from ccp3lab.directory import lockout
from ccp3lab.directory.distinguished import literal
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import logon
from ccp3lab.grading.need import Observation, unseen

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory


class Guard:
    """Lets a logon be tried only where one more failure locks nobody, and never again what was just refused."""

    def __init__(self, directory: "Directory", refused: Refused | None = None) -> None:
        """DIRECTORY is logged on as an administrator; REFUSED remembers longer than this guard.

        Methods raise DirectoryError when the directory does not answer.
        """
        self._directory = directory
        self._refused = refused or RefusedNow()

    def turn(self, *logins: str) -> AbstractContextManager[None]:
        """While it is open nobody else in this process tries LOGINS: open from the look to what came of it."""
        return self._refused.turns.turn(*logins)

    def look(self, login: str, label: str) -> Entry | Observation:
        """The account LOGIN when a logon with the secret LABEL may be tried now; else the answer, without trying."""
        account = self._account(login)
        if account is None:
            return Observation(logon(login, UNKNOWN))
        if lockout.locked(account):
            return Observation(logon(login, LOCKED))
        if self._refused.trace(login, label) == lockout.trace(account):
            return Observation(logon(login, WRONG))
        return self._spared(login, account)

    def refused(self, login: str, label: str) -> None:
        """Remember that the password LABEL of LOGIN was wrong: it is not tried again before something has changed."""
        if account := self._account(login):
            self._refused.add(login, label, lockout.trace(account))

    def _spared(self, login: str, account: Entry) -> Entry | Observation:
        rule, now = self._rule(account), lockout.ticks(self._one("", ["currentTime"]).text("currentTime"))
        if rule.spared(account, now):
            return account
        why = f"{rule.failures(account, now)} échec(s), verrouillage à {rule.threshold}"
        return unseen(
            f"ouverture de session de {login} non tentée, car elle pourrait verrouiller le compte ({why})",
            f"attendre, ou remettre son compteur à zéro (samba-tool user unlock {login})",
        )

    def _account(self, login: str) -> Entry | None:
        where = f"(&(objectCategory=person)(objectClass=user)(sAMAccountName={literal(login)}))"
        return next(iter(self._directory.search(self._directory.base, where, lockout.ATTRIBUTES)), None)

    def _rule(self, account: Entry) -> lockout.Rule:
        """What locks ACCOUNT: settings of its own, or those of the domain."""
        if own := account.text("msDS-ResultantPSO"):
            return lockout.of_settings(self._one(own, ["msDS-LockoutThreshold", "msDS-LockoutObservationWindow"]))
        return lockout.of_domain(self._one(self._directory.base, ["lockoutThreshold", "lockOutObservationWindow"]))

    def _one(self, name: str, attributes: Sequence[str]) -> Entry:
        (entry,) = self._directory.search(name, "(objectClass=*)", attributes, scope="BASE")
        return entry
