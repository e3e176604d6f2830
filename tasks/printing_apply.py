"""The Nornir task of printing: queues by lpadmin(8) on the print server, their objects by LDAP in the directory."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.connections.batch import Batch, Job
from ccp3lab.directory.distinguished import literal
from ccp3lab.errors import DeviceError, DirectoryError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS
from tasks.printing_compare import Command, Write, commands, writes
from tasks.printing_intent import Board, Published, Server, Unaware
from tasks.printing_queues import Seen, seen
from tasks.programs import text

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

SOCKET = "/run/cups/cups.sock"
ENABLED = "{ systemctl is-enabled -q cups || systemctl enable -q cups; }"
RUNNING = f"{ENABLED} && {{ systemctl is-active -q cups || systemctl start cups; }}"
CONFIGURATION, DELIVERED = "/etc/cups/cupsd.conf", "/usr/local/lib/lab/pristine/cupsd.conf"
PATIENCE = 30.0
"""Seconds that one command gets: cupsd may have to start."""

ATTRIBUTES = tuple(Published("", "", "", "", "").attributes)


@JOBS.add("printing")
def printing(task: Task, intents: Mapping[str, Server | Board | Unaware]) -> Result:
    """Bring the host to what INTENTS has under its name: a print server, what a directory says of it, a station.

    `Result.diff` has a line a change, in their order. A dry run gives the same and writes nothing.
    """
    intent, host, dry = intents[task.host.name], task.host, task.is_dry_run()
    lines: list[str]
    if isinstance(intent, Board):
        directory: Directory = host.get_connection("ccp3_ldap", task.nornir.config)
        found = missing(directory, intent)
        lines = [write.line for write in (found if dry else publish(directory, intent, found))]
    else:
        batch: Batch = host.get_connection("ccp3_batch", task.nornir.config)
        bring = _planned if dry else _brought
        lines = [command.line for command in bring(batch, intent)]
    return Result(host=host, diff="\n".join(lines), changed=bool(lines))


def _planned(batch: Batch, intent: Server | Unaware) -> tuple[Command, ...]:
    """What a push would do; a server that does not run would be started first, and has what it had."""
    if isinstance(intent, Unaware):
        return known(batch, intent)
    there = read(batch)
    start = (Command("~ cups: started", ()),) if there.problem else ()
    return start + altered(batch, intent) + commands(intent, there)


def _brought(batch: Batch, intent: Server | Unaware) -> tuple[Command, ...]:
    """What was done."""
    if isinstance(intent, Server):
        return serve(batch, intent)
    for command in (found := known(batch, intent)):
        _ran(batch, command.argv)
    return found


def known(batch: Batch, intent: Unaware) -> tuple[Command, ...]:
    """The files of INTENT that are there."""
    answers = batch.run([Job(("test", "-e", file), PATIENCE) for file in intent.files])
    there = (file for file, answer in zip(intent.files, answers, strict=True) if answer.code == 0)
    return tuple(Command(f"- {file}", ("rm", "-f", file)) for file in there)


def altered(batch: Batch, intent: Server) -> tuple[Command, ...]:
    """What puts cupsd.conf back, where it has to be as delivered and is not."""
    if not intent.as_delivered:
        return ()
    (same,) = batch.run([Job(("cmp", "-s", DELIVERED, CONFIGURATION), PATIENCE)])
    back = f"cp -p {DELIVERED} {CONFIGURATION} && systemctl restart cups"
    return (Command("~ cupsd.conf: as delivered", ("sh", "-c", back)),) if same.code == 1 else ()


def serve(batch: Batch, intent: Server) -> tuple[Command, ...]:
    """Bring a print server to INTENT; what was done. DeviceError when it does not take it."""
    back = altered(batch, intent)
    for command in back:
        _ran(batch, command.argv)
    _ran(batch, ("sh", "-c", RUNNING))
    done = commands(intent, demanded(batch))
    for command in done:
        _ran(batch, command.argv)
    if rest := commands(intent, demanded(batch)) if done else ():
        raise DeviceError("its queues did not all change: " + ", ".join(command.line for command in rest))
    return back + done


def demanded(batch: Batch) -> Seen:
    """The queues; DeviceError when the print server does not tell them."""
    there = read(batch)
    if there.problem:
        raise DeviceError(f"cupsd does not answer: {one_line(there.problem)}; `journalctl -u cups` there")
    return there


def read(batch: Batch) -> Seen:
    """What the print server says of its queues."""
    said = _ran(batch, ("python3", "-I", "-S", "-c", text("queues"), json.dumps({"at": SOCKET})))
    try:
        return seen(said)
    except ValueError as error:
        raise DeviceError(f"the print server's queues cannot be read: {error}") from None


def _ran(batch: Batch, argv: tuple[str, ...]) -> str:
    (answer,) = batch.run([Job(argv, PATIENCE)])
    if answer.error or answer.code:
        why = answer.error or f"exit code {answer.code}"
        raise DeviceError(f"`{argv[0]} {argv[1]} ...`: {why}: {one_line(answer.text) or 'it printed nothing'}")
    return answer.text


def missing(directory: "Directory", board: Board) -> tuple[Write, ...]:
    """What the directory differs in from BOARD; DirectoryError when a print server has no account to publish below."""
    accounts = {host: name for host in board.hosts if (name := account(directory, host))}
    if lacking := sorted({one.host for one in board.published} - accounts.keys()):
        raise DirectoryError(
            f"{directory.server.label}: there is no computer account {lacking[0]}, below which its queues would be "
            "published; join it, or add it to `computers:` of the section `directory`"
        )
    return writes(board, accounts, directory.search(directory.base, "(objectClass=printQueue)", ATTRIBUTES))


def account(directory: "Directory", host: str) -> str:
    """The distinguished name of the computer account HOST, empty when there is none."""
    where = f"(&(objectClass=computer)(sAMAccountName={literal(host)}$))"
    return next((entry.dn for entry in directory.search(directory.base, where, ["cn"])), "")


def publish(directory: "Directory", board: Board, found: tuple[Write, ...]) -> tuple[Write, ...]:
    """Write what was FOUND missing; DirectoryError when something is still missing then."""
    for write in found:
        if write.new:
            directory.add(write.dn, write.values)
        elif write.values:
            directory.modify(write.dn, write.values)
        else:
            directory.delete(write.dn)
    if rest := missing(directory, board) if found else ():
        lines = ", ".join(write.line for write in rest)
        raise DirectoryError(f"{directory.server.label}: did not take all of its printers: {lines}")
    return found
