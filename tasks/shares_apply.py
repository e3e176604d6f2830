"""The Nornir task that brings a file server to its rights table: read, compare, write the difference, read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.errors import ShareError
from ccp3lab.jobs import JOBS
from tasks.shares_change import Change
from tasks.shares_compare import compare
from tasks.shares_intent import ROOT, Root, Sids, Wanted
from tasks.shares_read import read
from tasks.shares_write import write

if TYPE_CHECKING:
    from ccp3lab.connections.smb import Smb


@dataclass(frozen=True)
class Target:
    """What one server must share, where its folders are, and the SIDs of the groups that it speaks of."""

    wanted: Wanted
    sids: Sids
    root: Root = ROOT


@JOBS.add("shares")
def shares(task: Task, intents: Mapping[str, Target]) -> Result:
    """Bring the file server of the host to INTENTS by its name.

    `Result.diff` has the lines of each change, in their order. A dry run gives the same and writes nothing.
    """
    smb: Smb = task.host.get_connection("ccp3_smb", task.nornir.config)
    target = intents[task.host.name]
    changes = left(smb, target) if task.is_dry_run() else bring(smb, target)
    return Result(host=task.host, diff="\n".join(change.line for change in changes), changed=bool(changes))


def left(smb: "Smb", target: Target) -> tuple[Change, ...]:
    """What the server differs in from TARGET."""
    return compare(target.wanted, read(smb, target.wanted, target.root), target.root, target.sids)


def bring(smb: "Smb", target: Target) -> tuple[Change, ...]:
    """Change the server until nothing is left; what was changed. ShareError.

    A server may answer "done" and have done nothing (Samba does, to whom it does not take for root), and a new folder
    shows its first rights only when it is there: so it is read again, and once more written.
    """
    done = rest = left(smb, target)
    for _ in range(2):
        if not rest:
            return done
        write(smb, rest, target.root)
        rest = left(smb, target)
    if rest:
        lines = "\n".join(change.line for change in rest)
        raise ShareError(f"{smb.server.name}: did not take all of its rights. Still different:\n{lines}")
    return done
