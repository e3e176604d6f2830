"""Sessions on a machine of a domain, both in memory: what is told, and that nobody is ever locked by them."""

import json
from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from ccp3lab.connections import station as module
from ccp3lab.connections.batch import Answer, BatchError, Job
from ccp3lab.connections.station import NO_DOMAIN, Sessions, StationConnection
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search
from ccp3lab.directory.session import Session, opened
from ccp3lab.errors import DirectoryError

THRESHOLD = 3
HEADS = {"": {"currentTime": "20261129203000.0Z"}, "DC=x": {"lockoutThreshold": THRESHOLD}}
ANN, BEA = Session("ann", "ad.x", "a"), Session("bea", "ad.x", "b")


class Station:
    """A machine and its domain: who is known where, with which password; `online`: it asks the domain."""

    def __init__(self) -> None:
        self.accounts: dict[str, dict[str, int]] = {}
        self.passwords: dict[str, str] = {}
        self.online = True
        self.refuses: frozenset[str] = frozenset()
        self.error, self.words, self.lost = "", "", False
        self.batches: list[int] = []
        self.jobs: list[Job] = []
        self.closed = 0
        self.base, self.connection = "DC=x", self

    def has(self, login: str, password: str, **values: int) -> None:
        self.accounts[login] = {"badPwdCount": 0, "logonCount": 0, "uSNChanged": 1, **values}
        self.passwords[login] = password

    def search(self, base: str, where: str, attributes: object, scope: str = "SUBTREE") -> list[Entry]:
        if self.lost:
            raise DirectoryError("no answer in time")
        if scope == "BASE":
            return [entry(base, HEADS[base])]
        return [entry(f"CN={one}", said) for one, said in self.accounts.items() if f"={one})" in where.casefold()]

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        self.jobs += jobs
        self.batches.append(len(jobs))
        return [self._session(job) for job in jobs]

    def _session(self, job: Job) -> Answer:
        if self.error:
            return Answer(code=None, text="", error=self.error)
        login = job.argv[job.argv.index("-") + 1].partition("@")[0].casefold()
        right = job.given == f"{self.passwords[login]}\n"
        if self.online:
            self.accounts[login]["logonCount" if right else "badPwdCount"] += 1
        if not right:
            return Answer(code=1, text="Password: su: Authentication failure", error="")
        if login in self.refuses:
            return Answer(code=1, text="Password: su: Permission denied", error="")
        if self.words:
            return Answer(code=0, text=self.words, error="")
        return Answer(code=0, text=f"Password: session:{login}:/home/{login}:own\n", error="")

    def close(self) -> None:
        self.closed += 1


def entry(dn: str, values: dict[str, object] | dict[str, int]) -> Entry:
    return Entry(dn, {name.lower(): (str(value).encode(),) for name, value in values.items()})


@pytest.fixture
def station() -> Station:
    return Station()


def sessions(station: Station) -> Sessions:
    return Sessions(station, lambda: station, lambda label: f"secret of {label}")  # type: ignore[arg-type, return-value]


def asked(through: Sessions, *questions: Session) -> list[str]:
    found = through.answers(questions)
    return [found[one].error or opened(found[one]).says for one in questions]


def test_each_person_has_a_session_of_their_own(station: Station) -> None:
    station.has("ann", "secret of a")
    station.has("bea", "secret of b")
    station.refuses = frozenset({"bea"})
    assert asked(sessions(station), ANN, BEA) == ["ok", "denied"]
    assert [job.given for job in station.jobs] == ["secret of a\n", "secret of b\n"]
    assert "ann@ad.x" in station.jobs[0].argv
    assert not [job for job in station.jobs if "secret" in " ".join(job.argv) or "secret" in repr(job)]


def test_a_machine_that_does_not_ask_the_domain_is_told(station: Station) -> None:
    station.has("ann", "secret of a")
    station.online = False
    assert asked(sessions(station), ANN) == ["alone"]


def test_whom_the_domain_does_not_know_nobody_tries(station: Station) -> None:
    assert asked(sessions(station), ANN) == ["525"]
    assert station.jobs == []


def test_a_password_that_the_domain_refused_is_tried_once(station: Station) -> None:
    station.has("ann", "another")
    through = sessions(station)
    assert [asked(through, ANN) for _ in range(9)] == [["52e"]] * 9
    assert len(station.jobs) == 1
    station.accounts["ann"]["pwdLastSet"] = 2
    station.passwords["ann"] = "secret of a"
    assert asked(through, ANN) == ["ok"]


def test_what_never_reached_the_domain_is_tried_again(station: Station) -> None:
    """sssd was down: no failure was counted, and it may be up by now."""
    station.has("ann", "another")
    station.online = False
    through = sessions(station)
    assert asked(through, ANN) == ["failed"]
    station.online, station.passwords["ann"] = True, "secret of a"
    assert asked(through, ANN) == ["ok"]


def test_runs_one_after_the_other_stop_before_the_account_is_locked(station: Station) -> None:
    station.has("ann", "another", badPasswordTime=2**62)
    said = [asked(sessions(station), ANN)[0] for _ in range(6)]
    assert said[: THRESHOLD - 1] == ["52e"] * (THRESHOLD - 1)
    assert all("non tentée" in one for one in said[THRESHOLD - 1 :])
    assert station.accounts["ann"]["badPwdCount"] < THRESHOLD


SHARE = Session("ann", "ad.x", "a", "//fs1.ad.x/commun")


def test_what_an_account_was_refused_stands_for_all_that_is_asked_of_it(station: Station) -> None:
    station.has("ann", "another")
    found = sessions(station).answers([ANN, Session("ANN", "ad.x", "b"), SHARE])
    assert len(station.jobs) == 1
    assert {opened(said).says for said in found.values()} == {"52e"}
    assert len(found) == 3


def test_an_account_has_one_session_after_the_other_beside_those_of_others(station: Station) -> None:
    station.has("ann", "secret of a")
    station.has("bea", "secret of b")
    assert asked(sessions(station), ANN, SHARE, BEA) == ["ok", "ok", "ok"]
    typed = [job.argv[-1] for job in station.jobs]
    assert [("smbclient" in line) for line in typed] == [False, False, True]
    assert station.batches == [2, 1]


def test_a_session_that_says_nothing_known_is_told_as_it_is(station: Station) -> None:
    station.has("ann", "secret of a")
    station.words = "Bonjour"
    found = sessions(station).answers([ANN, SHARE])
    assert [json.loads(said.text)["words"] for said in found.values()] == ["Bonjour", "Bonjour"]
    assert len(station.jobs) == 1


def test_a_session_that_does_not_end_is_unseen(station: Station) -> None:
    station.has("ann", "secret of a")
    station.error = "timeout"
    assert asked(sessions(station), ANN) == ["la session de ann n'a pas fini dans son délai"]


def test_without_the_domain_nothing_is_tried_and_it_is_reached_anew(station: Station) -> None:
    station.has("ann", "secret of a")
    through = sessions(station)
    assert asked(through, ANN) == ["ok"]
    station.lost = True
    assert through.answers([ANN]) == {ANN: NO_DOMAIN}
    assert len(station.jobs) == station.closed == 1
    station.lost = False
    assert asked(through, ANN) == ["ok"]


def test_a_machine_that_is_gone_is_an_error(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    station.has("ann", "secret of a")

    def gone(jobs: object) -> None:
        raise BatchError("la connexion est coupée")

    monkeypatch.setattr(station, "run", gone)
    with pytest.raises(BatchError):
        asked(sessions(station), ANN)


def test_other_questions_are_left_alone(station: Station) -> None:
    assert sessions(station).answers([Search("(cn=a)", ("cn",))]) == {}


def test_the_plugin_opens_both_ways_and_ends_both(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[tuple[object, ...]] = []

    class Way:
        connection = station

        def open(self, *given: object) -> None:
            ways.append(given)

        def close(self) -> None:
            station.close()

    monkeypatch.setattr(module, "BatchConnection", Way)
    monkeypatch.setattr(module, "LdapConnection", Way)
    station.has("ann", "secret of a")
    domain = SimpleNamespace(username="Administrator@X", extras={"name": "dc1.x"})
    plugin = StationConnection()
    extras = {"key_file": "k", "domain": domain, "secret": lambda label: f"secret of {label}"}
    plugin.open("pc1", "ccp3", None, 22, "linux", extras)
    assert len(ways) == 1, "the domain is reached when it is needed"
    assert asked(plugin.connection, ANN) == ["ok"]
    assert ways[1][1] == "Administrator@X"
    plugin.close()
    assert station.closed == 2
    assert "secret of" not in repr(plugin.connection)
