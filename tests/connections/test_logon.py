"""Logons as accounts of a domain: told apart, and nobody is ever locked by them."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from ccp3lab.connections import logon as module
from ccp3lab.connections.logon import LogonConnection, Logons
from ccp3lab.connections.reached import Logon
from ccp3lab.connections.refused import RefusedNow
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Bind, Search, says
from ccp3lab.errors import DirectoryError

NOW = "20261129203000.0Z"
RECENT = 134_000_000_000_000_000
"""badPasswordTime, in 2025: it counts while the window is a hundred years."""
WINDOW = 100 * 365 * 86400 * 10_000_000


class Domain:
    """A directory in memory whose accounts have passwords; it counts and locks as a domain does."""

    def __init__(self, threshold: int = 5) -> None:
        self.threshold = threshold
        self.accounts: dict[str, dict[str, object]] = {}
        self.tried: list[tuple[str, str]] = []
        self.base, self.server, self.closed = "DC=x", SimpleNamespace(label="ldaps://dc1"), False
        self.broken: DirectoryError | None = None

    def has(self, login: str, password: str, reason: str = "", **values: object) -> None:
        known = {"badPwdCount": 0, "badPasswordTime": RECENT, "pwdLastSet": 1, "uSNChanged": 1, **values}
        self.accounts[login] = {"password": password, "reason": reason, **known}

    def search(self, base: str, where: str, attributes: object, scope: str = "SUBTREE") -> list[Entry]:
        if self.broken:
            raise self.broken
        heads: dict[str, dict[str, object]] = {
            "": {"currentTime": NOW},
            "DC=x": {"lockoutThreshold": self.threshold, "lockOutObservationWindow": -WINDOW},
            "CN=strict": {"msDS-LockoutThreshold": 2, "msDS-LockoutObservationWindow": -WINDOW},
        }
        if scope == "BASE":
            return [entry(base, heads[base])]
        return [entry(f"CN={name}", one) for name, one in self.accounts.items() if f"(sAMAccountName={name})" in where]

    def logon(self, server: object, user: str, password: str, patience: float) -> "Domain":
        login = user.removeprefix("CN=")
        account = self.accounts[login]
        self.tried.append((login, password))
        if password != account["password"]:
            account["badPwdCount"] = int(str(account["badPwdCount"])) + 1
            raise DirectoryError("refused", 49, "52e")
        if account["reason"]:
            raise DirectoryError("refused", 49, str(account["reason"]))
        return self

    def close(self) -> None:
        self.closed = True


def entry(dn: str, values: dict[str, object]) -> Entry:
    return Entry(dn, {name.lower(): (str(value).encode(),) for name, value in values.items()})


@pytest.fixture
def domain(monkeypatch: pytest.MonkeyPatch) -> Iterator[Domain]:
    made = Domain()
    monkeypatch.setattr(module, "connect", made.logon)
    yield made
    assert all(int(str(one["badPwdCount"])) < made.threshold for one in made.accounts.values() if made.threshold)


def asked(domain: Domain, *questions: Bind, through: Logons | None = None) -> list[str]:
    """What is said of each of QUESTIONS: a reason, or `unseen: why`."""
    found = (through or logons(domain)).answers(questions)
    return [f"unseen: {found[one].error}" if found[one].error else says(found[one]) for one in questions]


def logons(domain: Domain) -> Logons:
    return Logons(domain, lambda label: f"secret of {label}")  # type: ignore[arg-type]


ANN, BEA = Bind("ann", "a"), Bind("bea", "b")


def test_each_account_says_its_own(domain: Domain) -> None:
    domain.has("ann", "secret of a")
    domain.has("bea", "secret of b", reason="773")
    assert asked(domain, ANN, BEA) == ["ok", "773"]
    assert domain.tried == [("ann", "secret of a"), ("bea", "secret of b")]


def test_nobody_is_told_without_a_logon(domain: Domain) -> None:
    assert asked(domain, ANN) == ["525"]
    assert domain.tried == []


def test_a_locked_account_is_told_without_a_logon(domain: Domain) -> None:
    domain.has("ann", "secret of a", **{"msDS-User-Account-Control-Computed": 16})
    assert asked(domain, ANN) == ["775"]
    assert domain.tried == []


def test_a_wrong_password_is_tried_once_while_nothing_changes(domain: Domain) -> None:
    domain.has("ann", "another")
    through = logons(domain)
    assert [asked(domain, ANN, through=through) for _ in range(9)] == [["52e"]] * 9
    assert len(domain.tried) == 1


@pytest.mark.parametrize("changed", ["pwdLastSet", "uSNChanged"])
def test_a_new_password_is_tried(domain: Domain, changed: str) -> None:
    domain.has("ann", "another")
    through = logons(domain)
    assert asked(domain, ANN, through=through) == ["52e"]
    domain.accounts["ann"] |= {changed: 2, "password": "secret of a"}
    assert asked(domain, ANN, through=through) == ["ok"]


@pytest.mark.parametrize(("threshold", "runs"), [(5, 4), (3, 2), (2, 1), (1, 0)])
def test_runs_one_after_the_other_stop_before_the_account_is_locked(domain: Domain, threshold, runs) -> None:
    domain.threshold = threshold
    domain.has("ann", "another")
    said = [asked(domain, ANN)[0] for _ in range(9)]
    assert len(domain.tried) == threshold - 1 == runs
    assert said[:runs] == ["52e"] * runs
    assert all("non tentée" in one for one in said[runs:])


def test_settings_of_a_group_count_more_than_those_of_the_domain(domain: Domain) -> None:
    domain.has("ann", "another", badPwdCount=1, **{"msDS-ResultantPSO": "CN=strict"})
    assert asked(domain, ANN) == [
        "unseen: ouverture de session de ann non tentée, car elle pourrait verrouiller le compte (1 échec(s), "
        "verrouillage à 2)"
    ]


def test_an_account_is_tried_once_a_run_whatever_is_asked(domain: Domain) -> None:
    domain.has("ann", "another")
    found = logons(domain).answers([ANN, Bind("ANN", "b"), Bind("ann", "c")])
    assert len(found) == len(domain.tried) == 1


def test_a_refusal_that_tells_nothing_is_unseen(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    domain.has("ann", "secret of a")

    def silent(*_: object) -> None:
        raise DirectoryError("no answer in time")

    monkeypatch.setattr(module, "connect", silent)
    assert asked(domain, ANN) == ["unseen: l'ouverture de session de ann n'a pas de réponse claire"]


def test_a_directory_that_does_not_answer_is_an_error(domain: Domain) -> None:
    domain.broken = DirectoryError("gone")
    with pytest.raises(DirectoryError, match="gone"):
        logons(domain).answers([ANN])


def test_other_questions_are_left_alone(domain: Domain) -> None:
    assert logons(domain).answers([Search("(cn=a)", ("cn",))]) == {}


def test_the_plugin_logs_the_administrator_on_and_off(domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def administrator(server: object, user: str, password: str) -> Domain:
        seen.extend([server, user, password])
        return domain

    monkeypatch.setattr(module, "connect", administrator)
    extras = {"name": "dc1.x", "ca_file": "/ca.pem", "secret": lambda label: "never"}
    made = LogonConnection().logged_on(Logon("127.0.0.1", 7636, "Administrator@X", "velo"), extras)
    made.close()
    assert (seen[0].name, seen[0].port, seen[1:]) == ("dc1.x", 7636, ["Administrator@X", "velo"])  # type: ignore[attr-defined]
    assert domain.closed
    assert "velo" not in repr(made)


def test_connections_that_ask_for_one_account_at_once_try_it_once(domain: Domain) -> None:
    """As two machines of a lab do: each has a guard of its own, all of them one memory."""
    domain.has("ann", "another", badPwdCount=3)
    memory, start = RefusedNow(), threading.Barrier(4, timeout=10)

    def look() -> str:
        one = Logons(domain, lambda label: "wrong", memory)  # type: ignore[arg-type]
        start.wait()
        return asked(domain, ANN, through=one)[0]

    with ThreadPoolExecutor(4) as pool:
        said = [done.result(timeout=10) for done in [pool.submit(look) for _ in range(4)]]
    assert said == ["52e"] * 4
    assert len(domain.tried) == 1
