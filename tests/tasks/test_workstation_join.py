"""The Nornir task `workstation` on a machine that knows its lines: who joins, who leaves, what a dry run tells."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pytest

from ccp3lab.connections.batch import Answer, Job
from ccp3lab.domain import Domain
from ccp3lab.errors import DeviceError
from tasks.workstation_join import workstation
from tasks.workstation_target import Join, Leave, Target

DOMAIN = Domain("ad.essai.lan", "ESSAI")
SECRET = "velo-roue-042"
OU = "OU=Postes,DC=ad,DC=essai,DC=lan"
JOIN = Join(DOMAIN, "pc-1", OU, SECRET)
KEYS = "   2 PC-1$@AD.ESSAI.LAN\n   2 host/PC-1@AD.ESSAI.LAN\n"
JOINED = [f"+ member of ad.essai.lan: PC-1 in {OU}"]
ENABLED = ["~ sssd: starts with the machine"]
LEFT = ["- member of a domain: keys, configuration and known names"]


def said(code: int | None = 0, text: str = "", error: str = "") -> Answer:
    return Answer(code=code, text=text, error=error)


class Machine:
    """A workstation; `answers` go by the first words of a program, everything else ends well and says nothing."""

    name = "pc-1"

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[Job] = []

    def get_connection(self, name: str, _: object) -> "Machine":
        assert name == "ccp3_batch"
        return self

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        self.asked += jobs
        return [self._answer(" ".join(job.argv)) for job in jobs]

    def _answer(self, line: str) -> Answer:
        return next((found for words, found in self.answers.items() if words in line), said())

    def typed(self, words: str) -> list[Job]:
        return [job for job in self.asked if words in " ".join(job.argv)]


def ran(machine: Machine, wish: Target, dry: bool = False) -> tuple[list[str], bool]:
    task = SimpleNamespace(host=machine, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
    result = workstation(task, {"pc-1": wish})
    return result.diff.splitlines(), result.changed


STRANGER = {"testjoin": said(3), "klist": said(1, "klist: Key table file '/etc/krb5.keytab' not found")}
MEMBER = {"klist": said(text=KEYS)}


def test_a_stranger_joins_and_its_password_is_in_no_list() -> None:
    machine = Machine(STRANGER)
    assert ran(machine, JOIN) == (JOINED, True)
    (join,) = machine.typed("adcli join")
    assert join.given == SECRET
    assert join.argv[-2:] == ("-O", OU)
    assert not [job for job in machine.asked if SECRET in " ".join(job.argv) or SECRET in repr(job)]
    assert [job for job in machine.asked if job.given] == [join], "nobody else is given it"
    assert "rm -f /etc/krb5.keytab" in machine.asked[machine.asked.index(join) - 1].argv[-1]
    assert "restart sssd" in machine.asked[machine.asked.index(join) + 1].argv[-1]


def test_without_an_ou_the_domain_chooses() -> None:
    machine = Machine(STRANGER)
    lines, _ = ran(machine, Join(DOMAIN, "pc-1", "", SECRET))
    assert lines == ["+ member of ad.essai.lan: PC-1 in the place of new computers"]
    assert "-O" not in machine.typed("adcli join")[0].argv


def test_a_member_is_left_alone() -> None:
    machine = Machine(MEMBER)
    assert ran(machine, JOIN) == ([], False)
    assert len(machine.asked) == 3
    assert not any(job.given for job in machine.asked)


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        ({**MEMBER, "testjoin": said(3)}, JOINED),
        ({"klist": said(text=KEYS.replace("PC-1", "PC-10"))}, JOINED),
        ({"klist": said(text=KEYS.replace("ESSAI", "AUTRE"))}, JOINED),
        ({**MEMBER, "is-enabled": said(1, "disabled")}, ENABLED),
        ({**STRANGER, "is-enabled": said(1, "disabled")}, [*JOINED, *ENABLED]),
    ],
    ids=["account gone", "another name", "another domain", "not at start", "both"],
)
def test_what_is_missing_is_done_and_a_dry_run_tells_it(answers, lines) -> None:
    machine = Machine(answers)
    assert ran(machine, JOIN, dry=True) == (lines, True)
    assert len(machine.asked) == 3, "a dry run asks and does nothing"
    assert ran(machine, JOIN) == (lines, True)
    assert bool(machine.typed("adcli join")) == (lines != ENABLED)
    assert machine.typed("systemctl enable sssd")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({**STRANGER, "adcli join": said(5, " * Using x\n ! Couldn't set password\n")}, "Couldn't set password"),
        ({**STRANGER, "adcli join": said(7)}, "exit code 7"),
        ({**STRANGER, "adcli info": said(None, error="timeout")}, "no controller is found: timeout"),
        ({"testjoin": said(None, error="timeout")}, "`adcli testjoin -D ad.essai.lan`: timeout"),
    ],
    ids=["last words", "no words", "no controller", "no answer"],
)
def test_a_step_that_fails_is_told_and_is_the_last(answers, why) -> None:
    machine = Machine(answers)
    with pytest.raises(DeviceError, match=why) as error:
        ran(machine, JOIN)
    assert SECRET not in str(error.value)
    assert not machine.typed("restart sssd")


def test_what_a_device_says_is_quoted_on_one_line() -> None:
    machine = Machine({**STRANGER, "adcli join": said(5, "\x1b[31mno\x07 way\x1b[0m")})
    with pytest.raises(DeviceError) as error:
        ran(machine, JOIN)
    assert "was not joined: ␛[31mno␇ way␛[0m; " in str(error.value)


def test_whoever_leaves_forgets() -> None:
    machine = Machine({"ls -d": said(2, "/etc/krb5.keytab\n/var/lib/sss/db/config.ldb\n")})
    assert ran(machine, Leave(), dry=True) == (LEFT, True)
    assert len(machine.asked) == 2
    assert ran(machine, Leave()) == (LEFT, True)
    (job,) = machine.typed("rm -f")
    for path in ("/etc/krb5.keytab", "/etc/sssd/sssd.conf", "/var/lib/sss/db/*"):
        assert path in job.argv[-1]


def test_who_is_member_of_nothing_has_nothing_to_forget() -> None:
    machine = Machine({"ls -d": said(2)})
    assert ran(machine, Leave()) == ([], False)
    assert len(machine.asked) == 2
