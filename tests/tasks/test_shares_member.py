"""The task of a file server, device and servers in memory: what is joined, what waits, what a dry run tells."""

from types import SimpleNamespace
from typing import Any

import pytest

from ccp3lab.connections.batch import Answer, Job
from ccp3lab.errors import DeviceError, DirectoryError
from ccp3lab.ntsecurity import Right
from tasks import shares_server
from tasks.shares_change import DeleteShare
from tasks.shares_intent import Given, Shared, Wanted
from tasks.shares_server import file_server
from tasks.shares_target import FileServer
from tests.tasks.test_shares_server import Groups

SECRET = "velo-roue-lune-042"
TABLE = Wanted((Shared("compta", ("compta",), (Given("DL_Compta_RW", Right.CHANGE),)),))


class Device:
    """A file server that is a member or becomes one; `fails` are the words of lab-member that it does not do."""

    def __init__(self, member: bool, lost: bool = False, **fails: str) -> None:
        self.member, self.lost, self.fails = member, lost, fails
        self.asked: list[Job] = []

    def run(self, jobs: list[Job]) -> list[Answer]:
        self.asked += jobs
        return [self._answer(job.argv[1]) for job in jobs]

    def _answer(self, word: str) -> Answer:
        if word in self.fails:
            timeout = self.fails[word] == "timeout"
            return Answer(code=None if timeout else 1, text=self.fails[word], error="timeout" if timeout else "")
        if word == "joined":
            return Answer(code=0 if self.member else 1, text="", error="")
        self.lost = self.lost and word != "join"
        if word in ("wait", "ready") and (self.lost or not self.member):
            return Answer(code=1, text="winbind reaches no domain controller\n", error="")
        self.member = self.member or word == "join"
        return Answer(code=0, text="", error="")

    @property
    def words(self) -> list[str]:
        return [job.argv[1] for job in self.asked]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """run(DEVICE, *GROUPS, dry=...): the task's result; what it would change and what it changes is one line."""
    told: list[tuple[str, Any]] = []

    def changes(way: str):
        def say(smb: object, target: Any) -> tuple[DeleteShare, ...]:
            assert smb == "smb"
            told.append((way, target.sids))
            return (DeleteShare("- share vieux", "vieux"),)

        return say

    monkeypatch.setattr(shares_server, "left", changes("left"))
    monkeypatch.setattr(shares_server, "bring", changes("bring"))

    def go(device: Device, *groups: str, dry: bool = False, table: Wanted = TABLE):
        ways = {"ccp3_batch": device, "ccp3_ldap": Groups(*groups), "ccp3_smb": "smb"}
        closed: list[str] = []
        host = SimpleNamespace(
            name="fs1", get_connection=lambda name, _: ways[name], connections=ways, close_connection=closed.append
        )
        task = SimpleNamespace(host=host, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
        result = file_server(task, {"fs1": FileServer(table, lambda: SECRET)})
        assert closed == ["ccp3_smb"] * len(told), "a session ends with the task that opened it"
        return result, [way for way, _ in told]

    return go


def test_a_new_server_is_joined_and_waited_for_before_it_shares(run) -> None:
    device = Device(member=False)
    result, ways = run(device, "DL_Compta_RW")
    assert device.words == ["joined", "ready", "join", "wait"]
    assert ways == ["bring"]
    assert result.diff == "+ member of its domain: fs1\n- share vieux"
    assert result.changed


def test_a_member_is_not_joined_again(run) -> None:
    device = Device(member=True)
    result, _ = run(device, "DL_Compta_RW")
    assert device.words == ["joined", "ready"]
    assert result.diff == "- share vieux"


def test_a_member_that_lost_its_account_joins_anew(run) -> None:
    device = Device(member=True, lost=True)
    result, ways = run(device, "DL_Compta_RW")
    assert device.words == ["joined", "ready", "start", "wait", "join", "wait"]
    assert result.diff.splitlines()[0] == "+ member of its domain: fs1"
    assert ways == ["bring"]


def test_a_member_whose_service_is_stopped_starts_it(run) -> None:
    device = Device(member=True, ready="smbd does not answer")
    result, ways = run(device, "DL_Compta_RW")
    assert device.words == ["joined", "ready", "start", "wait"]
    assert device.asked[2].argv == ("systemctl", "start", "winbind", "smbd")
    assert result.diff.splitlines()[0] == "~ serves again: fs1"
    assert ways == ["bring"]


def test_a_member_that_does_not_serve_after_that_either_is_told(run) -> None:
    device = Device(member=True, ready="smbd does not answer", wait="smbd does not answer")
    with pytest.raises(DeviceError, match="fs1: is a member and does not serve: smbd does not answer"):
        run(device, "DL_Compta_RW")
    assert device.words == ["joined", "ready", "start", "wait", "join", "wait"]


@pytest.mark.parametrize(("member", "patience"), [(True, "20"), (False, "60")])
def test_an_old_member_has_less_time_than_a_new_one(run, member: bool, patience: str) -> None:
    device = Device(member, ready="smbd does not answer")
    run(device, "DL_Compta_RW")
    (wait,) = [job for job in device.asked if job.argv[1] == "wait"]
    assert wait.argv == ("lab-member", "wait", patience)
    assert wait.timeout > int(patience), "the device tells what is missing before it is given up"


def test_the_password_goes_over_standard_input_alone(run) -> None:
    device = Device(member=False)
    run(device, "DL_Compta_RW")
    (join,) = [job for job in device.asked if job.argv[1] == "join"]
    assert join.given == f"{SECRET}\n"
    assert SECRET not in repr(device.asked)
    assert [job.given for job in device.asked if job is not join] == [""] * 3


@pytest.mark.parametrize("member", [True, False])
def test_a_dry_run_joins_nothing_and_writes_nothing(run, member: bool) -> None:
    device = Device(member)
    result, ways = run(device, "DL_Compta_RW", dry=True)
    assert device.words == ["joined", "ready"]
    assert "bring" not in ways
    lines = result.diff.splitlines()
    if member:
        assert lines == ["- share vieux"]
    else:
        assert lines[:2] == ["+ member of its domain: fs1", r"+ folder C:\srv\compta"]
        assert "  + DL_Compta_RW: change" in lines


def test_a_dry_run_speaks_of_groups_that_are_to_be_made(run) -> None:
    result, _ = run(Device(member=False), dry=True)
    assert "  + DL_Compta_RW: change" in result.diff.splitlines()


def test_a_group_that_is_missing_in_earnest_is_told(run) -> None:
    with pytest.raises(DirectoryError, match="no group DL_Compta_RW; create it"):
        run(Device(member=True))


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        ({"join": "Failed to join domain: no logon servers\n"}, "fs1: did not join the domain: Failed to join domain"),
        ({"join": "timeout"}, "fs1: did not join the domain: timeout; look at its DNS, then at its controller"),
        ({"wait": "winbind reaches no domain controller"}, "fs1: is a member and does not serve: winbind reaches no"),
    ],
)
def test_what_goes_wrong_is_told_without_the_password(run, fails: dict[str, str], told: str) -> None:
    with pytest.raises(DeviceError, match=told) as refused:
        run(Device(member=False, **fails), "DL_Compta_RW")
    assert SECRET not in str(refused.value)


def test_a_server_that_shares_nothing_yet_asks_for_no_group(run) -> None:
    result, ways = run(Device(member=True), table=Wanted(unwanted=("compta",), cleared=(("compta",),)))
    assert ways == ["bring"]
    assert result.diff == "- share vieux"
