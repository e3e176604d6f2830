"""The Nornir task that brings a directory to what it must hold: read, compare, write the difference, read again."""

from collections.abc import Mapping
from dataclasses import dataclass

from nornir.core.task import Result, Task

from ccp3lab.connections.ldap import Directory
from ccp3lab.errors import DirectoryError
from ccp3lab.jobs import JOBS
from tasks.directory_change import Change
from tasks.directory_compare import NOTHING, compare
from tasks.directory_intent import Wanted
from tasks.directory_read import read
from tasks.directory_write import Initial, Writer


@dataclass(frozen=True)
class Target:
    """What one directory must hold, and what of a learner's job it must not hold any more."""

    wanted: Wanted
    unwanted: Wanted = NOTHING


@JOBS.add("directory")
def directory(task: Task, intents: Mapping[str, Target], initial: Initial) -> Result:
    """Bring the directory of the host to INTENTS by its name; INITIAL gives passwords of new accounts.

    `Result.diff` has a line a change, in their order. A dry run gives the same and writes nothing.
    """
    there = task.host.get_connection("ccp3_ldap", task.nornir.config)
    target = intents[task.host.name]
    changes = left(there, target) if task.is_dry_run() else bring(there, target, initial)
    return Result(host=task.host, diff="\n".join(change.line for change in changes), changed=bool(changes))


def left(there: Directory, target: Target) -> tuple[Change, ...]:
    """What THERE differs in from TARGET."""
    return compare(target.wanted, read(there), target.unwanted)


def bring(there: Directory, target: Target, initial: Initial) -> tuple[Change, ...]:
    """Change THERE until nothing is left; what was changed. DirectoryError.

    A second round does what somebody else undid or did in between; what is left after it will not go away.
    """
    writer, done = Writer(there, initial), left(there, target)
    rest = done
    for _ in range(2):
        if not rest:
            return done
        writer.apply(rest)
        rest = left(there, target)
    if rest:
        lines = "\n".join(change.line for change in rest)
        raise DirectoryError(f"{there.server.label}: did not take its whole content. Still different:\n{lines}")
    return done
