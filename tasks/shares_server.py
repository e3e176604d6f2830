"""The Nornir task that makes a device of the image `fileserver` a member of its domain, and has it share its table."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.connections.batch import Answer, Batch, Job
from ccp3lab.errors import DeviceError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS
from ccp3lab.ntsecurity import Sid
from tasks.shares_apply import Target, bring, left
from tasks.shares_compare import compare
from tasks.shares_found import Found
from tasks.shares_intent import Sids, names
from tasks.shares_sids import known, sids
from tasks.shares_target import FileServer

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory
    from ccp3lab.connections.smb import Smb

ADMINISTRATOR = "Administrator"
"""Who may join machines: on a controller of the image `dc` the account has its English name."""

JOIN, READY, AGAIN = 90.0, 60, 20
"""Seconds that joining gets, and a new and an old member until they serve; 1 to 2 on a quiet machine."""

SOMEBODY = Sid.parse("S-1-5-21-0-0-0")
"""The domain of groups that are to be made: a dry run shows their names."""


@JOBS.add("file_server")
def file_server(task: Task, intents: Mapping[str, FileServer]) -> Result:
    """Join the host unless it is a member that serves, then bring it to what it must share.

    `Result.diff` has a line for the join, and those of each change. A dry run gives the same and writes nothing.
    """
    target = intents[task.host.name]
    batch: Batch = task.host.get_connection("ccp3_batch", task.nornir.config)
    with ThreadPoolExecutor(max_workers=1) as pool:  # the device has its own programs to run meanwhile
        there = pool.submit(now, batch)
        groups = _groups(task, target)
    if task.is_dry_run():
        lines = list(_planned(task, target, groups, there.result()))
    else:
        lines = [*belong(task.host.name, batch, target, there.result()), *_shared(task, target, groups)]
    return Result(host=task.host, diff="\n".join(lines), changed=bool(lines))


@dataclass(frozen=True)
class Now:
    """Whether a device has an account in its domain and knows its password, and whether it serves."""

    member: bool
    serves: bool


def now(batch: Batch) -> Now:
    """How the device is; both are asked at the same time."""
    joined, ready = batch.run([Job(("lab-member", word), 10.0) for word in ("joined", "ready")])
    return Now(joined.code == 0, ready.code == 0)


def belong(name: str, batch: Batch, target: FileServer, there: Now) -> list[str]:
    """Have the device NAME, which is as THERE, serve its domain; what was done. DeviceError.

    A member that does not serve has lost its account, or the account its password: it joins anew.
    """
    if there.serves:
        return []
    if there.member:
        batch.run([Job(("systemctl", "start", "winbind", "smbd"), 10.0)])
        if not unready(batch, AGAIN):
            return [f"~ serves again: {name}"]
    line = join(name, batch, target.administrator())
    if said := unready(batch, READY):
        raise DeviceError(f"{name}: is a member and does not serve: {said}")
    return [line]


def join(name: str, batch: Batch, password: str) -> str:
    """Make the device NAME a member with the administrator's PASSWORD; the line that tells it. DeviceError."""
    answer = _run(batch, "join", JOIN, ADMINISTRATOR, given=f"{password}\n")
    if answer.error or answer.code:
        raise DeviceError(f"{name}: did not join the domain: {_said(answer)}; look at its DNS, then at its controller")
    return f"+ member of its domain: {name}"


def unready(batch: Batch, patience: int) -> str:
    """What is missing after PATIENCE seconds until the member serves; nothing as soon as it does."""
    answer = _run(batch, "wait", patience + 10.0, str(patience))
    return _said(answer) if answer.error or answer.code else ""


def _run(batch: Batch, what: str, timeout: float, *more: str, given: str = "") -> Answer:
    (answer,) = batch.run([Job(("lab-member", what, *more), timeout, given=given)])
    return answer


def _said(answer: Answer) -> str:
    return answer.error or one_line(answer.text) or f"exit code {answer.code}"


def _groups(task: Task, target: FileServer) -> Sids:
    """The groups that TARGET speaks of; a dry run imagines those that are to be made. DirectoryError."""
    directory: Directory = task.host.get_connection("ccp3_ldap", task.nornir.config)
    named = names(target.wanted)
    if not task.is_dry_run():
        return sids(directory, named)
    imagined = {name: SOMEBODY.member(number) for number, name in enumerate(named, start=1)}
    return {**imagined, **known(directory, named)}


def _shared(task: Task, target: FileServer, groups: Sids) -> list[str]:
    whole = Target(target.wanted, groups, target.root)
    with _session(task) as smb:
        return [change.line for change in bring(smb, whole)]


@contextmanager
def _session(task: Task) -> Iterator["Smb"]:
    """A session of this task alone: one that stayed open would end with a server that is started anew."""
    try:
        yield task.host.get_connection("ccp3_smb", task.nornir.config)
    finally:
        if "ccp3_smb" in task.host.connections:
            task.host.close_connection("ccp3_smb")


def _planned(task: Task, target: FileServer, groups: Sids, there: Now) -> Iterable[str]:
    """What would be done."""
    if not there.member:
        yield f"+ member of its domain: {task.host.name}"
        changes = compare(target.wanted, Found({}, {}), target.root, groups)
    else:
        with _session(task) as smb:
            changes = left(smb, Target(target.wanted, groups, target.root))
    yield from (change.line for change in changes)
