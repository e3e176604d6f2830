"""The Nornir task that brings a directory to what it must hold: read, compare, write the difference, read again."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.connections.batch import Job
from ccp3lab.directory.staffing import Begun, quietly
from ccp3lab.errors import DirectoryError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS
from tasks.directory_change import Change
from tasks.directory_compare import compare
from tasks.directory_read import read
from tasks.directory_target import Initial, Target
from tasks.directory_write import Writer

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

PATIENCE = 180
"""Seconds that a domain may take to be made on a busy machine; 10 on a quiet one."""

SERVED = "ccp3 directory"
"""In the data of a host: the connection with which its domain was last seen whole."""

OFTEN = 100
"""Changes between two words about them: some three seconds of new accounts."""


@JOBS.add("directory")
def directory(task: Task, intents: Mapping[str, Target]) -> Result:
    """Bring the directory of the host to what INTENTS has under its name.

    `Result.diff` has a line a change, in their order. A dry run gives the same and writes nothing.
    """
    _await(task)
    there = task.host.get_connection("ccp3_ldap", task.nornir.config)
    task.host.data[SERVED] = task.host.connections.get("ccp3_ldap")
    target = intents[task.host.name]
    changes = left(there, target) if task.is_dry_run() else bring(there, target)
    return Result(host=task.host, diff="\n".join(change.line for change in changes), changed=bool(changes))


def _await(task: Task) -> None:
    """A controller of ours makes its domain when it starts: be there when it is made. A school's own is there.

    Who waited for it once, and is still connected, need not again.
    """
    opened = task.host.connections.get("ccp3_ldap")
    if task.host.platform == "linux" and (opened is None or task.host.data.get(SERVED) is not opened):
        batch = task.host.get_connection("ccp3_batch", task.nornir.config)
        (answer,) = batch.run([Job(("lab-dc", "wait", str(PATIENCE)), PATIENCE + 5.0)])
        if answer.code != 0:
            why = one_line(answer.text) or answer.error
            raise DirectoryError(f"{task.host.name}: its domain is not there: {why}; `journalctl -u samba-ad-dc` there")


def left(there: "Directory", target: Target) -> tuple[Change, ...]:
    """What THERE differs in from TARGET."""
    found = read(there)
    kept = {number: thing.entry.text("sAMAccountName") for number, thing in found.by_number.items()}
    return compare(target.wanted(kept), found, target.unwanted(kept))


def bring(there: "Directory", target: Target) -> tuple[Change, ...]:
    """Change THERE until nothing is left; what was changed. DirectoryError.

    A second round does what somebody else undid or did in between; what is left after it will not go away.
    """
    return settle(there, target.initial, lambda: left(there, target))


def settle(
    there: "Directory", initial: Initial, look: Callable[[], tuple[Change, ...]], begun: Begun = quietly
) -> tuple[Change, ...]:
    """Do what LOOK finds to do on THERE until it finds nothing; what it found first. DirectoryError, as `bring`.

    BEGUN hears how many changes of how many are begun, now and then.
    """
    writer, done = Writer(there, initial), look()
    rest = done
    for _ in range(2):
        if not rest:
            return done
        writer.apply(_heard(rest, begun))
        rest = look()
    if rest:
        lines = "\n".join(change.line for change in rest)
        raise DirectoryError(f"{there.server.label}: did not take its whole content. Still different:\n{lines}")
    return done


def _heard(changes: tuple[Change, ...], begun: Begun) -> Iterator[Change]:
    """CHANGES, as they are begun."""
    for number, change in enumerate(changes):
        if number and number % OFTEN == 0:
            begun(number, len(changes))
        yield change
