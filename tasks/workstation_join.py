"""The Nornir task that makes machines members of the domain, or members of nothing (adcli(8), sssd(8)).

The administrator's password comes to adcli on its standard input: it is in no list of processes and no file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nornir.core.task import Result, Task

from ccp3lab.connections.batch import Answer, Batch, Job
from ccp3lab.errors import DeviceError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS
from tasks.workstation_accounts import forget
from tasks.workstation_target import Forget, Join, Leave, Target, account

LOOK = 20.0
"""Seconds for a question to the machine; adcli gives up a name server that is silent after 6."""
WORK = 60.0
"""Seconds for a step: the controller of a busy machine is slow, and sssd may have to find it first."""

KEYS = "/etc/krb5.keytab"
TRACES = f"{KEYS} /etc/sssd/sssd.conf /var/lib/sss/db/* /var/lib/sss/mc/* /var/lib/sss/pubconf/*info.*"
"""What a membership leaves on the machine; names that sssd keeps would answer for a domain that is gone."""
CACHES = " ".join(TRACES.split()[2:])

FOUND = "until adcli info {domain} >/dev/null 2>&1; do sleep 0.3; done"
SERVED = "until getent passwd Administrator@{domain} >/dev/null; do sleep 0.1; done"


@JOBS.add("workstation")
def workstation(task: Task, intents: Mapping[str, Target]) -> Result:
    """Bring the host to what INTENTS has under its name; `Result.diff` has a line a change. DeviceError.

    A dry run tells the same and changes nothing.
    """
    dry, host = task.is_dry_run(), task.host
    match intents[host.name]:
        case Forget() as wish:
            lines = forget(host.get_connection("ccp3_ldap", task.nornir.config), wish, dry)
        case Join() as wish:
            lines = _join(Machine(host.name, host.get_connection("ccp3_batch", task.nornir.config)), wish, dry)
        case Leave():
            lines = _leave(Machine(host.name, host.get_connection("ccp3_batch", task.nornir.config)), dry)
    return Result(host=host, diff="\n".join(lines), changed=bool(lines))


@dataclass(frozen=True)
class Machine:
    """A workstation that programs are run on."""

    name: str
    batch: Batch

    def ask(self, *argvs: tuple[str, ...]) -> list[Answer]:
        """What programs answer, run at once; DeviceError for one that gives no answer."""
        found = self.batch.run([Job(argv, LOOK) for argv in argvs])
        for argv, answer in zip(argvs, found, strict=True):
            if answer.code is None:
                raise DeviceError(f"{self.name}: `{' '.join(argv)}`: {answer.error}; look at it there")
        return found

    def do(self, what: str, argv: tuple[str, ...], given: str = "") -> None:
        """Run a program that must end well; DeviceError with WHAT it was for and its last words."""
        (answer,) = self.batch.run([Job(argv, WORK, given)])
        if answer.code != 0:
            words = one_line(answer.text.strip().rpartition("\n")[2]) or answer.error or f"exit code {answer.code}"
            raise DeviceError(
                f"{self.name}: {what}: {words}; `journalctl -u sssd` and `adcli testjoin` there tell more"
            )


def _join(machine: Machine, wish: Join, dry: bool) -> list[str]:
    """Become a member if the domain does not take the machine for one, and let sssd start with it."""
    domain, name = wish.domain.name, account(wish.host)
    tested, keys, enabled = machine.ask(
        ("adcli", "testjoin", "-D", domain), ("klist", "-k", KEYS), ("systemctl", "is-enabled", "sssd")
    )
    member = tested.code == 0 and f" {name}$@{wish.domain.realm}" in keys.text
    lines = [] if member else [f"+ member of {domain}: {name} in {wish.ou or 'the place of new computers'}"]
    if enabled.code:
        lines.append("~ sssd: starts with the machine")
    if lines and not dry:
        for what, argv, given in _steps(wish, domain, name, member):
            machine.do(what, argv, given)
    return lines


def _steps(wish: Join, domain: str, name: str, member: bool) -> Iterator[tuple[str, tuple[str, ...], str]]:
    if not member:
        yield "no controller is found", ("sh", "-c", FOUND.format(domain=domain)), ""
        yield "sssd does not let go", ("sh", "-c", f"systemctl stop sssd; rm -f {KEYS} {CACHES}"), ""
        where = ("-O", wish.ou) if wish.ou else ()
        who = ("-N", name, "-H", wish.domain.fqdn(wish.host))
        yield (
            f"{domain} was not joined",
            ("adcli", "join", "-D", domain, "-U", "Administrator", "--stdin-password", *who, *where),
            wish.password,
        )
    yield "sssd does not start", ("sh", "-c", "systemctl enable sssd && systemctl restart sssd"), ""
    yield "sssd knows nobody of the domain", ("sh", "-c", SERVED.format(domain=domain)), ""


def _leave(machine: Machine, dry: bool) -> list[str]:
    """Forget the domain."""
    there, enabled = machine.ask(("sh", "-c", f"ls -d {TRACES} 2>/dev/null"), ("systemctl", "is-enabled", "sssd"))
    lines = ["- member of a domain: keys, configuration and known names"] if there.text.strip() else []
    if enabled.code:
        lines.append("~ sssd: starts with the machine")
    if lines and not dry:
        steps = f"systemctl stop sssd; rm -f {TRACES} && systemctl enable sssd"
        machine.do("the domain is not forgotten", ("sh", "-c", steps))
    return lines
