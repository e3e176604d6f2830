"""The Nornir task `directory`, on a directory in memory: dry run, second run, what others undo meanwhile."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from ccp3lab.connections.batch import Answer
from ccp3lab.errors import DirectoryError
from tasks import directory_apply as module
from tasks.directory_apply import directory
from tasks.directory_change import Change
from tasks.directory_intent import Ou, User, Wanted
from tasks.directory_target import Target, nothing
from tests.tasks.ad_model import Model

ANN = User("ann", ("A",), "Ann", number="1")
WHOLE = Wanted((Ou(("A",)),), (ANN,))
ADDED = ["+ ou A", "~ ou A: protected from accidental deletion", "+ user ann in A"]


def initial(login: str) -> str:
    return "velo-roue-042"


class Host:
    """A controller whose domain is a Model; `sabotage` is what somebody else does after each round of changes."""

    name = "dc1"

    def __init__(self, platform: str = "linux", ready: Answer | None = None) -> None:
        self.platform, self.model = platform, Model()
        self.ready = ready or Answer(code=0, text="", error="")
        self.asked: list[tuple[str, ...]] = []
        self.connections: dict[str, object] = {}
        self.data: dict[str, object] = {}
        self.sabotage: Callable[[], None] = lambda: None

    def get_connection(self, name: str, _: object) -> object:
        if name == "ccp3_batch":
            return self
        self.connections.setdefault(name, object())
        return SimpleNamespace(model=self.model, host=self, server=SimpleNamespace(label="ldaps://dc1"))

    def run(self, jobs: Iterable[object]) -> list[Answer]:
        self.asked += [job.argv for job in jobs]
        return [self.ready]


class Writer:
    """Stands in for the one that speaks LDAP."""

    def __init__(self, there: SimpleNamespace, password: Callable[[str], str]) -> None:
        assert password("ann") == "velo-roue-042"
        self.there = there

    def apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.there.model.apply(change)
        self.there.host.sabotage()


@pytest.fixture(autouse=True)
def in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read", lambda there: there.model.found())
    monkeypatch.setattr(module, "Writer", Writer)


def ran(host: Host, target: Target, dry: bool = False) -> tuple[list[str], bool]:
    task = SimpleNamespace(host=host, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
    result = directory(task, {"dc1": target})
    return result.diff.splitlines(), result.changed


def asked(wanted: Wanted) -> Target:
    return Target(lambda kept: wanted, initial)


def test_a_run_does_what_a_dry_run_tells_and_the_next_one_nothing() -> None:
    host = Host()
    assert ran(host, asked(WHOLE), dry=True) == (ADDED, True)
    assert host.model.things == {}
    assert ran(host, asked(WHOLE)) == (ADDED, True)
    assert ran(host, asked(WHOLE)) == ([], False)
    assert ran(host, asked(WHOLE), dry=True) == ([], False)


def test_people_keep_the_login_that_the_directory_gave_them() -> None:
    host, told = Host(), []
    ran(host, asked(WHOLE))
    ran(host, Target(lambda kept: told.append(dict(kept)) or WHOLE, initial))
    assert told[0] == {"1": "ann"}


def test_a_learners_job_is_taken_away_whoever_did_it() -> None:
    host = Host()
    ran(host, asked(WHOLE))
    undone = Target(nothing, initial, unwanted=lambda kept: WHOLE)
    assert ran(host, undone)[0] == ["- user ann", "~ ou A: no more protected from deletion", "- ou A"]
    assert host.model.things == {}


def test_what_somebody_undoes_meanwhile_is_done_again() -> None:
    host = Host()
    ran(host, asked(WHOLE))
    turns = iter([True])

    def once() -> None:
        if next(turns, False):
            untitled(host)

    host.sabotage = once
    titled = replace(WHOLE, users=(replace(ANN, title="Chef"),))
    assert ran(host, asked(titled)) == (["~ user ann: title nothing -> Chef"], True)
    assert ran(host, asked(titled)) == ([], False)


def test_what_will_not_stay_is_told() -> None:
    host = Host()
    ran(host, asked(WHOLE))
    host.sabotage = lambda: untitled(host)
    with pytest.raises(DirectoryError, match=r"ldaps://dc1: did not take .*\n~ user ann: title nothing -> Chef"):
        ran(host, asked(replace(WHOLE, users=(replace(ANN, title="Chef"),))))


def untitled(host: Host) -> None:
    thing = host.model.found().by_login["ann"]
    values = {name: value for name, value in thing.entry.values.items() if name != "title"}
    host.model.things[thing.key] = replace(thing, entry=replace(thing.entry, values=values))


def test_the_domain_is_awaited_on_a_controller_of_ours_alone() -> None:
    ours, school = Host(), Host(platform="windows")
    ran(ours, asked(WHOLE))
    ran(school, asked(WHOLE))
    assert ours.asked == [("lab-dc", "wait", "180")]
    assert school.asked == []


def test_it_is_waited_for_once_while_somebody_is_connected() -> None:
    host = Host()
    ran(host, asked(WHOLE))
    ran(host, asked(WHOLE))
    assert len(host.asked) == 1
    host.connections.clear()
    ran(host, asked(WHOLE))
    assert len(host.asked) == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(code=1, text="provision failed: disk full\n", error=""), "provision failed: disk full"),
        (Answer(code=None, text="", error="timeout"), "timeout"),
    ],
)
def test_a_domain_that_does_not_come_is_told(answer: Answer, why: str) -> None:
    with pytest.raises(DirectoryError, match=rf"dc1: its domain is not there: {why}; `journalctl -u samba-ad-dc`"):
        ran(Host(ready=answer), asked(WHOLE))


def test_a_long_work_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OFTEN", 2)
    host, heard = Host(), []
    there = host.get_connection("ccp3_ldap", None)

    def look() -> tuple[Change, ...]:
        return module.left(there, asked(replace(WHOLE, users=(ANN, replace(ANN, login="bea", name="Bea", number="2")))))

    done = module.settle(there, initial, look, lambda number, total: heard.append((number, total)))
    assert (len(done), heard) == (4, [(2, 4)])
    assert module.settle(there, initial, look) == ()


def test_a_connection_that_was_opened_ahead_is_no_sign_of_a_whole_domain() -> None:
    """LDAPS may answer before the domain's other services do."""
    host = Host()
    host.get_connection("ccp3_ldap", None)
    ran(host, asked(WHOLE))
    ran(host, asked(WHOLE))
    assert host.asked == [("lab-dc", "wait", "180")]
